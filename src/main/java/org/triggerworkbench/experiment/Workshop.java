package org.triggerworkbench.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.attack.AttackSetting;
import org.triggerworkbench.attack.Attacks;
import org.triggerworkbench.method.ParameterValues;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.data.Dataset;
import org.triggerworkbench.data.ImageSet;
import org.triggerworkbench.data.ImageSets;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.defense.DefenseSetting;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.Predictor;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.model.Architecture;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ImageSize;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.NetworkClassifier;
import org.triggerworkbench.prompt.OutputMapping;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;
import org.triggerworkbench.prompt.PromptedClassifier;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.Trigger;

/** What an experiment works with, opened: model, images, mapping, target, triggers. */
final class Workshop implements AutoCloseable {
    private static final Messages TEXT = Messages.of(Workshop.class);
    private static final int MAPPING_IMAGES = 2000;
    private static final int BATCH = 128;

    private final Experiment experiment;
    private final Compute compute;
    private final Dataset data;
    private final Classifier source;
    private final PreparedImages train;
    private final PreparedImages validation;
    private final PreparedImages test;
    private final OutputMapping mapping;
    private final int target;
    private final Triggers triggers;

    private Workshop(Experiment experiment, Compute compute, Dataset data, Classifier source) {
        this.experiment = experiment;
        this.compute = compute;
        this.data = data;
        this.source = source;
        InputSpec input = source.card().input();
        this.train = Sources.prepare(data.train(), input);
        this.validation = Sources.prepare(data.validation(), input);
        this.test = Sources.prepare(data.test(), input);
        this.target = new ClassNames(data.classNames())
                .number(experiment.job().target(), data.classNames().size());
        this.mapping = chooseMapping();
        this.triggers = new Triggers(experiment, input.width(), input.height());
    }

    /**
     * Opens all that an experiment names.
     *
     * @throws InputException if something is absent, damaged or does not fit
     */
    static Workshop open(Experiment experiment, Compute compute, Sources sources) {
        Dataset data = limited(experiment);
        Experiment.Model told = experiment.model();
        ImageSize size = told.size() > 0 ? new ImageSize(told.size(), told.size()) : Sources.pictureSize(data.test());
        String architecture = told.architecture().isEmpty() ? null : told.architecture();
        Classifier source = told.source().equals(Experiment.Model.NEW)
                ? fresh(experiment, compute, data, size)
                : Sources.classifier(sources.model(told.source(), architecture, size), data);
        try {
            return new Workshop(experiment, compute, data, source);
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /** The setting of the attack with a trigger; the own one, or one moved elsewhere. */
    AttackSetting setting(Trigger trigger) {
        trigger.requireImage(train.width(), train.height());
        return new AttackSetting(
                compute,
                source,
                mapping,
                data.classNames(),
                layout(),
                experiment.prompt().initialScale(),
                train,
                validation,
                target(),
                trigger,
                ParameterValues.of(
                        experiment.job().known().parameters(),
                        experiment.job().values()),
                experiment.training().batch(),
                experiment.seed());
    }

    /** What a defence of the model, with its prompt where it has one, is given. */
    DefenseSetting defense(Experiment.Defense job) {
        return new DefenseSetting(
                compute,
                suspect(),
                data.classNames(),
                Sources.prepare(
                        ImageSets.representative(data.train(), job.budget(), experiment.seed()),
                        source.card().input()),
                ParameterValues.of(job.known().parameters(), job.values()),
                experiment.training().batch(),
                experiment.seed());
    }

    private Classifier suspect() {
        return source.classes() == data.classNames().size()
                ? source
                : new PromptedClassifier(source, null, mapping, data.classNames());
    }

    Classifier source() {
        return source;
    }

    Dataset data() {
        return data;
    }

    PreparedImages validation() {
        return validation;
    }

    PreparedImages test() {
        return test;
    }

    Triggers triggers() {
        return triggers;
    }

    OutputMapping mapping() {
        return mapping;
    }

    Target target() {
        return new Target.AllToOne(target);
    }

    int targetIndex() {
        return target;
    }

    @Override
    public void close() {
        source.close();
    }

    /** A network of the experiment's architecture with weights that its seed decides, for the classes of the data. */
    private static Classifier fresh(Experiment experiment, Compute compute, Dataset data, @Nullable ImageSize told) {
        Architecture known = Architecture.named(experiment.model().architecture());
        InputSpec usual = known.input();
        ImageSize size = told == null ? new ImageSize(usual.width(), usual.height()) : told;
        ModelCard card = new ModelCard(
                known.name(),
                known.name(),
                data.classNames(),
                new InputSpec(size.width(), size.height(), usual.mean(), usual.std(), usual.resize()),
                "");
        return NetworkClassifier.create(
                compute, card, data.classNames().size(), Seeds.derive(experiment.seed(), "new model", 0));
    }

    private OutputMapping chooseMapping() {
        List<String> labels = data.classNames();
        return switch (experiment.prompt().mapping()) {
            case "identity" -> new OutputMapping.Identity();
            case "first-k" -> new OutputMapping.FirstK(labels.size());
            case "frequency" -> frequencyMapping();
            default ->
                source.classes() == labels.size()
                        ? new OutputMapping.Identity()
                        : new OutputMapping.FirstK(labels.size());
        };
    }

    private PromptLayout layout() {
        Experiment.Prompt told = experiment.prompt();
        PromptShape shape = told.shape().equals("frame")
                ? new PromptShape.Frame(told.width())
                : new PromptShape.Patch(told.x(), told.y(), told.width(), told.height());
        PromptLayout.Mode mode = PromptLayout.Mode.valueOf(told.mode().toUpperCase(Locale.ROOT));
        InputSpec input = source.card().input();
        if (told.std() == 0) {
            return PromptLayout.of(shape, mode, input);
        }
        float[] std = new float[3];
        Arrays.fill(std, (float) told.std());
        return new PromptLayout(shape, mode, input.height(), input.width(), input.mean(), std);
    }

    private OutputMapping frequencyMapping() {
        PreparedImages some = Sources.prepare(
                ImageSets.representative(data.train(), MAPPING_IMAGES, experiment.seed()),
                source.card().input());
        int[] predictions = new Predictor(compute, BATCH).predictions(source, some, ImageEdit.NONE);
        int[] labels = IntStream.range(0, some.size()).map(some::label).toArray();
        return OutputMapping.frequencyBased(
                predictions, labels, data.classNames().size(), source.classes());
    }

    private static Dataset limited(Experiment experiment) {
        Experiment.Data told = experiment.data();
        Dataset data = Sources.splitData(told.source());
        require(data, data.train(), "train");
        require(data, data.test(), "test");
        ImageSet train = data.train();
        ImageSet validation = data.validation();
        if (validation.size() == 0) {
            // Figures of an epoch need no images of their own: those to report on are never looked at while training.
            validation = ImageSets.balancedSample(train, Math.min(told.validation(), train.size()), experiment.seed());
        }
        return new Dataset(
                data.name(),
                data.classNames(),
                some(train, told.train(), experiment.seed()),
                some(validation, told.validation(), experiment.seed()),
                some(data.test(), told.test(), experiment.seed()));
    }

    private static ImageSet some(ImageSet images, int count, long seed) {
        return count == 0 ? images : ImageSets.representative(images, count, seed);
    }

    private static void require(Dataset data, ImageSet split, String name) {
        if (split.size() == 0) {
            throw new InputException(TEXT.get("experiment.noImages", data.name(), name));
        }
    }
}
