package org.triggerworkbench.planted.attic;

/** Its package is on no floor. */
public final class NoFloor {}
