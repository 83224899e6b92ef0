package org.triggerworkbench.compute;

/** What there is to compute with, as the system tells; tests give one of their own. Each question may wait: not for the window thread. */
public interface Machine {
    /** The processor's name; empty where the system does not tell. */
    String processor();

    /** The graphics cards, or why there are none. */
    GraphicsCards cards();

    /** Memory now. */
    MemoryReading memory();

    /** This machine. */
    static Machine here() {
        return new ThisMachine();
    }
}
