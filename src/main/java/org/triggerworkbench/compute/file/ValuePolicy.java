package org.triggerworkbench.compute.file;

/** Which floating values a reader of tensor files lets through. */
public enum ValuePolicy {
    /** A tensor with NaN or an infinity is refused, as weights with them are of no use. */
    FINITE,
    /** Anything the file holds. */
    ANY
}
