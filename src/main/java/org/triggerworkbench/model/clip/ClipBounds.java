package org.triggerworkbench.model.clip;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * Holds the sizes that a config.json asks for against the weights there are, before anything is built: what is smaller or
 * missing otherwise is told by the weights themselves.
 *
 * @param file the one with the sizes, for the sentence
 * @param keys how it calls them
 * @param weights under the names of Hugging Face's layout
 */
record ClipBounds(Path file, Keys keys, Map<String, HostTensor> weights) {
    private static final Messages TEXT = Messages.of(ClipBounds.class);
    private static final String TOKENS = "text_model.embeddings.token_embedding.weight";
    private static final String PLACES = "text_model.embeddings.position_embedding.weight";
    private static final String PATCHES = "vision_model.embeddings.patch_embedding.weight";
    private static final String GRID = "vision_model.embeddings.position_embedding.weight";

    /** What the sizes are called in a file. */
    record Keys(
            String text, String vision, String width, String inner, String layers, String context, String embedding) {
        static final Keys HUGGING_FACE = new Keys(
                "text_config",
                "vision_config",
                "hidden_size",
                "intermediate_size",
                "num_hidden_layers",
                "max_position_embeddings",
                "projection_dim");
        static final Keys SIGLIP = new Keys(
                HUGGING_FACE.text(),
                HUGGING_FACE.vision(),
                HUGGING_FACE.width(),
                HUGGING_FACE.inner(),
                HUGGING_FACE.layers(),
                HUGGING_FACE.context(),
                "text_config.projection_size");
        static final Keys OPEN_CLIP =
                new Keys("text_cfg", "vision_cfg", "width", "mlp_ratio", "layers", "context_length", "embed_dim");
    }

    /** @throws InputException naming the file, the key, its value and what the weights have */
    void require(ClipConfig config) {
        tower(keys.text(), ClipWeights.TEXT_TOWER, config.text());
        requireVision(config);
        size(keys.text() + "." + keys.width(), config.text().width(), TOKENS, 1);
        size(keys.text() + ".vocab_size", config.vocabulary(), TOKENS, 0);
        size(keys.text() + "." + keys.context(), config.contextLength(), PLACES, 0);
        size(keys.embedding(), config.embeddingSize(), config.kind().textProjection() + ".weight", 0);
    }

    /** The same for the image tower alone. */
    void requireVision(ClipConfig config) {
        tower(keys.vision(), ClipWeights.VISION_TOWER, config.vision());
        size(keys.vision() + "." + keys.width(), config.vision().width(), PATCHES, 0);
        size(keys.vision() + ".patch_size", config.patchSize(), PATCHES, 2);
        HostTensor grid = weights.get(GRID);
        long side = config.imageSize() / config.patchSize();
        int classTokens = config.kind().classTokens();
        if (grid != null && grid.shape().length > 0 && side * side + classTokens > grid.shape()[0]) {
            long patches = Math.max(0, grid.shape()[0] - classTokens);
            long most = Math.round(Math.sqrt((double) patches)) * config.patchSize();
            throw beyond(keys.vision() + ".image_size", config.imageSize(), most);
        }
    }

    private void tower(String section, String tower, TowerConfig config) {
        long layers = layers(tower, weights.keySet());
        if (config.layers() > layers) {
            throw beyond(section + "." + keys.layers(), config.layers(), layers);
        }
        size(section + "." + keys.inner(), config.inner(), tower + "encoder.layers.0.mlp.fc1.weight", 0);
    }

    private static long layers(String tower, Set<String> names) {
        Pattern block = Pattern.compile(Pattern.quote(tower) + "encoder\\.layers\\.(\\d{1,6})\\..+");
        return names.stream()
                .map(block::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .distinct()
                .count();
    }

    private void size(String key, long value, String weight, int axis) {
        HostTensor tensor = weights.get(weight);
        if (tensor != null && tensor.shape().length > axis && value > tensor.shape()[axis]) {
            throw beyond(key, value, tensor.shape()[axis]);
        }
    }

    private InputException beyond(String key, long value, long there) {
        return new InputException(TEXT.get("clip.bounds", file, key, value, there));
    }
}
