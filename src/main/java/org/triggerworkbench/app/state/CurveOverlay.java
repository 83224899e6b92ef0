package org.triggerworkbench.app.state;

import java.util.List;
import java.util.Map;

/** Takes the curves of other runs and draws them faintly behind its own. */
public interface CurveOverlay {
    /**
     * Points of a curve.
     *
     * @param steps of the phase they were told at, ascending
     * @param values losses, or rates as fractions; one a step
     */
    record Points(double[] steps, double[] values) {}

    /**
     * The curves of a run.
     *
     * @param name of the run, for people
     * @param curves by what they show: {@code loss.total}, {@code loss.clean}, {@code loss.poisoned}, and the figures of the
     *     epochs, {@code cleanAccuracy}, {@code attackSuccessRate}, {@code controlRate} and what else the attack tells
     */
    record Run(String name, Map<String, Points> curves) {
        public Run {
            curves = Map.copyOf(curves);
        }
    }

    /** Shows these runs and no others; none takes all away. Window thread only. */
    void overlay(List<Run> runs);
}
