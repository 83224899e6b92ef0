package org.triggerworkbench.data;

/** What becomes of pictures that cannot be decoded. */
public enum BrokenPictures {
    /** They are refused by name, so that no figure is of fewer images than its user believes. */
    REFUSE,
    /**
     * They are left out before anything is split or drawn by lot, and counted: all figures are those of the same source without
     * these files. Every picture is decoded once for it when the source is opened.
     */
    LEAVE_OUT;

    /** @param skip whether they are left out */
    public static BrokenPictures of(boolean skip) {
        return skip ? LEAVE_OUT : REFUSE;
    }
}
