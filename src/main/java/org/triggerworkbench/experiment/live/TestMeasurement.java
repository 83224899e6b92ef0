package org.triggerworkbench.experiment.live;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.trigger.Trigger;

/**
 * One question asked of all test images, a part at a time, so that the live loop answers in between. Its counts are those of
 * {@code evaluate} on the whole test split.
 */
public final class TestMeasurement {
    /** Images of one part, each seen clean and triggered. */
    private static final int PART = 32;

    private final InferenceRequest question;
    private @Nullable PreparedImages images;
    private int[] clean = new int[0];
    private int[] triggered = new int[0];
    private int done;

    public TestMeasurement(InferenceRequest question) {
        this.question = question;
    }

    /**
     * Sees the next images; on the inference thread.
     *
     * @return the share of all that has been seen, in [0, 1]
     */
    public double next(Responder responder) {
        PreparedImages all = images;
        if (all == null) {
            all = responder.scene().test();
            images = all;
            clean = new int[all.size()];
            triggered = question.trigger() == null ? new int[0] : new int[all.size()];
        }
        int[] ids = IntStream.range(done, Math.min(all.size(), done + PART)).toArray();
        put(responder.predictions(question, all, ids, null), clean);
        Trigger trigger = question.trigger();
        if (trigger != null) {
            put(responder.predictions(question, all, ids, trigger), triggered);
        }
        done += ids.length;
        return all.size() == 0 ? 1 : (double) done / all.size();
    }

    private void put(int[] part, int[] all) {
        System.arraycopy(part, 0, all, done, part.length);
    }

    /** Rates over the images seen so far. */
    public AttackMetrics metrics(SubjectFacts facts) {
        PreparedImages all = images;
        int[] labels = all == null
                ? new int[0]
                : IntStream.range(0, done).map(all::label).toArray();
        return AttackMetrics.count(
                facts.classes().size(),
                new Target.AllToOne(question.target()),
                labels,
                Arrays.copyOf(clean, done),
                Arrays.copyOf(triggered, triggered.length == 0 ? 0 : done));
    }

    public InferenceRequest question() {
        return question;
    }
}
