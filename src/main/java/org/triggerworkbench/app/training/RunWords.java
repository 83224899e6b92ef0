package org.triggerworkbench.app.training;

import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.defense.Defense;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.Phase;

/** Where a run stands, in words. */
final class RunWords {
    private static final Messages TEXT = Messages.of(RunWords.class);

    private RunWords() {}

    /** Such as "attack: step 120 of 276, 4 s left", or "defence, phase 1 of 3: step 15 of 100, 4 s left of this phase". */
    static String where(RunCurves.Latest latest, @Nullable RunPlan plan) {
        long step = latest.step().step();
        long total = latest.step().totalSteps();
        double left = (total - step) / latest.stepsPerSecond();
        return Double.isFinite(left)
                ? TEXT.get(
                        isLast(latest.step().phase()) ? "where.left" : "where.left.phase",
                        phase(latest, plan),
                        Format.whole(step),
                        Format.whole(total),
                        duration(left))
                : TEXT.get("where", phase(latest, plan), Format.whole(step), Format.whole(total));
    }

    /** Such as "step 120 of 276, epoch 3 of 6". */
    static String steps(RunCurves.Latest latest, RunPlan plan) {
        return phased(
                latest,
                TEXT.get(
                        "steps",
                        Format.whole(latest.step().step()),
                        Format.whole(latest.step().totalSteps()),
                        epochs(latest, plan)));
    }

    /** Such as "epoch 3 of 6". */
    private static String epochs(RunCurves.Latest latest, RunPlan plan) {
        int epoch = latest.step().epoch();
        return TEXT.get(
                "epochs", epoch, Math.max(epoch, plan.experiment().training().epochs()));
    }

    /** Such as "epoch 3 of 6", or "phase 1 of 2, epoch 3 of 6". */
    static String phasedEpochs(RunCurves.Latest latest, RunPlan plan) {
        return phased(latest, epochs(latest, plan));
    }

    private static String phased(RunCurves.Latest latest, String words) {
        Phase phase = latest.step().phase();
        return phase.count() == 1 ? words : TEXT.get("steps.phase", phase.number(), phase.count(), words);
    }

    /** Such as ", 4 s left"; empty where nobody knows. */
    static String left(RunCurves.Latest latest) {
        double left = (latest.step().totalSteps() - latest.step().step()) / latest.stepsPerSecond();
        return Double.isFinite(left)
                ? TEXT.get(isLast(latest.step().phase()) ? "left" : "left.phase", duration(left))
                : "";
    }

    /** Whether no other phase follows, so that its end is that of the training. */
    private static boolean isLast(Phase phase) {
        return phase.number() >= phase.count();
    }

    /** Such as "attack: paused at step 120 of 276". */
    static String paused(RunCurves.Latest latest, @Nullable RunPlan plan) {
        return TEXT.get(
                "where.paused",
                phase(latest, plan),
                Format.whole(latest.step().step()),
                Format.whole(latest.step().totalSteps()));
    }

    /** Such as "measuring on 1,000 test images". */
    static String measuring(RunPlan plan) {
        return TEXT.get("state.measuring", Format.whole(plan.experiment().data().test()));
    }

    private static String phase(RunCurves.Latest latest, @Nullable RunPlan plan) {
        Phase phase = latest.step().phase();
        String part = TEXT.get(
                switch (phase.part()) {
                    case CONTROL -> "phase.control";
                    case METHOD -> plan != null && plan.method() instanceof Defense ? "phase.defence" : "phase.attack";
                    case ELSEWHERE -> "phase.other";
                    case SWEEP -> "phase.sweep";
                    case REBOUND -> "phase.rebound";
                });
        return phase.count() == 1 ? part : TEXT.get("phase.numbered", part, phase.number(), phase.count());
    }

    /** Such as "1,240 images/s, 612 MB". */
    static String gauges(RunCurves.Latest latest) {
        String pace = Format.whole(Math.round(latest.step().imagesPerSecond()));
        long process = latest.step().residentBytes() >> 20;
        return latest.deviceBytes().isPresent()
                ? TEXT.get("gauges.card", pace, process, latest.deviceBytes().getAsLong() >> 20)
                : TEXT.get("gauges", pace, process);
    }

    private static String duration(double seconds) {
        long whole = (long) Math.ceil(seconds);
        if (whole < 100) {
            return TEXT.get("seconds", whole);
        }
        return whole < 6000 ? TEXT.get("minutes", (whole + 30) / 60) : TEXT.get("hours", (whole + 1800) / 3600);
    }
}
