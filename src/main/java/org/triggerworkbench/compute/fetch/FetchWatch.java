package org.triggerworkbench.compute.fetch;

/** Who looks on while something is fetched; called on the thread that fetches, and asked on others. */
public interface FetchWatch {
    /**
     * Tells how far it is.
     *
     * @param done bytes that are here
     * @param total bytes of all; 0 where nobody knows
     */
    void tell(long done, long total);

    /** Whether it is to end; what has arrived is kept. */
    boolean isCancelled();
}
