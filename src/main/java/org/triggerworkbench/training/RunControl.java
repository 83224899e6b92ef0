package org.triggerworkbench.training;

import org.triggerworkbench.compute.GradientThread;

/** Pause, step and cancel of a run, from any thread. */
public final class RunControl {
    private static final long SHORT_JOB_POLL_MILLIS = 20;

    private boolean paused;
    private boolean cancelled;
    private int singleSteps;

    /** Holds the run before its next step. */
    public synchronized void pause() {
        paused = true;
    }

    /** Lets a paused run go on. */
    public synchronized void play() {
        paused = false;
        singleSteps = 0;
        notifyAll();
    }

    /** Lets a paused run do one step; does nothing to one that is not paused. */
    public synchronized void step() {
        singleSteps += paused ? 1 : 0;
        notifyAll();
    }

    /** Ends the run before its next step, leaving it resumable. */
    public synchronized void cancel() {
        cancelled = true;
        notifyAll();
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    public synchronized boolean isPaused() {
        return paused;
    }

    /**
     * Called by the loop between two steps: does the short jobs that wait for the gradient thread and returns when the
     * next step may begin.
     *
     * @return false if the run is to end
     */
    boolean awaitNextStep(GradientThread gradientThread) {
        while (true) {
            gradientThread.betweenSteps();
            synchronized (this) {
                if (cancelled) {
                    return false;
                }
                if (!paused) {
                    return true;
                }
                if (singleSteps > 0) {
                    singleSteps--;
                    return true;
                }
                try {
                    wait(SHORT_JOB_POLL_MILLIS);
                } catch (InterruptedException e) {
                    // Not raised again: the checkpoint written now must not be broken off.
                    cancelled = true;
                }
            }
        }
    }
}
