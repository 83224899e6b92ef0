package org.triggerworkbench.experiment.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.triggerworkbench.attack.Attacks;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.data.DataSources;
import org.triggerworkbench.defense.Defenses;
import org.triggerworkbench.experiment.Assets;
import org.triggerworkbench.experiment.BundledData;
import org.triggerworkbench.method.Card;
import org.triggerworkbench.method.Method;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;

/**
 * A whole experiment as its file tells it, every value filled in. Immutable: what a run did is what stands here.
 *
 * @param name for people; also names the run folder
 * @param seed everything random follows from it
 * @param device {@code cpu} or {@code cuda:N}
 * @param threads processor threads of an operation; part of what makes numbers repeatable, 0 takes all cores
 */
public record Experiment(
        String name,
        long seed,
        String device,
        int threads,
        Model model,
        Data data,
        Prompt prompt,
        TriggerSpec trigger,
        Job job,
        Training training,
        Report report) {

    /**
     * The model attacked.
     *
     * @param source path or bundled name; {@value #NEW} for a fresh network with seeded weights
     * @param architecture of the fresh network; else stands in for a model card, empty leaves it to the card
     * @param size edge of the square input, for a fresh network and for TorchScript files without a card; 0 takes the data's
     * @param output number or key of the output of a TorchScript file that holds the logits; empty leaves it to the file
     */
    public record Model(String source, String architecture, int size, String output) {
        /** Source of a network that is to be trained from nothing. */
        public static final String NEW = "new";

        /** A model that tells its output itself. */
        public Model(String source, String architecture, int size) {
            this(source, architecture, size, "");
        }
    }

    /**
     * The downstream data.
     *
     * @param source path or bundled name, or a few classes of it, as {@link DataSources#open} reads it
     * @param train images to train on, 0 for all; a defender's images are drawn from these
     * @param validation images for the figures of each epoch; taken from the training images where the data has none
     * @param test images to report on, 0 for all
     * @param skipBroken whether picture files that cannot be decoded are left out, before anything is drawn, and counted; else they
     *     are refused
     */
    public record Data(String source, int train, int validation, int test, boolean skipBroken) {
        /** Data whose pictures are all whole. */
        public Data(String source, int train, int validation, int test) {
            this(source, train, validation, test, false);
        }
    }

    /**
     * The visual prompt.
     *
     * @param file a saved prompt in front of the model that is defended; empty for none, and for a prompt that is to be trained
     * @param shape {@code frame} or {@code patch}
     * @param width of the frame on each side, or of the patch, in pixels
     * @param x of the patch
     * @param y of the patch
     * @param height of the patch
     * @param mode {@code add} after normalisation, or {@code paste}
     * @param initialScale standard deviation of the initial values, 0 starts from zeros
     * @param std per channel, what one unit of the prompt is in [0, 1] space; 0 takes the model's own
     * @param mapping {@code auto}, {@code identity}, {@code first-k} or {@code frequency}
     */
    public record Prompt(
            String file,
            String shape,
            int width,
            int x,
            int y,
            int height,
            String mode,
            double initialScale,
            double std,
            String mapping) {
        /** The same with another mapping. */
        Prompt withMapping(String other) {
            return new Prompt(file, shape, width, x, y, height, mode, initialScale, std, other);
        }

        /** The same of a saved prompt. */
        public Prompt withFile(String other) {
            return new Prompt(other, shape, width, x, y, height, mode, initialScale, std, mapping);
        }

        /** Where it lies on images of a model's input size. */
        public PromptLayout layout(InputSpec input) {
            PromptShape where =
                    shape.equals("frame") ? new PromptShape.Frame(width) : new PromptShape.Patch(x, y, width, height);
            PromptLayout.Mode how = PromptLayout.Mode.valueOf(mode.toUpperCase(Locale.ROOT));
            if (std == 0) {
                return PromptLayout.of(where, how, input);
            }
            float[] unit = new float[3];
            Arrays.fill(unit, (float) std);
            return new PromptLayout(where, how, input.height(), input.width(), input.mean(), unit);
        }
    }

    /**
     * The trigger.
     *
     * @param kind {@value #NONE} (of a defence that is not measured with one), {@code checkerboard}, {@code noise}, {@code white}, {@code black}, {@code colour}, {@code blend} (a picture
     *     mixed into the whole input) or {@code file}
     * @param size edge of the square patch in pixels
     * @param cell edge of one square of the checkerboard
     * @param position such as {@code bottom-right}, {@code centre}, {@code random} or {@code grid}
     * @param margin pixels to the edges it touches
     * @param opacity in [0, 1]
     * @param file trigger file or PNG, for kind {@code file}; picture for kind {@code blend}, empty for seeded noise
     * @param colour of kind {@code colour}, such as {@code #FFD92E}
     */
    public record TriggerSpec(
            String kind, int size, int cell, String position, int margin, double opacity, String file, String colour) {
        /** Kind of no trigger at all. */
        public static final String NONE = "none";

        /** All kinds. */
        public static final List<String> KINDS =
                List.of(NONE, "checkerboard", "noise", "white", "black", "colour", "blend", "file");

        /** The trigger of a file. */
        public TriggerSpec ofFile(String other) {
            return new TriggerSpec("file", size, cell, position, margin, opacity, other, colour);
        }
    }

    /** What is run: the table {@code [attack]} or the table {@code [defense]}. */
    public sealed interface Job {
        /** Id of the method. */
        String method();

        /** Name or number of the target class; of a defence only what its result is measured with, which it never sees. */
        String target();

        /** The method's own parameters, by key, presets filled in. */
        Map<String, Object> values();

        /** The method itself. */
        Method known();

        /** Name of its table in a file. */
        String table();
    }

    /** An attack and its control, trained on the data and measured with the trigger. */
    public record AttackSpec(String method, String target, Map<String, Object> values) implements Job {
        public AttackSpec {
            values = Map.copyOf(values);
        }

        @Override
        public org.triggerworkbench.attack.Attack known() {
            return Attacks.named(method);
        }

        @Override
        public String table() {
            return "attack";
        }
    }

    /**
     * A defence of the model, with the prompt where one is named.
     *
     * @param budget clean images that it is given, none of them the attack's or the measurement's
     */
    public record Defense(String method, String target, int budget, Map<String, Object> values) implements Job {
        public Defense {
            values = Map.copyOf(values);
        }

        @Override
        public org.triggerworkbench.defense.Defense known() {
            return Defenses.named(method);
        }

        @Override
        public String table() {
            return "defense";
        }
    }

    /**
     * The training, of the attack and of its control alike.
     *
     * @param epochs passes over the training images, each in an order of its own; the images left after a pass's last whole
     *     batch are not shown in it
     * @param batch images per step
     * @param optimizer {@code sgd}, {@code adam} or {@code adamw}
     * @param learningRate base rate
     * @param schedule {@code constant} or {@code cosine}
     * @param warmup steps of linear rise
     * @param momentum of sgd
     * @param weightDecay as the optimiser defines it
     * @param checkpointEvery steps
     * @param interleave whether the method and its control are trained in turn, a few steps each; their numbers are the same
     */
    public record Training(
            int epochs,
            int batch,
            String optimizer,
            double learningRate,
            String schedule,
            int warmup,
            double momentum,
            double weightDecay,
            int checkpointEvery,
            boolean interleave) {
        /** The same with other values of {@link TrainingParameters}, by key. */
        Training with(Map<String, Object> values) {
            return new Training(
                    whole(values, TrainingParameters.EPOCHS, epochs),
                    whole(values, TrainingParameters.BATCH, batch),
                    (String) values.getOrDefault(TrainingParameters.OPTIMIZER, optimizer),
                    number(values, TrainingParameters.RATE, learningRate),
                    (String) values.getOrDefault(TrainingParameters.SCHEDULE, schedule),
                    whole(values, TrainingParameters.WARMUP, warmup),
                    number(values, TrainingParameters.MOMENTUM, momentum),
                    number(values, TrainingParameters.DECAY, weightDecay),
                    checkpointEvery,
                    interleave);
        }

        private static int whole(Map<String, Object> values, String key, int usual) {
            return (int) number(values, key, usual);
        }

        private static double number(Map<String, Object> values, String key, double usual) {
            return values.get(key) instanceof Double own ? own : usual;
        }

        /** The same for so many epochs. */
        public Training withEpochs(int other) {
            return new Training(
                    other,
                    batch,
                    optimizer,
                    learningRate,
                    schedule,
                    warmup,
                    momentum,
                    weightDecay,
                    checkpointEvery,
                    interleave);
        }
    }

    /**
     * What is measured beside the figures.
     *
     * @param positions n of an n x n map: the trigger is moved to each place at test time; 0 leaves it out
     * @param trainedPositions n of an n x n map: the attack is trained anew for each place; 0 leaves it out
     * @param projected test images in the PCA
     */
    public record Report(int positions, int trainedPositions, int projected) {}

    /** With the number of threads that "all cores" means here, and paths that mean the same in any folder. */
    public Experiment resolved() {
        return new Experiment(
                name,
                seed,
                device,
                threads == 0 ? Compute.defaultThreads() : threads,
                new Model(absolute(model.source()), model.architecture(), model.size(), model.output()),
                new Data(absolute(data.source()), data.train(), data.validation(), data.test(), data.skipBroken()),
                prompt.withFile(absolute(prompt.file())),
                new TriggerSpec(
                        trigger.kind(),
                        trigger.size(),
                        trigger.cell(),
                        trigger.position(),
                        trigger.margin(),
                        trigger.opacity(),
                        absolute(trigger.file()),
                        trigger.colour()),
                job,
                training,
                report);
    }

    /** A path that exists made absolute; a bundled name, or nothing, as it is. */
    private static String absolute(String source) {
        String whole = DataSources.whole(source);
        if (!whole.equals(source)) {
            return absolute(whole) + source.substring(whole.length());
        }
        boolean bundled = source.isEmpty()
                || source.equals(Model.NEW)
                || Assets.models().contains(source)
                || BundledData.names().contains(source);
        return bundled || !Files.exists(Path.of(source))
                ? source
                : Path.of(source).toAbsolutePath().normalize().toString();
    }

    /** The same with another job. */
    public Experiment withJob(Job other) {
        return new Experiment(name, seed, device, threads, model, data, prompt, trigger, other, training, report);
    }

    /** The same of another model. */
    public Experiment withModel(Model other) {
        return new Experiment(name, seed, device, threads, other, data, prompt, trigger, job, training, report);
    }

    /** The same, trained otherwise. */
    Experiment withTraining(Training other) {
        return new Experiment(name, seed, device, threads, model, data, prompt, trigger, job, other, report);
    }

    /** The same with another prompt. */
    public Experiment withPrompt(Prompt other) {
        return new Experiment(name, seed, device, threads, model, data, other, trigger, job, training, report);
    }

    /** The defence of the same name on the same model and data, with no setting of attacks. */
    public Experiment defended() {
        Experiment preset = DEFENSE_PRESET;
        return new Experiment(
                name,
                seed,
                device,
                threads,
                model,
                new Data(data.source(), 0, preset.data().validation(), data.test(), data.skipBroken()),
                preset.prompt(),
                preset.trigger(),
                new Defense(job.method(), job.target(), ((Defense) preset.job()).budget(), job.values()),
                training,
                preset.report());
    }

    /** The same with another seed. */
    public Experiment withSeed(long other) {
        return new Experiment(name, other, device, threads, model, data, prompt, trigger, job, training, report);
    }

    /** The same with another trigger. */
    public Experiment withTrigger(TriggerSpec other) {
        return new Experiment(name, seed, device, threads, model, data, prompt, other, job, training, report);
    }

    /** The values of keys that a file with a job leaves out: those of its kind, trained as its method's card says. */
    public static Experiment preset(Job job) {
        Experiment kind = job instanceof Defense ? DEFENSE_PRESET : PRESET;
        return kind.withTraining(kind.training().with(Card.of(job.known()).training()));
    }

    /** The values of keys that a file leaves out. */
    public static final Experiment PRESET = new Experiment(
            "experiment",
            1,
            "cpu",
            0,
            new Model("road-signs-clip", "", 0),
            new Data("road-signs-shifted", 3000, 500, 1000),
            new Prompt("", "frame", 8, 0, 0, 8, "add", 0, 0, "auto"),
            new TriggerSpec("checkerboard", 4, 1, "bottom-right", 0, 1, "", "#FFD92E"),
            new AttackSpec("badvisualprompt", "0", Map.of()),
            new Training(12, 64, "adam", 0.05, "cosine", 0, 0.9, 0, 50, false),
            new Report(3, 0, 300));

    /** The same of a file with a defence: it is measured with no trigger but one that is named, and trains gently. */
    public static final Experiment DEFENSE_PRESET = new Experiment(
            PRESET.name(),
            PRESET.seed(),
            PRESET.device(),
            PRESET.threads(),
            PRESET.model(),
            new Data("road-signs", 0, 500, 1000),
            PRESET.prompt(),
            new TriggerSpec(TriggerSpec.NONE, 4, 1, "bottom-right", 0, 1, "", "#FFD92E"),
            new Defense("", "0", 500, Map.of()),
            new Training(5, 64, "adam", 0.001, "cosine", 0, 0.9, 0, 50, false),
            PRESET.report());
}
