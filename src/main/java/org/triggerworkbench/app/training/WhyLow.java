package org.triggerworkbench.app.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.training.RunResult.Attacked;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.figure.Points;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.text.PlainNumber;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.TriggerCrop;

/** "Why is ASR low?": what may keep it low, each with the fact of this run and a verdict by a rule that is told. */
public final class WhyLow {
    private static final Messages TEXT = Messages.of(WhyLow.class);
    private static final int FEW_POISONED = 20;
    private static final double LIGHT = 0.2;
    private static final int FEW_STEPS = 100;
    private static final double SMALL = 0.004;
    private static final double PALE = 0.5;
    private static final double SLOW = 1e-3;
    private static final double FALLEN = 0.5;
    private static final int FEW_COUNTED = 30;
    private static final double CLOSE = 0.1;

    private final Facts facts;
    private final List<Line> lines = new ArrayList<>();

    /** What a rule says. */
    public enum Verdict {
        OK,
        LOOK,
        UNKNOWN
    }

    /**
     * One line of the list.
     *
     * @param title what is judged
     * @param fact of this run
     * @param rule by which it is judged, and what to do
     */
    public record Line(String title, String fact, String rule, Verdict verdict) {}

    /**
     * What is known of a run.
     *
     * @param result null while it goes on
     * @param painted the window's trigger now
     * @param target the window's target now
     */
    public record Facts(
            RunPlan plan,
            RunCurves curves,
            @Nullable Attacked result,
            @Nullable Trigger painted,
            int target) {}

    private WhyLow(Facts facts) {
        this.facts = facts;
    }

    /** All lines, in the order to look at them. */
    public static List<Line> judge(Facts facts) {
        WhyLow why = new WhyLow(facts);
        why.poison();
        why.weight();
        why.steps();
        why.loss();
        why.trigger();
        why.prompt();
        why.sameTrigger();
        why.pipeline();
        why.target();
        why.rate();
        why.counted();
        why.control();
        return List.copyOf(why.lines);
    }

    private void poison() {
        Map<String, Object> values = facts.plan().experiment().job().values();
        if (!(values.get("poisoning-rate") instanceof Double rate)) {
            return;
        }
        int train = facts.plan().experiment().data().train();
        Attacked result = facts.result();
        if (result == null && "clean-label".equals(values.get("labels"))) {
            // The rate is then of the target's images, whose number is not known here.
            return;
        }
        long count = result == null ? Math.round(rate * train) : result.poisoned();
        add(
                "poison",
                TEXT.get("why.poison.fact", count, train, Format.percent((double) count / train)),
                count >= FEW_POISONED,
                FEW_POISONED);
    }

    private void weight() {
        Map<String, Object> values = facts.plan().experiment().job().values();
        boolean twoMeans = "two-mean".equals(values.get("weighting"));
        Object weight = values.get(twoMeans ? "lambda" : "poisoning-rate");
        if (weight instanceof Double share) {
            String key = twoMeans ? "why.weight.mean" : "why.weight.pool";
            add("weight", TEXT.get(key, PlainNumber.of(share)), share >= LIGHT, PlainNumber.of(LIGHT));
        }
    }

    private void steps() {
        RunCurves.Latest latest = facts.curves().latest();
        if (latest == null || latest.isControl()) {
            unknown("steps", TEXT.get("why.steps.none"), FEW_STEPS);
            return;
        }
        long done = latest.step().step();
        add("steps", TEXT.get("why.steps.fact", done, latest.step().totalSteps()), done >= FEW_STEPS, FEW_STEPS);
    }

    private void loss() {
        Points poisoned = facts.curves().losses().points(RunCurves.POISONED);
        if (poisoned.size() < 2) {
            unknown("loss", TEXT.get("why.loss.none"));
            return;
        }
        int part = Math.max(1, poisoned.size() / 10);
        double first = mean(poisoned.ys(), 0, part);
        double last = mean(poisoned.ys(), poisoned.size() - part, poisoned.size());
        add("loss", TEXT.get("why.loss.fact", Format.number(first, 2), Format.number(last, 2)), last <= FALLEN * first);
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }

