package org.triggerworkbench.app.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.experiment.study.Spread;
import org.triggerworkbench.text.Messages;

/** One run after the other, alike but for their seeds, and what they found together. Window thread only. */
final class SeedSeries {
    /** Runs of a series. */
    static final int SEEDS = 5;

    private static final Messages TEXT = Messages.of(SeedSeries.class);

    private final List<RunResult.Attacked> found = new ArrayList<>();
    private final List<RunCurves> curves = new ArrayList<>();
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private @Nullable RunPlan first;
    private boolean going;

    /** Begins with a run; the others are like it, whatever is set or opened in the meantime. */
    void begin(RunPlan plan) {
        forget();
        first = plan;
        going = true;
    }

    /** Takes what a run of the series has found. */
    void add(RunResult result, RunCurves its) {
        if (!going || !(result instanceof RunResult.Attacked attacked)) {
            return;
        }
        found.add(attacked);
        curves.add(its);
        summary.set(TEXT.get(
                "series",
                found.size(),
                SEEDS,
                spread(run -> run.success().value()),
                spread(run -> run.accuracy().value()),
                spread(run -> run.control().value())));
        going = found.size() < SEEDS;
    }

    private String spread(ToDoubleFunction<RunResult.Attacked> measure) {
        return Spread.of(found.stream().map(measure::applyAsDouble).toList()).words();
    }

    /** The run that is to follow; null where none is. */
    @Nullable
    RunPlan next() {
        RunPlan plan = first;
        return going && plan != null && !found.isEmpty()
                ? plan.withSeed(plan.experiment().seed() + found.size())
                : null;
    }

    /** Which run of it is under way, the first being 1; 0 where none is. */
    int number() {
        return going ? found.size() + 1 : 0;
    }

    /** Ends it; what was found stays. */
    void end() {
        going = false;
    }

    /** Forgets it. */
    void forget() {
        found.clear();
        curves.clear();
        summary.set("");
        first = null;
        going = false;
    }

    /** The curves of its finished runs. */
    List<RunCurves> curves() {
        return List.copyOf(curves);
    }

    /** Means and reach over the seeds so far; empty where there is no series. */
    ReadOnlyStringProperty summary() {
        return summary.getReadOnlyProperty();
    }
}
