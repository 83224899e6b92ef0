package org.triggerworkbench.compute;

/**
 * Memory at one moment, in bytes.
 *
 * @param heap in use by Java
 * @param heapMost that Java may use
 * @param process resident memory of this process, tensors included
 * @param machine memory of the machine, or of the container that this runs in
 * @param available of that, what a new process could take without swapping
 */
public record MemoryReading(long heap, long heapMost, long process, long machine, long available) {}
