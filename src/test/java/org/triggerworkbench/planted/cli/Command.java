package org.triggerworkbench.planted.cli;

/** Prints, as the command line may. */
public final class Command {
    private Command() {}

    public static void print(String line) {
        System.out.println(line);
    }
}
