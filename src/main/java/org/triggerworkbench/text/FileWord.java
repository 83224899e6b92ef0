package org.triggerworkbench.text;

import java.util.List;
import java.util.stream.Collectors;

/** Words that come out of files of others. */
public final class FileWord {
    private static final int SHOWN = 200;

    private FileWord() {}

    /** A word as a message may show it: at most 200 characters, with none that controls a terminal or a text field. */
    public static String shown(String word) {
        return plain(word.length() <= SHOWN ? word : word.substring(0, SHOWN) + "...");
    }

    /** A path that is told as a word: whole, since its end names the file, with nothing that controls a terminal. */
    public static String line(String path) {
        return plain(path);
    }

    /** The first of some words, each as {@link #shown}, with a comma between two. */
    public static String list(List<String> words, int most) {
        String first = words.stream().limit(most).map(FileWord::shown).collect(Collectors.joining(", "));
        return words.size() <= most ? first : first + ", ...";
    }

    private static String plain(String word) {
        return word.replaceAll("\\p{C}|\\p{Zl}|\\p{Zp}", "?");
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
