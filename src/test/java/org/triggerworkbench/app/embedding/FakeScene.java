package org.triggerworkbench.app.embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Argb;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.data.Sample;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.experiment.live.ImageResults;
import org.triggerworkbench.experiment.live.InferenceRequest;
import org.triggerworkbench.experiment.live.LiveRequest;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.experiment.live.Spaces;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.model.InputSpec;

/** A scene of made-up clusters and answers to it, without an engine: one cluster a class, triggered images pulled to the target. */
public final class FakeScene {
    static final int WIDTH = 32;
    private static final int DIMENSIONS = 16;

    public final Workbench workbench = new Workbench();
    public final SimpleObjectProperty<@Nullable SheetResult> answer = new SimpleObjectProperty<>();
    private final float[][] centres;
    private long stamp;

    public FakeScene(List<String> classes, int images) {
        int[] labels = IntStream.range(0, images).map(i -> i % classes.size()).toArray();
        centres = random(classes.size(), 3, 1);
        SubjectFacts facts = new SubjectFacts(
                new LiveRequest("fake", "m", null, "d", classes.getFirst()).withSheet(images, Sample.SEED),
                "Fake model",
                "none",
                1,
                true,
                new InputSpec(
                        WIDTH, WIDTH, new float[3], new float[] {1, 1, 1}, InputSpec.Resize.SHORTEST_EDGE_BICUBIC),
                "Fake data",
                images,
                classes,
                IntStream.range(0, images).mapToObj(i -> "image-" + i + ".png").toList(),
                labels,
                pixels(labels, classes.size()),
                0,
                null,
                null,
                null,
                List.of(Spaces.JOINT, "layer4", "layer3"),
                "a photo of {}",
                null);
        workbench.show(facts, null);
    }

    public static List<String> signs() {
        return List.of(
                "stop",
                "yield",
                "no entry",
                "limit 30",
                "limit 50",
                "limit 80",
                "turn left",
                "turn right",
                "warning",
                "parking",
                "crossing",
                "priority");
    }

    static List<String> longNames(int count) {
        List<String> names = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            names.add("Appenzeller mountain dog of the valley number " + k + ", seen from the left");
        }
        return names;
    }

    public SubjectFacts facts() {
        return workbench.facts();
    }

    /**
     * An answer.
     *
     * @param pull of the trigger, 0 (none does anything) to 1 (all lie with the target)
     * @param drift of the weights: changes every feature
     */
    public SheetResult answer(double pull, @Nullable PromptState prompt, double drift, boolean joint) {
        SubjectFacts facts = facts();
        int n = facts.labels().length;
        float[][] noise = random(n, 0.5, 2);
        float[][] drifts = random(n, drift, 3);
        float[][] clean = new float[n][DIMENSIONS];
        float[][] triggered = new float[n][DIMENSIONS];
        int[] predictions = new int[n];
        for (int i = 0; i < n; i++) {
            float[] own = centres[facts.labels()[i]];
            for (int j = 0; j < DIMENSIONS; j++) {
                clean[i][j] = own[j] + noise[i][j] + drifts[i][j];
                triggered[i][j] = (float) ((1 - pull) * clean[i][j] + pull * (centres[0][j] + noise[(i + 5) % n][j]));
            }
            predictions[i] = pull > 0.5 && i % 9 != 0 ? 0 : facts.labels()[i];
        }
        int classes = facts.classes().size();
        InferenceRequest question =
                new InferenceRequest(++stamp, null, prompt, null, null, 0, 0, joint ? Spaces.JOINT : "layer4");
        return new SheetResult(
                question,
                new ImageResults(facts.pixels(), probabilities(facts.labels(), classes, 1), facts.labels(), clean),
                new ImageResults(facts.pixels(), probabilities(predictions, classes, pull), predictions, triggered),
                AttackMetrics.count(classes, new Target.AllToOne(0), facts.labels(), facts.labels(), predictions),
                joint ? centres : new float[0][],
                1);
    }

    private static float[][] probabilities(int[] predictions, int classes, double sure) {
        float[][] all = new float[predictions.length][classes];
        for (int i = 0; i < predictions.length; i++) {
            all[i][predictions[i]] = (float) Math.max(0.3, sure - (i % 7) * 0.1);
        }
        return all;
    }

    private static float[][] random(int rows, double scale, int stream) {
        SplittableRandom random = new SplittableRandom(stream);
        float[][] all = new float[rows][DIMENSIONS];
        for (float[] row : all) {
            for (int j = 0; j < DIMENSIONS; j++) {
                row[j] = (float) (scale * random.nextGaussian());
            }
        }
        return all;
    }

    private static int[][] pixels(int[] labels, int classes) {
        int[][] all = new int[labels.length][WIDTH * WIDTH];
        for (int i = 0; i < labels.length; i++) {
            int colour = Argb.of(Color.hsb(360.0 * labels[i] / classes, 0.7, 0.8));
            for (int p = 0; p < all[i].length; p++) {
                int x = p % WIDTH - WIDTH / 2;
                int y = p / WIDTH - WIDTH / 2;
                all[i][p] = x * x + y * y < 120 ? 0xffffffff : colour;
            }
        }
        return all;
    }
}
