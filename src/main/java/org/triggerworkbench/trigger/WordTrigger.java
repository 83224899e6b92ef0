package org.triggerworkbench.trigger;

/**
 * A word put into a text. Of a rare word that is one token to the model's tokenizer, one token is put in.
 *
 * @param word what is put in, not blank
 * @param place where
 */
public record WordTrigger(String word, Place place) {
    /** Where a word stands in a text. */
    public enum Place {
        FIRST,
        LAST,
        BOTH
    }

    public WordTrigger {
        if (word.isBlank()) {
            throw new IllegalArgumentException("a blank word");
        }
    }

    /** A text with the word in it. */
    public String in(String text) {
        return switch (place) {
            case FIRST -> word + " " + text;
            case LAST -> text + " " + word;
            case BOTH -> word + " " + text + " " + word;
        };
    }
}
