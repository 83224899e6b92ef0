package org.triggerworkbench.compute;

/**
 * A CUDA card that is really in this machine, as its driver tells; whether the engine can use it depends on its natives.
 *
 * @param index from 0, as in {@code cuda:0}
 * @param driver version of the driver
 * @param totalMiB memory of the card
 * @param usedMiB of that, by all programs
 */
public record GraphicsCard(int index, String name, String driver, long totalMiB, long usedMiB) {
    /** Its name for {@link ComputeDevice#parse}. */
    public String device() {
        return "cuda:" + index;
    }

    public long freeMiB() {
        return totalMiB - usedMiB;
    }
}
