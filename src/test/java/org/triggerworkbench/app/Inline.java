package org.triggerworkbench.app;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.triggerworkbench.app.state.BackgroundTasks;

/** A window thread without a window: the test's own, which does what was handed to it when it waits. */
public final class Inline implements Executor {
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Does what comes until no work is under way; fails after 30 seconds. */
    public void untilIdle(BackgroundTasks works) {
        while (!works.running().isEmpty()) {
            next();
        }
    }

    /** Does the next task, waiting for it. */
    public void next() {
        try {
            Runnable task = tasks.poll(30, TimeUnit.SECONDS);
            if (task == null) {
                throw new AssertionError("waited in vain; nothing came to the window thread");
            }
            task.run();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
