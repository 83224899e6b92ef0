package org.triggerworkbench.app.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.charts.CurveBuffer;
import org.triggerworkbench.app.state.CurveOverlay;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.training.MetricEvent;
import org.triggerworkbench.training.MetricListener;
import org.triggerworkbench.training.WeightsListener;

/** Hears a run on its threads and keeps what the window wants to show: curves, the newest step, the newest weights. */
public final class RunCurves implements MetricListener, WeightsListener {
    public static final String CLEAN = "clean";
    public static final String POISONED = "poisoned";
    public static final String CONTROL = "control";
    public static final String ACCURACY = "clean accuracy";
    public static final String SUCCESS = "attack success";
    public static final String LIVE_ACCURACY = "clean accuracy of the sheet";
    public static final String LIVE_SUCCESS = "attack success of the sheet";
    public static final String LIVE_CONTROL = "control of the sheet";
    private static final String TOTAL = "total";
    private static final int TIMED_STEPS = 20;

    private final int every;
    private final Supplier<OptionalLong> deviceBytes;
    private final CurveBuffer losses = new CurveBuffer();
    private final CurveBuffer rates = new CurveBuffer();
    private final List<String> phases = new ArrayList<>();
    private final long[] times = new long[TIMED_STEPS];
    private int timed;
    private volatile @Nullable Latest latest;
    private volatile Map<String, Double> figures = Map.of();
    private final AtomicReference<@Nullable Publication> published = new AtomicReference<>();
    private volatile @Nullable Publication finalAttack;
    private volatile @Nullable Publication finalControl;

    /**
     * The newest step.
     *
     * @param stepsPerSecond over the last steps; NaN until there are two
     * @param deviceBytes memory of the card in use; empty on the processor
     */
    public record Latest(MetricEvent.Step step, Phase phase, double stepsPerSecond, OptionalLong deviceBytes) {}

    /** The curves of a run that is over, by the names its folder gives them. */
    static RunCurves of(CurveOverlay.Run run) {
        RunCurves curves = new RunCurves(0, OptionalLong::empty);
        copy(run, "loss.clean", curves.losses, CLEAN);
        copy(run, "loss.poisoned", curves.losses, POISONED);
        copy(run, "cleanAccuracy", curves.rates, ACCURACY);
        copy(run, "attackSuccessRate", curves.rates, SUCCESS);
        copy(run, "controlRate", curves.rates, CONTROL);
        return curves;
    }

    private static void copy(CurveOverlay.Run run, String from, CurveBuffer to, String series) {
        CurveOverlay.Points points = run.curves().get(from);
        for (int i = 0; points != null && i < points.steps().length; i++) {
            to.add(series, points.steps()[i], points.values()[i]);
        }
    }

    /**
     * @param every steps between two looks at the weights
     * @param deviceBytes memory of the card in use, asked on the run's threads
     */
    RunCurves(int every, Supplier<OptionalLong> deviceBytes) {
        this.every = every;
        this.deviceBytes = deviceBytes;
    }

    @Override
    public void onEvent(MetricEvent event) {
        Phase phase = phase(event.phase());
        switch (event) {
            case MetricEvent.Step step -> {
                latest = new Latest(step, phase, pace(step), deviceBytes.get());
                addLosses(phase, step);
            }
            case MetricEvent.Epoch epoch -> addRates(phase, epoch);
        }
    }

    private void addLosses(Phase phase, MetricEvent.Step step) {
        switch (phase) {
            case CONTROL -> losses.add(CONTROL, (double) step.step(), total(step));
            case ATTACK ->
                step.losses().forEach((name, value) -> {
                    if (!name.equals(TOTAL)) {
                        // A made trigger has one part only; it is the attack's.
                        losses.add(name.equals(CLEAN) ? CLEAN : POISONED, (double) step.step(), value);
                    }
                });
            case OTHER -> {}
        }
    }

    private static double total(MetricEvent.Step step) {
        Double total = step.losses().get(TOTAL);
        return total == null ? Double.NaN : total;
    }

    private void addRates(Phase phase, MetricEvent.Epoch epoch) {
        Map<String, Double> metrics = epoch.metrics();
        switch (phase) {
            case CONTROL -> add(CONTROL, epoch.step(), metrics.get("attackSuccessRate"));
            case ATTACK -> {
                figures = Map.copyOf(metrics);
                add(ACCURACY, epoch.step(), metrics.get("cleanAccuracy"));
                add(SUCCESS, epoch.step(), metrics.get("attackSuccessRate"));
                if (losses.points(CONTROL).size() == 0) {
                    // The control was not trained, so it has one rate only.
                    add(CONTROL, epoch.step(), metrics.get("controlRate"));
                }
            }
            case OTHER -> {}
        }
    }

    private void add(String series, long step, @Nullable Double rate) {
        if (rate != null && Double.isFinite(rate)) {
            rates.add(series, (double) step, rate);
        }
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
    public void onWeights(String name, long step, Map<String, HostTensor> weights) {
        Publication publication = new Publication(phase(name), step, weights);
        switch (publication.phase()) {
            case CONTROL -> finalControl = publication;
            case ATTACK -> finalAttack = publication;
            case OTHER -> {
                return;
            }
        }
        published.set(publication);
    }

    @Override
    public int every() {
        return every;
    }

    /** Phases by the order they begin in; the runner trains the control first. */
    private synchronized Phase phase(String name) {
        if (!phases.contains(name)) {
            phases.add(name);
        }
        return switch (phases.indexOf(name)) {
            case 0 -> Phase.CONTROL;
            case 1 -> Phase.ATTACK;
            default -> Phase.OTHER;
        };
    }

    /** Losses a step: {@value #CLEAN}, {@value #POISONED}, {@value #CONTROL}. */
    public CurveBuffer losses() {
        return losses;
    }

    /** Rates an epoch, on validation images, and of the live sheet a published step. */
    public CurveBuffer rates() {
        return rates;
    }

    /** The newest step; null before the first. */
    public @Nullable Latest latest() {
        return latest;
    }

    /** Figures of the attack's newest epoch, by name; empty before the first. */
    public Map<String, Double> figures() {
        return figures;
    }

    /** The newest weights since the last call, or null. */
    public @Nullable Publication take() {
        return published.getAndSet(null);
    }

    /** The newest weights of a phase; null where there are none. */
    public @Nullable Publication newest(Phase phase) {
        return switch (phase) {
            case CONTROL -> finalControl;
            case ATTACK -> finalAttack;
            case OTHER -> null;
        };
    }
}
