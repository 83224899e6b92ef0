package org.triggerworkbench.evaluation.inspection;

/**
 * Images as points of a space.
 *
 * @param space the space
 * @param points N x D, one row per image in the order asked for
 * @param anchors K x D unit embeddings of the classes in the joint space; no rows in every other space
 */
public record Features(FeatureSpace space, float[][] points, float[][] anchors) {}
