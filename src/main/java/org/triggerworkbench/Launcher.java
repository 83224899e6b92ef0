package org.triggerworkbench;

/** Placeholder. */
public final class Launcher {
    private Launcher() {}

    public static void main(String[] args) {
        System.out.println("hello " + args.length);
    }
}