    private void trigger() {
        int width = facts.plan().scene().input().width();
        int height = facts.plan().scene().input().height();
        if (!(facts.plan().trained() instanceof Trigger.Patch patch)) {
            return;
        }
        double area = 0;
        for (float m : patch.mask()) {
            area += m;
        }
        double share = area / (width * height);
        add(
                "size",
                TEXT.get("why.size.fact", patch.width(), patch.height(), Format.percent(share)),
                share >= SMALL,
                Format.percent(SMALL));
        add(
                "opacity",
                TEXT.get("why.opacity.fact", Format.number(patch.opacity(), 2)),
                patch.opacity() >= PALE,
                Format.number(PALE, 2));
        String place =
                switch (patch.placement()) {
                    case Placement.Fixed(int x, int y) -> TEXT.get("why.place.fixed", x, y);
                    case Placement.RandomPlace() -> TEXT.get("why.place.random");
                    case Placement.Grid(int columns, int rows) -> TEXT.get("why.place.grid", columns, rows);
                };
        add("place", place, patch.placement() instanceof Placement.Fixed);
    }

    private void prompt() {
        if (!facts.plan().acts(Level.PROMPT)
                || !(facts.plan().trained() instanceof Trigger.Patch patch)
                || !(patch.placement() instanceof Placement.Fixed place)) {
            return;
        }
        PromptLayout layout = facts.plan().layout();
        float[] frame = layout.mask();
        int covered = 0;
        int all = 0;
        for (int i = 0; i < patch.mask().length; i++) {
            if (patch.mask()[i] > 0) {
                int x = place.x() + i % patch.width();
                int y = place.y() + i / patch.width();
                all++;
                covered += frame[y * layout.width() + x] > 0 ? 1 : 0;
            }
        }
        String share = Format.percent(all == 0 ? Double.NaN : (double) covered / all);
        if (layout.mode() == PromptLayout.Mode.PASTE) {
            add("hidden", TEXT.get("why.hidden.fact", share), covered == 0);
        } else {
            add("frame", TEXT.get("why.frame.fact", share), covered > 0);
        }
    }

    private void sameTrigger() {
        Trigger trained = facts.plan().trained();
        Trigger painted = facts.painted();
        if (facts.plan().acts(Level.INPUT) || trained == null) {
            return;
        }
        int width = facts.plan().scene().input().width();
        int height = facts.plan().scene().input().height();
        boolean same = painted != null && TriggerCrop.same(trained, painted, width, height);
        add("same", TEXT.get(same ? "why.same.yes" : "why.same.no"), same);
    }

    private void pipeline() {
        add("order", TEXT.get("why.order.fact"), true);
    }

    private void target() {
        int trained = facts.plan().target();
        if (trained == Target.NONE) {
            return;
        }
        String name = facts.plan().scene().classes().get(trained);
        boolean same = trained == facts.target();
        add("target", TEXT.get(same ? "why.target.yes" : "why.target.no", name, trained), same);
    }

    private void rate() {
        Experiment.Training training = facts.plan().experiment().training();
        String fact = TEXT.get(
                "why.rate.fact",
                PlainNumber.of(training.learningRate()),
                training.optimizer(),
                training.schedule().toLowerCase(Locale.ROOT));
        add("rate", fact, training.learningRate() >= SLOW, PlainNumber.of(SLOW));
    }

    private void counted() {
        Attacked result = facts.result();
        if (result == null) {
            unknown("counted", TEXT.get("why.later"), FEW_COUNTED);
            return;
        }
        Rate success = result.success();
        add(
                "counted",
                TEXT.get("why.counted.fact", Format.counts(success), Format.percent(result.cleanTarget())),
                success.n() >= FEW_COUNTED,
                FEW_COUNTED);
    }

    private void control() {
        Attacked result = facts.result();
        if (result == null) {
            unknown("control", TEXT.get("why.later"));
            return;
        }
        String fact = TEXT.get("why.control.fact", Format.percent(result.control()), Format.percent(result.success()));
        add("control", fact, result.success().value() - result.control().value() > CLOSE);
    }

    private void add(String key, String fact, boolean fine, Object... bounds) {
        line(key, fact, fine ? Verdict.OK : Verdict.LOOK, bounds);
    }

    private void unknown(String key, String fact, Object... bounds) {
        line(key, fact, Verdict.UNKNOWN, bounds);
    }

    private void line(String key, String fact, Verdict verdict, Object... bounds) {
        lines.add(new Line(TEXT.get("why.title." + key), fact, TEXT.get("why.rule." + key, bounds), verdict));
    }
}
