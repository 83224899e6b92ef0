final class Pack {
    static String number() { return Steps.VERSION; }
    public static void main(String[] a) {}
}
