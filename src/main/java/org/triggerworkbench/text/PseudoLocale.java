package org.triggerworkbench.text;

/** Texts as a language with longer words would have them, to see what has no room: {@code -Dworkbench.pseudo=true}. */
final class PseudoLocale {
    private static final String FILL = "~ö~é~ü~å";

    private PseudoLocale() {}

    /** The text with about 40 percent more letters. */
    static String lengthen(String text) {
        if (text.isBlank()) {
            return text;
        }
        int more = (int) Math.ceil(0.4 * text.length());
        StringBuilder longer = new StringBuilder(text);
        for (int i = 0; i < more; i++) {
            longer.append(FILL.charAt(i % FILL.length()));
        }
        return longer.toString();
    }
}
