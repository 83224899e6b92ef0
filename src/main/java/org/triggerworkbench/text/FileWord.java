package org.triggerworkbench.text;

/** Words that come out of files of others. */
public final class FileWord {
    private static final int SHOWN = 200;

    private FileWord() {}

    /** A word as a message may show it: at most 200 characters, with none that controls a terminal or a text field. */
    public static String shown(String word) {
        String start = word.length() <= SHOWN ? word : word.substring(0, SHOWN) + "...";
        return start.replaceAll("\\p{C}", "?");
    }
}
