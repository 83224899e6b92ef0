package org.triggerworkbench.planted.data;

/** Prints from below the command line. */
public final class Printer {
    private Printer() {}

    public static void print(String line) {
        System.out.println(line);
    }
}
