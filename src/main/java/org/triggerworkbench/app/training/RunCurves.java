package org.triggerworkbench.app.training;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.charts.CurveBuffer;
import org.triggerworkbench.app.state.CurveOverlay;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.experiment.folder.RunMetrics;
import org.triggerworkbench.method.Finding;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.method.ShownListener;
import org.triggerworkbench.method.figure.Points;
import org.triggerworkbench.training.MetricEvent;
import org.triggerworkbench.training.MetricListener;
import org.triggerworkbench.training.Phase;

/** Hears a run on its threads and keeps what the window wants to show: curves, the newest step, the newest weights. */
public final class RunCurves implements MetricListener, ShownListener {
    public static final String CLEAN = "clean";
    public static final String POISONED = "poisoned";
    public static final String CONTROL = "control";
    public static final String ACCURACY = "clean accuracy";
    public static final String SUCCESS = "attack success";
    public static final String LIVE_ACCURACY = "clean accuracy of the sheet";
    public static final String LIVE_SUCCESS = "attack success of the sheet";
    private static final String TOTAL = "total";
    private static final int TIMED_STEPS = 20;

    private final Supplier<OptionalLong> deviceBytes;
    private final CurveBuffer losses = new CurveBuffer();
    private final CurveBuffer rates = new CurveBuffer();
    private final Map<Phase.Part, Double> shares = new ConcurrentHashMap<>();
    /** Steps of the phases before a phase, and of all phases of a part. */
    private final Map<Phase, Long> begun = new ConcurrentHashMap<>();

    private final Map<Phase.Part, Long> lengths = new ConcurrentHashMap<>();
    private volatile boolean trained;
    private final long[] times = new long[TIMED_STEPS];
    private int timed;
    private volatile @Nullable Latest latest;
    /** Rate of a control that is not trained; it holds at every step. */
    private volatile @Nullable Double constant;

    private final AtomicReference<@Nullable Publication> published = new AtomicReference<>();
    private volatile @Nullable Publication finalMethod;
    private volatile @Nullable Publication finalControl;
    private volatile @Nullable Finding finding;

    /**
     * The newest step.
     *
     * @param stepsPerSecond over the last steps; NaN until there are two
     * @param deviceBytes memory of the card in use; empty on the processor
     */
    public record Latest(MetricEvent.Step step, double stepsPerSecond, OptionalLong deviceBytes) {
        boolean isControl() {
            return step.phase().part() == Phase.Part.CONTROL;
        }
    }

    /** The curves of a run that is over, by the names its folder gives them. */
    static RunCurves of(CurveOverlay.Run run) {
        RunCurves curves = new RunCurves(OptionalLong::empty);
        copy(run, RunMetrics.loss("clean"), curves.losses, CLEAN);
        copy(run, RunMetrics.loss("poisoned"), curves.losses, POISONED);
        copy(run, Measure.CLEAN_ACCURACY.key(), curves.rates, ACCURACY);
        copy(run, Measure.ATTACK_SUCCESS.key(), curves.rates, SUCCESS);
        copy(run, Measure.CONTROL.key(), curves.rates, CONTROL);
        return curves;
    }

    private static void copy(CurveOverlay.Run run, String from, CurveBuffer to, String series) {
        Points points = run.curves().getOrDefault(from, Points.NONE);
        for (int i = 0; i < points.size(); i++) {
            to.add(series, points.xs()[i], points.ys()[i]);
        }
    }

    /** @param deviceBytes memory of the card in use, asked on the run's threads */
    RunCurves(Supplier<OptionalLong> deviceBytes) {
        this.deviceBytes = deviceBytes;
    }

    @Override
    public void onEvent(MetricEvent event) {
        Phase phase = event.phase();
        switch (event) {
            case MetricEvent.Start start -> {
                shares.put(phase.part(), start.totalSteps() == 0 ? 1 : phase.share(start.step(), start.totalSteps()));
                begun.put(phase, lengths.getOrDefault(phase.part(), 0L));
                lengths.merge(phase.part(), start.totalSteps(), Long::sum);
            }
            case MetricEvent.Step step -> {
                shares.put(phase.part(), phase.share(step.step(), step.totalSteps()));
                Latest before = latest;
                // Beside the method's the control's steps are not told, or the words would jump to and fro.
                if (phase.part() != Phase.Part.CONTROL || before == null || before.isControl() || methodHasEnded()) {
                    latest = new Latest(step, pace(step), deviceBytes.get());
                }
                addLosses(phase.part(), step);
            }
            case MetricEvent.Epoch epoch -> addRates(phase.part(), epoch);
        }
    }

