package org.triggerworkbench.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.Predictor;
import org.triggerworkbench.experiment.open.Subject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What can be exported of what a model makes of images. */
final class ExportSeenCommands {
    private ExportSeenCommands() {}

    /** The class of each image; -1 where the model's answer is no number. */
    @Command(name = "predictions", resourceBundle = CommandLines.BUNDLE)
    static final class Predictions extends ExportSeen {
        @Override
        float[][] rows(Subject subject, Predictor predictor, ImageEdit edit) {
            int[] predicted = predictor.predictions(subject.classifier(), subject.images(), edit);
            float[][] rows = new float[predicted.length][1];
            for (int i = 0; i < predicted.length; i++) {
                rows[i][0] = predicted[i];
            }
            return rows;
        }

        @Override
        String columns(Subject subject) {
            return "predicted";
        }
    }

    /** The logits of each image. */
    @Command(name = "logits", resourceBundle = CommandLines.BUNDLE)
    static final class Logits extends ExportSeen {
        @Override
        float[][] rows(Subject subject, Predictor predictor, ImageEdit edit) {
            return predictor.logits(subject.classifier(), subject.images(), edit);
        }
    }

    /** What one layer puts out for each image. */
    @Command(name = "features", resourceBundle = CommandLines.BUNDLE)
    static final class Features extends ExportSeen {
        @Option(names = "--layer", paramLabel = "NAME", descriptionKey = "layer")
        private @Nullable String layer;

        @Override
        float[][] rows(Subject subject, Predictor predictor, ImageEdit edit) {
            List<String> layers = subject.classifier().layers();
            String wanted = layer == null && !layers.isEmpty() ? layers.getLast() : layer;
            if (wanted == null || !layers.contains(wanted)) {
                throw misuse(CliText.get(
                        layers.isEmpty() ? "use.noLayers" : "use.layer",
                        String.valueOf(wanted),
                        String.join(", ", layers)));
            }
            return predictor.features(subject.classifier(), wanted, subject.images(), edit);
        }
    }

    /** The pixels of each image with the trigger on it, 3 x H x W in [0, 1]. */
    @Command(name = "triggered", resourceBundle = CommandLines.BUNDLE)
    static final class Triggered extends ExportSeen {
        @Override
        float[][] rows(Subject subject, Predictor predictor, ImageEdit edit) {
            return predictor.pixels(subject.images(), edit);
        }

        @Override
        boolean needsTrigger() {
            return true;
        }

        @Override
        long[] shape(Subject subject, int length) {
            return new long[] {3, subject.images().height(), subject.images().width()};
        }
    }
}
