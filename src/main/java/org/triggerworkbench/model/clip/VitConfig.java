package org.triggerworkbench.model.clip;

import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.triggerworkbench.model.ClassifierConfig;
import org.triggerworkbench.model.JsonFields;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * Sizes of a vision transformer that classifies, as config.json of a ViTForImageClassification tells them; missing keys take
 * the defaults of the transformers library.
 *
 * @param tower sizes of the blocks
 * @param imageSize edge of the square input in pixels
 * @param patchSize edge of a patch in pixels
 * @param bias whether queries, keys and values have one
 * @param labels names of the classes; empty where the file has none
 */
record VitConfig(TowerConfig tower, int imageSize, int patchSize, boolean bias, List<String> labels) {
    static final String TYPE = "vit";
    private static final Messages TEXT = Messages.of(VitConfig.class);
    private static final String ARCHITECTURE = "ViTForImageClassification";
    /** What changes the result and is not computed here. */
    private static final Set<String> OTHERWISE = Set.of("interpolate_pos_encoding", "use_mean_pooling");

    /** @throws InputException naming the setting that cannot be followed */
    static VitConfig read(Path folder) {
        JsonFields root = JsonFields.read(folder.resolve(ClipConfigFile.NAME));
        requireKnown(root);
        int image = root.integer("image_size", 224);
        int patch = root.integer("patch_size", 16);
        if (patch < 1 || image < patch) {
            throw root.wrong(patch < 1 ? "patch_size" : "image_size", null);
        }
        try {
            TowerConfig tower = new TowerConfig(
                    root.integer("hidden_size", 768),
                    root.integer("intermediate_size", 3072),
                    root.integer("num_hidden_layers", 12),
                    root.integer("num_attention_heads", 12),
                    activation(root),
                    root.number("layer_norm_eps", 1e-12f));
            return new VitConfig(tower, image, patch, root.truth("qkv_bias", true), ClassifierConfig.labels(root));
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    TEXT.get("clip.sizes", root.file(), FileWord.shown(String.valueOf(e.getMessage()))), e);
        }
    }

    private static void requireKnown(JsonFields root) {
        ClassifierConfig.require(root, ARCHITECTURE);
        ClassifierConfig.requireColours(root);
        for (String key : OTHERWISE) {
            if (root.has(key) && !root.json().get(key).equals(new JsonPrimitive(false))) {
                throw ClassifierConfig.setting(root, key);
            }
        }
    }

    private static TowerConfig.Gelu activation(JsonFields root) {
        String name = root.text("hidden_act", "gelu");
        for (TowerConfig.Gelu known : TowerConfig.Gelu.values()) {
            if (known.key().equals(name)) {
                return known;
            }
        }
        throw ClassifierConfig.setting(root, "hidden_act");
    }

    /** T: one token a patch and the class token. */
    long tokens() {
        long side = imageSize / patchSize;
        return side * side + 1;
    }
}
