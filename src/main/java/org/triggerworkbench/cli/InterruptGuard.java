package org.triggerworkbench.cli;

import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.triggerworkbench.training.RunControl;

/**
 * While it is open, Ctrl-C (or a polite kill) cancels the run, waits until its checkpoint is written and says how to go on;
 * a second Ctrl-C ends at once.
 */
final class InterruptGuard implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;
    private static final int INTERRUPTED = 130;

    private final Runnable cancel;
    private final PrintWriter err;
    private final String resume;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupted, "interrupt");

    /**
     * @param resume command words that go on with the run
     */
    InterruptGuard(RunControl control, PrintWriter err, String resume) {
        this(control::cancel, err, resume);
    }

    /**
     * @param cancel asks what is under way for its end
     * @param resume command words that go on with it
     */
    InterruptGuard(Runnable cancel, PrintWriter err, String resume) {
        this.cancel = cancel;
        this.err = err;
        this.resume = resume;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The run has ended and all it wrote is on the disk. */
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the program is ending: the hook itself waits for this
        }
    }

    /** What the hook does; for tests. */
    void interrupted() {
        endAtOnceNextTime();
        err.println();
        err.println(CliText.get("interrupt.waiting"));
        err.flush();
        cancel.run();
        try {
            boolean written = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            err.println(CliText.get(written ? "interrupt.resume" : "interrupt.late", resume));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        err.flush();
    }

    /** Java drops signals while it ends. The class is named by reflection because the compiler may not know it. */
    private static void endAtOnceNextTime() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object halting = Proxy.newProxyInstance(
                    InterruptGuard.class.getClassLoader(), new Class<?>[] {handler}, (_, method, _) -> {
                        if (method.getName().equals("handle")) {
                            Runtime.getRuntime().halt(INTERRUPTED);
                        }
                        return null;
                    });
            Object interrupt = signal.getConstructor(String.class).newInstance("INT");
            signal.getMethod("handle", signal, handler).invoke(null, interrupt, halting);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // then a second Ctrl-C waits too
        }
    }
}
