package org.triggerworkbench.model.clip;

/**
 * Sizes and conventions of a CLIP or SigLIP model, as config.json in the Hugging Face layout tells them.
 *
 * @param kind which of both
 * @param text sizes of the text tower
 * @param vocabulary number of tokens
 * @param contextLength most tokens of a text, start and end included
 * @param startToken id of start-of-text; a SigLIP has none
 * @param endToken id of end-of-text; 2 is the legacy sign for "the highest id of the text"; of no use to a SigLIP
 * @param vision sizes of the image tower
 * @param imageSize edge of the square input in pixels
 * @param patchSize edge of a patch in pixels
 * @param embeddingSize D of the shared space
 * @param initialLogitScale natural logarithm of the factor on similarities before training
 */
public record ClipConfig(
        Kind kind,
        TowerConfig text,
        int vocabulary,
        int contextLength,
        int startToken,
        int endToken,
        TowerConfig vision,
        int imageSize,
        int patchSize,
        int embeddingSize,
        float initialLogitScale) {

    /** ln(1 / 0.07), where CLIP's training started. */
    public static final float LOGIT_SCALE = 2.6592f;

    static final int LEGACY_END = 2;

    /** What the towers are like. */
    public enum Kind {
        /** A class token stands for the image, the end token of a text that looks back only for the text. */
        CLIP("text_projection", 1),
        /**
         * Attention pools the patches; the last token of a padded text that looks everywhere stands for the text (Zhai et al.
         * 2023).
         */
        SIGLIP("text_model.head", 0);

        private final String textProjection;
        private final int classTokens;

        Kind(String textProjection, int classTokens) {
            this.textProjection = textProjection;
            this.classTokens = classTokens;
        }

        /** Name of the layer that brings a text's state into the space of the embeddings. */
        String textProjection() {
            return textProjection;
        }

        /** Tokens of the image tower beside the patches. */
        int classTokens() {
            return classTokens;
        }
    }

    public ClipConfig {
        if (vocabulary < 1 || contextLength < 2 || patchSize < 1 || imageSize < patchSize || embeddingSize < 1) {
            throw new IllegalArgumentException("vocabulary " + vocabulary + ", context " + contextLength + ", patch "
                    + patchSize + " of " + imageSize + ", embedding " + embeddingSize);
        }
    }

    /** A CLIP. */
    public ClipConfig(
            TowerConfig text,
            int vocabulary,
            int contextLength,
            int startToken,
            int endToken,
            TowerConfig vision,
            int imageSize,
            int patchSize,
            int embeddingSize,
            float initialLogitScale) {
        this(
                Kind.CLIP,
                text,
                vocabulary,
                contextLength,
                startToken,
                endToken,
                vision,
                imageSize,
                patchSize,
                embeddingSize,
                initialLogitScale);
    }

    /** OpenAI's ViT-B/32. */
    public static ClipConfig vitB32() {
        return openAi(768, 12, 12, 32, 512, 8);
    }

    /** OpenAI's ViT-L/14. */
    public static ClipConfig vitL14() {
        return openAi(1024, 24, 16, 14, 768, 12);
    }

    /** T: one token a patch and the class token, where there is one. */
    public int visionTokens() {
        int side = imageSize / patchSize;
        return side * side + kind.classTokens();
    }

    /** The position that stands for a text: the first end-of-text token. */
    int end(long[] ids) {
        if (endToken == LEGACY_END) {
            int best = 0;
            for (int i = 1; i < ids.length; i++) {
                best = ids[i] > ids[best] ? i : best;
            }
            return best;
        }
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == endToken) {
                return i;
            }
        }
        return 0;
    }

    private static ClipConfig openAi(int width, int layers, int heads, int patch, int textWidth, int textHeads) {
        TowerConfig.Gelu gelu = TowerConfig.Gelu.QUICK_GELU;
        return new ClipConfig(
                new TowerConfig(textWidth, 4 * textWidth, 12, textHeads, gelu, 1e-5f),
                49408,
                77,
                49406,
                49407,
                new TowerConfig(width, 4 * width, layers, heads, gelu, 1e-5f),
                224,
                patch,
                textWidth,
                LOGIT_SCALE);
    }
}
