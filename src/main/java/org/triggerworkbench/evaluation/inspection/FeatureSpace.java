package org.triggerworkbench.evaluation.inspection;

/**
 * A space in which a classifier places images.
 *
 * @param id {@value #JOINT}, or the name of a layer
 * @param kind what a point is
 */
public record FeatureSpace(String id, Kind kind) {
    /** The id of the joint space. */
    public static final String JOINT = "joint";

    /** What a point of a space is. */
    public enum Kind {
        /** Unit embedding of an image, beside unit embeddings of the classes. */
        JOINT,
        /** Mean over space of each channel of a convolutional layer. */
        CONVOLUTIONAL,
        /** Class token of a transformer layer. */
        TRANSFORMER,
        /** Output of a pooled or linear layer. */
        VECTOR
    }

    static FeatureSpace of(String layer, LayerKind kind) {
        return new FeatureSpace(
                layer,
                switch (kind) {
                    case CONVOLUTIONAL -> Kind.CONVOLUTIONAL;
                    case TRANSFORMER -> Kind.TRANSFORMER;
                    case VECTOR -> Kind.VECTOR;
                });
    }
}
