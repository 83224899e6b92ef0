package org.triggerworkbench.model.clip;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.model.JsonFields;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Reads and writes config.json of a CLIP model; missing keys take the defaults of the transformers library. */
final class ClipConfigFile {
    static final String NAME = "config.json";
    private static final Messages TEXT = Messages.of(ClipConfigFile.class);

    /** What the library calls one tower without the other. */
    private static final Set<String> TOWERS = Set.of("clip_vision_model", "clip_text_model");

    private ClipConfigFile() {}

    static ClipConfig read(Path folder) {
        JsonFields root = JsonFields.read(folder.resolve(NAME));
        String type = root.text("model_type", "clip");
        if (TOWERS.contains(type)) {
            throw new InputException(TEXT.get("clip.tower", root.file(), type));
        }
        if (!type.equals("clip")) {
            throw new InputException(TEXT.get("clip.type", root.file(), FileWord.shown(type)));
        }
        // Files of old carry a second copy of each section that wins where both tell a value.
        JsonFields text = root.object("text_config").with(root.object("text_config_dict"));
        JsonFields vision = root.object("vision_config").with(root.object("vision_config_dict"));
        if (vision.integer("num_channels", 3) != 3) {
            throw vision.wrong("num_channels", null);
        }
        try {
            return new ClipConfig(
                    tower(text, 512, 2048, 8),
                    text.integer("vocab_size", 49408),
                    text.integer("max_position_embeddings", 77),
                    text.integer("bos_token_id", 49406),
                    text.integer("eos_token_id", 49407),
                    tower(vision, 768, 3072, 12),
                    vision.integer("image_size", 224),
                    vision.integer("patch_size", 32),
                    root.integer("projection_dim", 512),
                    root.number("logit_scale_init_value", ClipConfig.LOGIT_SCALE));
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    TEXT.get("clip.sizes", root.file(), FileWord.shown(String.valueOf(e.getMessage()))), e);
        }
    }

    static void write(Path folder, ClipConfig config) {
        JsonObject text = tower(config.text(), "clip_text_model");
        text.addProperty("vocab_size", config.vocabulary());
        text.addProperty("max_position_embeddings", config.contextLength());
        text.addProperty("bos_token_id", config.startToken());
        text.addProperty("eos_token_id", config.endToken());
        text.addProperty("pad_token_id", 1);
        text.addProperty("projection_dim", config.embeddingSize());
        JsonObject vision = tower(config.vision(), "clip_vision_model");
        vision.addProperty("image_size", config.imageSize());
        vision.addProperty("patch_size", config.patchSize());
        vision.addProperty("num_channels", 3);
        vision.addProperty("projection_dim", config.embeddingSize());
        JsonObject root = new JsonObject();
        JsonArray architectures = new JsonArray();
        architectures.add("CLIPModel");
        root.add("architectures", architectures);
        root.addProperty("model_type", "clip");
        root.addProperty("torch_dtype", "float32");
        root.addProperty("projection_dim", config.embeddingSize());
        root.addProperty("logit_scale_init_value", config.initialLogitScale());
        root.add("text_config", text);
        root.add("vision_config", vision);
        String json = new GsonBuilder().setPrettyPrinting().create().toJson(root) + "\n";
        AtomicFiles.write(folder.resolve(NAME), json.getBytes(StandardCharsets.UTF_8));
    }

    private static TowerConfig tower(JsonFields fields, int width, int inner, int heads) {
        String name = fields.text("hidden_act", TowerConfig.Gelu.QUICK_GELU.key());
        TowerConfig.Gelu gelu =
                switch (name) {
                    case "quick_gelu" -> TowerConfig.Gelu.QUICK_GELU;
                    case "gelu" -> TowerConfig.Gelu.GELU;
                    default ->
                        throw new InputException(TEXT.get("clip.activation", fields.file(), FileWord.shown(name)));
                };
        return new TowerConfig(
                fields.integer("hidden_size", width),
                fields.integer("intermediate_size", inner),
                fields.integer("num_hidden_layers", 12),
                fields.integer("num_attention_heads", heads),
                gelu,
                fields.number("layer_norm_eps", 1e-5f));
    }

    private static JsonObject tower(TowerConfig config, String type) {
        JsonObject json = new JsonObject();
        json.addProperty("model_type", type);
        json.addProperty("hidden_size", config.width());
        json.addProperty("intermediate_size", config.inner());
        json.addProperty("num_hidden_layers", config.layers());
        json.addProperty("num_attention_heads", config.heads());
        json.addProperty("hidden_act", config.activation().key());
        json.addProperty("layer_norm_eps", config.epsilon());
        return json;
    }
}
