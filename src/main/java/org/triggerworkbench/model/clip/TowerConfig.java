package org.triggerworkbench.model.clip;

/**
 * Sizes of one transformer tower.
 *
 * @param width W of the hidden states
 * @param inner width of the hidden layer of each MLP
 * @param layers number of blocks
 * @param heads number of attention heads; divides the width
 * @param activation between the two layers of the MLP
 * @param epsilon of the layer norms
 */
public record TowerConfig(int width, int inner, int layers, int heads, Gelu activation, float epsilon) {

    /** What may stand between the two layers of an MLP. */
    public enum Gelu {
        /** x * sigmoid(1.702 x), as OpenAI trained. */
        QUICK_GELU("quick_gelu"),
        /** x * Phi(x) with the exact normal distribution function, as OpenCLIP trained. */
        GELU("gelu"),
        /** The Gaussian error linear unit with its distribution function approximated by tanh. */
        GELU_NEW("gelu_new"),
        /** max(0, x). */
        RELU("relu");

        private final String key;

        Gelu(String key) {
            this.key = key;
        }

        /** Its name in config.json. */
        public String key() {
            return key;
        }
    }

    public TowerConfig {
        if (width < 1 || inner < 1 || layers < 1 || heads < 1 || width % heads != 0 || !(epsilon > 0)) {
            throw new IllegalArgumentException(
                    "width " + width + ", MLP " + inner + ", " + layers + " layers, " + heads + " heads");
        }
    }
}
