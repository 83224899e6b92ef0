package org.triggerworkbench.planted.text;

import org.triggerworkbench.planted.cli.Command;
import org.triggerworkbench.text.AllowedBecause;

/** Uses a higher floor, with leave. */
@AllowedBecause("to show that a reason opens the wall")
public final class ClimberWithLeave {
    private ClimberWithLeave() {}

    public static void climb() {
        Command.print("up");
    }
}
