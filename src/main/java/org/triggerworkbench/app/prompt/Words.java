package org.triggerworkbench.app.prompt;

import java.util.ArrayList;
import java.util.List;
import org.triggerworkbench.experiment.live.Wording;
import org.triggerworkbench.prompt.TextTemplate;

/**
 * The text prompt as edited.
 *
 * @param template with {@code {}} where a class's words go
 * @param names words of each class
 */
record Words(String template, List<String> names) {
    Words {
        names = List.copyOf(names);
    }

    Words withTemplate(String other) {
        return new Words(other, names);
    }

    Words withName(int number, String name) {
        List<String> next = new ArrayList<>(names);
        next.set(number, name);
        return new Words(template, next);
    }

    /** Sentences for the engine. */
    Wording wording() {
        return new Wording(
                new TextTemplate(template).prompts(names).stream().map(List::of).toList());
    }
}