    private boolean methodHasEnded() {
        return shares.getOrDefault(Phase.Part.METHOD, 0.0) >= 1;
    }

    private void addLosses(Phase.Part part, MetricEvent.Step step) {
        switch (part) {
            case CONTROL -> losses.add(CONTROL, at(step), total(step));
            case METHOD ->
                step.losses().forEach((name, value) -> {
                    if (!name.equals(TOTAL)) {
                        // A made trigger has one part only; it is the attack's.
                        losses.add(name.equals(CLEAN) ? CLEAN : POISONED, at(step), value);
                    }
                });
            case ELSEWHERE, SWEEP, REBOUND -> {}
        }
    }

    private static double total(MetricEvent.Step step) {
        Double total = step.losses().get(TOTAL);
        return total == null ? Double.NaN : total;
    }

    private void addRates(Phase.Part part, MetricEvent.Epoch epoch) {
        Map<String, Double> metrics = epoch.metrics();
        switch (part) {
            case CONTROL -> {
                Double rate = metrics.get(Measure.ATTACK_SUCCESS.key());
                if (epoch.epoch() == 0) {
                    constant = rate;
                } else {
                    add(CONTROL, at(epoch), rate);
                }
            }
            case METHOD -> {
                add(ACCURACY, at(epoch), metrics.get(Measure.CLEAN_ACCURACY.key()));
                add(SUCCESS, at(epoch), metrics.get(Measure.ATTACK_SUCCESS.key()));
                add(CONTROL, at(epoch), constant);
            }
            case ELSEWHERE, SWEEP, REBOUND -> {}
        }
    }

    private void add(String series, double at, @Nullable Double rate) {
        if (rate != null && Double.isFinite(rate)) {
            rates.add(series, at, rate);
        }
    }

    /** Where an event lies on the charts: phases of one part follow each other. */
    private double at(MetricEvent event) {
        return at(event.phase(), event.step());
    }

    /**
     * Where a step lies on the charts.
     *
     * @param step of the phase
     */
    double at(Phase phase, long step) {
        return begun.getOrDefault(phase, 0L) + step;
    }

    /** Last step on the charts that is known of so far; 0 before the first phase. */
    double end() {
        return lengths.getOrDefault(Phase.Part.METHOD, lengths.getOrDefault(Phase.Part.CONTROL, 0L));
    }

    private double pace(MetricEvent.Step step) {
        long now = System.nanoTime();
        if (step.step() == 1) {
            timed = 0;
        }
        long first = timed < TIMED_STEPS ? times[0] : times[timed % TIMED_STEPS];
        int steps = Math.min(timed, TIMED_STEPS);
        times[timed++ % TIMED_STEPS] = now;
        return steps == 0 ? Double.NaN : steps / ((now - first) / 1e9);
    }

    @Override
    public void onShown(Phase phase, long step, Shown shown) {
        Publication publication = new Publication(phase, step, shown);
        switch (phase.part()) {
            case CONTROL -> finalControl = publication;
            case METHOD -> {
                finalMethod = publication;
                published.set(publication);
            }
            case ELSEWHERE, SWEEP, REBOUND -> {}
        }
    }

    @Override
    public void onTrained() {
        trained = true;
    }

    @Override
    public void onFound(Finding found) {
        finding = found;
    }

    /** What the run's defence found; null until then. */
    public @Nullable Finding finding() {
        return finding;
    }

    /** Whether all is trained, so that the run measures. */
    public boolean isTrained() {
        return trained;
    }

    /** The share of the run's training that is done; the method, its control and a sweep count alike. */
    public double share() {
        return shares.entrySet().stream()
                .filter(part -> part.getKey() != Phase.Part.ELSEWHERE && part.getKey() != Phase.Part.REBOUND)
                .mapToDouble(Map.Entry::getValue)
                .average()
                .orElse(0);
    }

    /** Losses per step: {@value #CLEAN}, {@value #POISONED}, {@value #CONTROL}. */
    public CurveBuffer losses() {
        return losses;
    }

    /** Rates per epoch, on validation images, and of the live sheet per published step. */
    public CurveBuffer rates() {
        return rates;
    }

    /** The newest step; null before the first. */
    public @Nullable Latest latest() {
        return latest;
    }

    /** What of the method was newly shown since the last call, or null. */
    public @Nullable Publication take() {
        return published.getAndSet(null);
    }

    /** The newest of the method's and its control's weights; null where there are none. */
    public @Nullable Publication newest(Phase.Part part) {
        return switch (part) {
            case CONTROL -> finalControl;
            case METHOD -> finalMethod;
            case ELSEWHERE, SWEEP, REBOUND -> null;
        };
    }
}
