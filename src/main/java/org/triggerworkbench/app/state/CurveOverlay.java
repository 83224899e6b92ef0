package org.triggerworkbench.app.state;

import java.util.List;
import java.util.Map;
import org.triggerworkbench.method.figure.Points;

/** Takes the curves of other runs and draws them faintly behind its own. */
public interface CurveOverlay {
    /**
     * The curves of a run.
     *
     * @param name of the run, for people
     * @param curves over steps: losses by {@code loss.} and their part, figures of the epochs by their measures' keys
     */
    record Run(String name, Map<String, Points> curves) {
        public Run {
            curves = Map.copyOf(curves);
        }
    }

    /** Shows these runs and no others; none takes all away. Window thread only. */
    void overlay(List<Run> runs);
}
