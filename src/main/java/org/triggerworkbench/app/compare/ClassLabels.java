package org.triggerworkbench.app.compare;

import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.text.Messages;

/** Classes by name, the target with its mark. */
final class ClassLabels {
    private static final Messages TEXT = Messages.of(ClassLabels.class);

    private ClassLabels() {}

    /** @param number of the class; any that is none stands for images without an answer */
    static String of(SubjectFacts facts, int number, int target) {
        String name = number < 0 || number >= facts.classes().size()
                ? TEXT.get("class.none")
                : facts.classes().get(number);
        return number == target ? TEXT.get("class.target", name) : name;
    }
}
