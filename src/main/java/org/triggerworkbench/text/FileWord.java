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

    /** A text in lines without what controls a terminal or turns its direction. */
    static String visible(String text) {
        StringBuilder shown = null;
        for (int i = 0; i < text.length(); i++) {
            if (isHidden(text.charAt(i))) {
                shown = shown == null ? new StringBuilder(text) : shown;
                shown.setCharAt(i, '?');
            }
        }
        return shown == null ? text : shown.toString();
    }

    private static boolean isHidden(char character) {
        boolean turns =
                (character >= '\u202a' && character <= '\u202e') || (character >= '\u2066' && character <= '\u2069');
        return turns || (Character.isISOControl(character) && character != '\n' && character != '\t');
    }
}
