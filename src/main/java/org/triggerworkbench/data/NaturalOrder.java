package org.triggerworkbench.data;

import java.util.Comparator;

/** Names as people sort them: runs of digits by their value, the rest by character. {@code 2 < 10, a2 < a10}. */
final class NaturalOrder implements Comparator<String> {

    @Override
    public int compare(String left, String right) {
        int i = 0;
        int j = 0;
        while (i < left.length() && j < right.length()) {
            int endI = digitsEnd(left, i);
            int endJ = digitsEnd(right, j);
            int order = endI > i && endJ > j
                    ? compareDigits(left.substring(i, endI), right.substring(j, endJ))
                    : Character.compare(left.charAt(i), right.charAt(j));
            if (order != 0) {
                return order;
            }
            boolean digits = endI > i && endJ > j;
            i = digits ? endI : i + 1;
            j = digits ? endJ : j + 1;
        }
        int rest = Integer.compare(left.length() - i, right.length() - j);
        return rest != 0 ? rest : left.compareTo(right);
    }

    private static int digitsEnd(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static int compareDigits(String left, String right) {
        String a = withoutZeros(left);
        String b = withoutZeros(right);
        return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
    }

    private static String withoutZeros(String digits) {
        int start = 0;
        while (start < digits.length() - 1 && digits.charAt(start) == '0') {
            start++;
        }
        return digits.substring(start);
    }
}
