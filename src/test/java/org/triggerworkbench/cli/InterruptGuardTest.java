package org.triggerworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.training.RunControl;

class InterruptGuardTest {
    @Test
    void interrupted_cancelsTheRunAndSaysHowToGoOn() throws InterruptedException {
        RunControl control = new RunControl();
        StringWriter err = new StringWriter();
        InterruptGuard guard = new InterruptGuard(control, new PrintWriter(err), "run --resume here");
        // As a shutdown hook does; the run ends once it has seen the cancel.
        Thread hook = Thread.ofPlatform().start(guard::interrupted);
        while (!control.isCancelled()) {
            Thread.onSpinWait();
        }
        guard.close();
        hook.join();
        assertEquals(
                "resume with: run --resume here",
                err.toString().lines().toList().getLast());
        assertTrue(control.isCancelled());
    }
}
