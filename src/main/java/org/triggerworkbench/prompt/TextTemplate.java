package org.triggerworkbench.prompt;

import java.util.List;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * Words around a class name, such as {@code a photo of a {} sign}: what zero-shot classification embeds.
 *
 * @param words with {@code {}} where the class name goes
 */
public record TextTemplate(String words) {
    private static final String PLACE = "{}";

    public TextTemplate {
        if (!words.contains(PLACE)) {
            throw new InputException(Messages.of(TextTemplate.class).get("template.place", FileWord.shown(words)));
        }
    }

    /** The sentence of one class. */
    public String fill(String className) {
        return words.replace(PLACE, className);
    }

    /** One sentence per class, in their order. */
    public List<String> prompts(List<String> classNames) {
        return classNames.stream().map(this::fill).toList();
    }
}
