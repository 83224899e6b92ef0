package org.triggerworkbench.app;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.data.Sample;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.experiment.live.ImageResults;
import org.triggerworkbench.experiment.live.InferenceRequest;
import org.triggerworkbench.experiment.live.LiveRequest;
import org.triggerworkbench.experiment.live.PrimaryResult;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.experiment.live.Spaces;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.trigger.Trigger;

/** Scenes and answers out of nothing, for tests of views without an engine. */
public final class FakeFacts {
    public static final int SIDE = 8;
    public static final Trigger WAVE = new Trigger.Sinusoid(0.1f, 6);

    private FakeFacts() {}

    /** A zero-shot scene; image i is of class i mod K. */
    public static SubjectFacts scene(List<String> classes, int images) {
        InputSpec input = new InputSpec(
                SIDE,
                SIDE,
                new float[] {0.5f, 0.5f, 0.5f},
                new float[] {0.25f, 0.25f, 0.25f},
                InputSpec.Resize.SHORTEST_EDGE_BICUBIC);
        return new SubjectFacts(
                new LiveRequest("t", "m", null, "d", "0").withSheet(images, Sample.SEED),
                "model",
                "vit",
                1,
                true,
                input,
                "data",
                images,
                classes,
                IntStream.range(0, images).mapToObj(Integer::toString).toList(),
                IntStream.range(0, images).map(i -> i % classes.size()).toArray(),
                pictures(images),
                0,
                null,
                null,
                WAVE,
                List.of(Spaces.LOGITS),
                "a photo of a {}",
                null);
    }

    public static List<String> longNames(int count) {
        return IntStream.range(0, count)
                .mapToObj(k -> "class " + k + " with a name so long that nobody would want to read it to its end, " + k)
                .toList();
    }

    public static InferenceRequest question(long stamp, @Nullable Trigger trigger, int primary) {
        return new InferenceRequest(stamp, trigger, null, null, null, 0, primary, Spaces.LOGITS);
    }

    /** An answer in which every image is predicted as given. */
    public static SheetResult answer(SubjectFacts facts, InferenceRequest question, int[] clean, int[] triggered) {
        int classes = facts.classes().size();
        AttackMetrics metrics =
                AttackMetrics.count(classes, new Target.AllToOne(question.target()), facts.labels(), clean, triggered);
        return new SheetResult(
                question,
                seen(classes, clean),
                triggered.length == 0 ? null : seen(classes, triggered),
                metrics,
                new float[0][],
                1);
    }

    public static PrimaryResult glance(SubjectFacts facts, InferenceRequest question, int clean, int triggered) {
        int classes = facts.classes().size();
        return new PrimaryResult(
                question,
                seen(classes, new int[] {clean}),
                question.trigger() == null ? null : seen(classes, new int[] {triggered}),
                1);
    }

    private static ImageResults seen(int classes, int[] predictions) {
        float[][] probabilities = new float[predictions.length][classes];
        for (int i = 0; i < predictions.length; i++) {
            Arrays.fill(probabilities[i], 0.1f / classes);
            if (predictions[i] >= 0) {
                probabilities[i][predictions[i]] = 0.9f;
            }
        }
        return new ImageResults(pictures(predictions.length), probabilities, predictions, new float[0][]);
    }

    private static int[][] pictures(int count) {
        int[][] pictures = new int[count][SIDE * SIDE];
        for (int i = 0; i < count; i++) {
            for (int p = 0; p < pictures[i].length; p++) {
                pictures[i][p] = 0xff000000 | (i * 37 + p * 5) % 256 << 16 | p * 3 % 256 << 8 | i * 11 % 256;
            }
        }
        return pictures;
    }
}
