package org.triggerworkbench.text;

/**
 * What the user gave cannot be used. The message is one clear sentence for the user: it names the file (or option),
 * the fault and the way out. Shown as it is, without a stack trace.
 */
public class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InputException(String sentence) {
        super(sentence);
    }

    public InputException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** The sentence, never null. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
