package org.triggerworkbench.experiment.open;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.triggerworkbench.attack.Attack;
import org.triggerworkbench.attack.AttackSetting;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.data.BrokenPictures;
import org.triggerworkbench.data.DataSources;
import org.triggerworkbench.data.Dataset;
import org.triggerworkbench.data.ImageSet;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.defense.DefenseSetting;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.method.ParameterValues;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.prompt.OutputMapping;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.trigger.Trigger;

/** What an experiment works with, opened: model, images, mapping, target, triggers. */
public final class OpenedExperiment implements AutoCloseable {
    private final Experiment experiment;
    private final Subject subject;
    private final PreparedImages train;
    private final PreparedImages validation;
    private final Target target;
    private final Triggers triggers;

    private OpenedExperiment(Experiment experiment, Subject subject) {
        this.experiment = experiment;
        this.subject = subject;
        this.train = subject.prepare(subject.data().train());
        this.validation = subject.prepare(subject.data().validation());
        this.target = switch (experiment.job()) {
            case Experiment.AttackSpec attack -> {
                Attack known = attack.known();
                ParameterValues values = ParameterValues.of(known.parameters(), attack.values());
                yield known.target(
                        values, subject.target(), subject.data().classNames().size());
            }
            case Experiment.Defense _ -> planted(experiment, subject);
        };
        this.triggers = new Triggers(experiment, train.width(), train.height());
    }

    /** What the attack on the suspect wants; where it is not known to be all-to-all, the class that the run names. */
    private static Target planted(Experiment experiment, Subject subject) {
        int classes = subject.data().classNames().size();
        for (Experiment maker : RunFolder.behind(experiment)) {
            Target target =
                    switch (maker.job()) {
                        case Experiment.AttackSpec attack ->
                            attack.known()
                                    .target(
                                            ParameterValues.of(attack.known().parameters(), attack.values()),
                                            subject.target(),
                                            classes);
                        case Experiment.Defense _ -> planted(maker, subject);
                    };
            if (target instanceof Target.AllToAll) {
                return target;
            }
        }
        return new Target.AllToOne(subject.target());
    }

    /**
     * Opens all that an experiment names.
     *
     * @throws InputException if something is absent, damaged or does not fit
     */
    public static OpenedExperiment open(Experiment experiment, Compute compute, Sources sources) {
        Subject subject = Subject.open(compute, sources, request(experiment));
        try {
            return new OpenedExperiment(experiment, subject);
        } catch (RuntimeException e) {
            subject.close();
            throw e;
        }
    }

    private static SubjectRequest.Images.Parts images(Experiment experiment) {
        Experiment.Data data = experiment.data();
        return new SubjectRequest.Images.Parts(
                data.source(),
                data.train(),
                data.validation(),
                data.test(),
                experiment.seed(),
                BrokenPictures.of(data.skipBroken()));
    }

    private static SubjectRequest request(Experiment experiment) {
        Experiment.Model model = experiment.model();
        long seed = experiment.seed();
        return new SubjectRequest(
                new SubjectRequest.Model(
                        model.source(),
                        model.architecture().isEmpty() ? null : model.architecture(),
                        model.size(),
                        seed,
                        model.output().isEmpty() ? null : model.output()),
                images(experiment),
                experiment.job().target(),
                experiment.prompt().file().isEmpty()
                        ? null
                        : Path.of(experiment.prompt().file()),
                experiment.prompt().mapping(),
                null);
    }

    /** The setting of the attack with a trigger; the own one, or one moved elsewhere. */
    public AttackSetting setting(Trigger trigger) {
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
                        experiment.job().known().parameters(), experiment.job().values()),
                experiment.training().batch(),
                experiment.seed());
    }

    /**
     * What a defence of the model, with its prompt where it has one, is given. Its clean images are training images that the
     * runs which made the model or the prompt, where they are ours, did not use.
     *
     * @throws InputException if there are not so many
     */
    public DefenseSetting defense(Experiment.Defense job) {
        return new DefenseSetting(
                subject.compute(),
                suspect(),
                data().classNames(),
                subject.prepare(Subject.unused(data(), used(experiment), job.budget(), experiment.seed())),
                ParameterValues.of(job.known().parameters(), job.values()),
                experiment.training().batch(),
                experiment.seed());
    }

    /** Images of the same data that were used to make what an experiment works on. */
    private static List<ImageSet> used(Experiment experiment) {
        return used(experiment, DataSources.place(experiment.data().source()));
    }

    /** @param whole where the data is, whatever classes of it were chosen: an image has the same id in all choices */
    private static List<ImageSet> used(Experiment experiment, String whole) {
        List<ImageSet> used = new ArrayList<>();
        for (Experiment maker : RunFolder.behind(experiment)) {
            used.addAll(used(maker, whole));
            if (DataSources.place(maker.data().source()).equals(whole)) {
                used.addAll(usedBy(maker));
            }
        }
        return used;
    }

    private static List<ImageSet> usedBy(Experiment maker) {
        Dataset data = Sources.data(images(maker));
        return switch (maker.job()) {
            case Experiment.AttackSpec _ -> List.of(data.train(), data.validation());
            case Experiment.Defense defense ->
                List.of(Subject.unused(data, used(maker), defense.budget(), maker.seed()));
        };
    }

    /** The model itself where nothing is in front of it, so that its weights can be had. */
    private Classifier suspect() {
        boolean own = subject.mapping() instanceof OutputMapping.Identity
                || subject.mapping() instanceof OutputMapping.FirstK;
        return experiment.prompt().file().isEmpty() && own ? source() : subject.classifier();
    }

    public Classifier source() {
        return subject.model();
    }

    public Dataset data() {
        return subject.data();
    }

    PreparedImages validation() {
        return validation;
    }

    public PreparedImages test() {
        return subject.images();
    }

    public Triggers triggers() {
        return triggers;
    }

    OutputMapping mapping() {
        return Objects.requireNonNull(subject.mapping());
    }

    public Target target() {
        return target;
    }

    @Override
    public void close() {
        subject.close();
    }

    private PromptLayout layout() {
        return experiment.prompt().layout(source().card().input());
    }
}
