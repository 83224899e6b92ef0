package org.triggerworkbench.evaluation;

/**
 * A confidence interval of a rate, both ends in [0, 1]; both NaN where nothing was counted.
 *
 * @param low lower end
 * @param high upper end
 */
public record Interval(double low, double high) {}
