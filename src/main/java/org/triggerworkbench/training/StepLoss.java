package org.triggerworkbench.training;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/**
 * The loss of one step.
 *
 * @param total the scalar to minimise
 * @param parts scalars to show, by name, such as {@code clean} and {@code poisoned}
 * @param images images seen in this step
 */
public record StepLoss(NDArray total, Map<String, NDArray> parts, int images) {}
