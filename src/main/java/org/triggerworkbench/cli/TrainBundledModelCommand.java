package org.triggerworkbench.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.recipe.BundledModelRecipe;
import org.triggerworkbench.training.RunControl;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the bundled model again. */
@Command(name = "train-bundled-model", resourceBundle = CommandLines.BUNDLE)
final class TrainBundledModelCommand implements Callable<Integer> {
    private static final String OUT = "assets/models/road-signs-clip";

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = OUT, descriptionKey = "bundledOut")
    private Path out = Path.of(OUT);

    @Option(names = "--seed", paramLabel = "N", descriptionKey = "bundledSeed")
    private long seed = BundledModelRecipe.SHIPPED.seed();

    @Option(names = "--epochs", paramLabel = "N", converter = Counts.class, descriptionKey = "bundledEpochs")
    private int epochs = BundledModelRecipe.SHIPPED.epochs();

    @Option(names = "--epoch-size", paramLabel = "N", converter = Counts.class, descriptionKey = "bundledEpochSize")
    private int epochSize = BundledModelRecipe.SHIPPED.epochSize();

    @Option(names = "--batch", paramLabel = "N", converter = Counts.class, descriptionKey = "bundledBatch")
    private int batch = BundledModelRecipe.SHIPPED.batch();

    @Option(names = "--test-images", paramLabel = "N", converter = Counts.class, descriptionKey = "bundledTestImages")
    private int testImages = BundledModelRecipe.SHIPPED.testImages();

    @Option(names = "--threads", paramLabel = "N", converter = Counts.class, descriptionKey = "threads")
    private int threads = Compute.defaultThreads();

    @Override
    public Integer call() {
        CommandSpec own = Objects.requireNonNull(spec);
        PrintWriter err = own.commandLine().getErr();
        PrintWriter answer = own.commandLine().getOut();
        BundledModelRecipe recipe = new BundledModelRecipe(
                seed, epochs, epochSize, batch, BundledModelRecipe.SHIPPED.learningRate(), testImages);
        RunControl control = new RunControl();
        ConsoleProgress progress = ConsoleProgress.here(err);
        BundledModelRecipe.Outcome outcome;
        try (Compute compute = Compute.open(ComputeDevice.CPU, threads);
                InterruptGuard _ = new InterruptGuard(control, err, resume())) {
            outcome = compute.gradientThread()
                    .submitRun(OUT, () -> recipe.train(compute, out, control, List.of(progress)))
                    .join();
        } finally {
            progress.end();
        }
        if (outcome == null) {
            return CommandLines.FAILED;
        }
        answer.println(CliText.get("train.done", out, percent(outcome.zeroShot()), percent(outcome.shifted())));
        return 0;
    }

    /** The whole command, since a run goes on rightly only with the settings it began with. */
    private String resume() {
        return String.join(
                " ",
                "trigger-workbench train-bundled-model --out",
                out.toString(),
                "--seed " + seed,
                "--epochs " + epochs,
                "--epoch-size " + epochSize,
                "--batch " + batch,
                "--test-images " + testImages,
                "--threads " + threads);
    }

    private static String percent(Rate rate) {
        return String.format(
                Locale.ROOT,
                "%.2f%% (%d / %d) [%.2f%%, %.2f%%]",
                100 * rate.value(),
                rate.hits(),
                rate.n(),
                100 * rate.wilson().low(),
                100 * rate.wilson().high());
    }
}
