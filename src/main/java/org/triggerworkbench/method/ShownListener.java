package org.triggerworkbench.method;

import org.triggerworkbench.training.Phase;

/** Follows what a run trains, so that a view can show it while it forms. */
@FunctionalInterface
public interface ShownListener {
    /**
     * Called on the gradient thread between two steps, which waits for it: keep what is shown, and do the work elsewhere. The
     * first call of a phase shows what it starts from, the last one what it ends with. A failure in here does not end the run.
     *
     * @param step steps done in this phase
     */
    void onShown(Phase phase, long step, Shown shown);

    /** Called once all is trained, before the run is measured. */
    default void onTrained() {}

    /** Called on the gradient thread with what a defence found, before it is written. */
    default void onFound(Finding finding) {}
}
