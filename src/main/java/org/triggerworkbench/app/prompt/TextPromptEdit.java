package org.triggerworkbench.app.prompt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.triggerworkbench.experiment.live.Wording;
import org.triggerworkbench.prompt.TextPrompt;
import org.triggerworkbench.prompt.TextTemplate;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * The text prompt as edited.
 *
 * @param template with {@code {}} where a class's words go
 * @param names words of each class
 */
record TextPromptEdit(String template, List<String> names) {
    TextPromptEdit {
        names = List.copyOf(names);
    }

    TextPromptEdit withTemplate(String other) {
        return new TextPromptEdit(other, names);
    }

    TextPromptEdit withName(int number, String name) {
        List<String> next = new ArrayList<>(names);
        next.set(number, name);
        return new TextPromptEdit(template, next);
    }

    /**
     * A text prompt as it can be edited here.
     *
     * @throws InputException if a class has several sentences
     */
    static TextPromptEdit of(TextPrompt prompt, List<String> classes) {
        if (prompt.sentences(classes).stream().anyMatch(sentences -> sentences.size() > 1)) {
            throw new InputException(Messages.of(TextPromptEdit.class).get("words.ensemble"));
        }
        return new TextPromptEdit(
                prompt.templates().getFirst().words(),
                classes.stream()
                        .map(name ->
                                prompt.words().getOrDefault(name, List.of(name)).getFirst())
                        .toList());
    }

    /** For a file. */
    TextPrompt prompt(List<String> classes) {
        Map<String, List<String>> other = new HashMap<>();
        for (int k = 0; k < names.size(); k++) {
            if (!names.get(k).equals(classes.get(k))) {
                other.put(classes.get(k), List.of(names.get(k)));
            }
        }
        return new TextPrompt(List.of(new TextTemplate(template)), other);
    }

    /** Sentences for the engine. */
    Wording wording() {
        return new Wording(
                new TextTemplate(template).prompts(names).stream().map(List::of).toList());
    }
}
