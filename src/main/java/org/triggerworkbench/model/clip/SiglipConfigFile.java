package org.triggerworkbench.model.clip;

import java.nio.file.Path;
import java.util.Map;
import org.triggerworkbench.model.JsonFields;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Reads config.json of a SigLIP; missing keys take the defaults of the transformers library. */
final class SiglipConfigFile {
    static final String TYPE = "siglip";
    static final String SHAPELESS = "siglip2";
    private static final Messages TEXT = Messages.of(SiglipConfigFile.class);
    private static final String ARCHITECTURE = "SiglipModel";
    private static final Map<String, TowerConfig.Gelu> ACTIVATIONS = Map.of(
            "gelu_pytorch_tanh", TowerConfig.Gelu.GELU_NEW,
            "gelu_new", TowerConfig.Gelu.GELU_NEW,
            "gelu", TowerConfig.Gelu.GELU,
            "quick_gelu", TowerConfig.Gelu.QUICK_GELU,
            "relu", TowerConfig.Gelu.RELU);

    private SiglipConfigFile() {}

    /** @throws InputException naming the setting that cannot be followed */
    static ClipConfig read(Path folder) {
        JsonFields root = JsonFields.read(folder.resolve(ClipConfigFile.NAME));
        if (root.text("model_type", "").equals(SHAPELESS)) {
            throw new InputException(TEXT.get("siglip.shapeless", root.file(), SHAPELESS, TYPE));
        }
        if (root.has("architectures")
                && !root.json().get("architectures").toString().contains('"' + ARCHITECTURE + '"')) {
            String told = FileWord.shown(root.json().get("architectures").toString());
            throw new InputException(TEXT.get("siglip.architecture", root.file(), told, ARCHITECTURE));
        }
        JsonFields text = root.object("text_config");
        JsonFields vision = root.object("vision_config");
        if (vision.integer("num_channels", 3) != 3) {
            throw vision.wrong("num_channels", null);
        }
        if (!vision.truth("vision_use_head", true)) {
            throw vision.wrong("vision_use_head", null);
        }
        try {
            TowerConfig read = tower(text);
            TowerConfig seen = tower(vision);
            int size = text.integer("projection_size", read.width());
            if (size != seen.width()) {
                throw new InputException(TEXT.get("siglip.spaces", root.file(), size, seen.width()));
            }
            return new ClipConfig(
                    ClipConfig.Kind.SIGLIP,
                    read,
                    text.integer("vocab_size", 32000),
                    text.integer("max_position_embeddings", 64),
                    -1,
                    -1,
                    seen,
                    vision.integer("image_size", 224),
                    vision.integer("patch_size", 16),
                    size,
                    0);
        } catch (IllegalArgumentException e) {
            throw new InputException(TEXT.get("clip.sizes", root.file(), String.valueOf(e.getMessage())), e);
        }
    }

    private static TowerConfig tower(JsonFields fields) {
        String name = fields.text("hidden_act", "gelu_pytorch_tanh");
        TowerConfig.Gelu activation = ACTIVATIONS.get(name);
        if (activation == null) {
            throw fields.wrong("hidden_act", null);
        }
        return new TowerConfig(
                fields.integer("hidden_size", 768),
                fields.integer("intermediate_size", 3072),
                fields.integer("num_hidden_layers", 12),
                fields.integer("num_attention_heads", 12),
                activation,
                fields.number("layer_norm_eps", 1e-6f));
    }
}
