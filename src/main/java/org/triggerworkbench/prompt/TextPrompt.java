package org.triggerworkbench.prompt;

import java.util.List;
import java.util.Map;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * Words for zero-shot classification: every template filled with every word of a class. Several sentences a class are an
 * ensemble, whose embeddings are averaged.
 *
 * @param templates at least one
 * @param words of a class, by its name; a class that is not here is called by its name
 */
public record TextPrompt(List<TextTemplate> templates, Map<String, List<String>> words) implements PromptFiles.Content {
    public TextPrompt {
        templates = List.copyOf(templates);
        words = Map.copyOf(words);
        if (templates.isEmpty() || words.values().stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("a class without a sentence");
        }
    }

    /**
     * The sentences of each class.
     *
     * @throws InputException if there are words for a class that is not among these
     */
    public List<List<String>> sentences(List<String> classNames) {
        for (String name : words.keySet()) {
            if (!classNames.contains(name)) {
                throw new InputException(Messages.of(TextPrompt.class).get("words.class", FileWord.shown(name)));
            }
        }
        return classNames.stream().map(this::sentences).toList();
    }

    private List<String> sentences(String className) {
        List<String> own = words.getOrDefault(className, List.of(className));
        return templates.stream()
                .flatMap(template -> template.prompts(own).stream())
                .toList();
    }
}
