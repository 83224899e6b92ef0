package org.triggerworkbench.planted.text;

import org.triggerworkbench.planted.cli.Command;

/** Uses a higher floor. */
public final class Climber {
    private Climber() {}

    public static void climb() {
        Command.print("up");
    }
}
