package org.triggerworkbench.app.state;

import org.jspecify.annotations.Nullable;

/** Something under way in the background, as the status bar shows it. Workers write, the window's timer reads. */
public final class BackgroundTask {
    private final String title;
    private final @Nullable Runnable cancel;
    private volatile Progress progress = new Progress(-1, "");

    /**
     * How far it is.
     *
     * @param fraction in [0, 1]; below 0 where nobody knows
     * @param note for people; may be empty
     */
    public record Progress(double fraction, String note) {}

    /**
     * @param title for people
     * @param cancel ends it; null where it cannot be
     */
    public BackgroundTask(String title, @Nullable Runnable cancel) {
        this.title = title;
        this.cancel = cancel;
    }

    public String title() {
        return title;
    }

    /** Tells how far it is, from any thread. */
    public void tell(double fraction, String note) {
        progress = new Progress(fraction, note);
    }

    public Progress progress() {
        return progress;
    }

    public boolean canCancel() {
        return cancel != null;
    }

    /** Asks it to end. */
    public void cancel() {
        if (cancel != null) {
            cancel.run();
        }
    }
}
