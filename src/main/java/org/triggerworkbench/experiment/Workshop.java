package org.triggerworkbench.experiment;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.triggerworkbench.attack.AttackSetting;
import org.triggerworkbench.attack.Attacks;
import org.triggerworkbench.attack.ParameterValues;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.data.Dataset;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.prompt.OutputMapping;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.trigger.Trigger;

/** What an experiment works with, opened: model, images, mapping, target, triggers. */
final class Workshop implements AutoCloseable {
    private final Experiment experiment;
    private final Subject subject;
    private final PreparedImages train;
    private final PreparedImages validation;
    private final int target;
    private final Triggers triggers;

    private Workshop(Experiment experiment, Subject subject) {
        this.experiment = experiment;
        this.subject = subject;
        this.train = subject.prepare(subject.data().train());
        this.validation = subject.prepare(subject.data().validation());
        this.target = subject.target();
        this.triggers = new Triggers(experiment, train.width(), train.height());
    }

    /**
     * Opens all that an experiment names.
     *
     * @throws InputException if something is absent, damaged or does not fit
     */
    static Workshop open(Experiment experiment, Compute compute, Sources sources) {
        Subject subject = Subject.open(compute, sources, request(experiment));
        try {
            return new Workshop(experiment, subject);
        } catch (RuntimeException e) {
            subject.close();
            throw e;
        }
    }

    private static SubjectRequest request(Experiment experiment) {
        Experiment.Model model = experiment.model();
        Experiment.Data data = experiment.data();
        long seed = experiment.seed();
        return new SubjectRequest(
                new SubjectRequest.Model(
                        model.source(),
                        model.architecture().isEmpty() ? null : model.architecture(),
                        model.size(),
                        seed),
                new SubjectRequest.Images.Parts(data.source(), data.train(), data.validation(), data.test(), seed),
                experiment.attack().target(),
                null,
                experiment.prompt().mapping(),
                null,
                null);
    }

    /** The setting of the attack with a trigger; the own one, or one moved elsewhere. It has no control rate yet. */
    AttackSetting setting(Trigger trigger) {
        trigger.requireImage(train.width(), train.height());
        return new AttackSetting(
                subject.compute(),
                source(),
                mapping(),
                data().classNames(),
                layout(),
                experiment.prompt().initialScale(),
                train,
                validation,
                target(),
                trigger,
                ParameterValues.of(
                        Attacks.named(experiment.attack().method()).parameters(),
                        experiment.attack().values()),
                experiment.training().batch(),
                experiment.seed(),
                null);
    }

    /** Model and data alone. */
    Subject subject() {
        return subject;
    }

    Classifier source() {
        return subject.model();
    }

    Dataset data() {
        return subject.data();
    }

    PreparedImages validation() {
        return validation;
    }

    PreparedImages test() {
        return subject.images();
    }

    Triggers triggers() {
        return triggers;
    }

    OutputMapping mapping() {
        return Objects.requireNonNull(subject.mapping());
    }

    Target target() {
        return new Target.AllToOne(target);
    }

    int targetIndex() {
        return target;
    }

    @Override
    public void close() {
        subject.close();
    }

    private PromptLayout layout() {
        Experiment.Prompt told = experiment.prompt();
        PromptShape shape = told.shape().equals("frame")
                ? new PromptShape.Frame(told.width())
                : new PromptShape.Patch(told.x(), told.y(), told.width(), told.height());
        PromptLayout.Mode mode = PromptLayout.Mode.valueOf(told.mode().toUpperCase(Locale.ROOT));
        InputSpec input = source().card().input();
        if (told.std() == 0) {
            return PromptLayout.of(shape, mode, input);
        }
        float[] std = new float[3];
        Arrays.fill(std, (float) told.std());
        return new PromptLayout(shape, mode, input.height(), input.width(), input.mean(), std);
    }
}
