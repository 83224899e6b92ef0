package org.triggerworkbench.model.clip;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.JsonFields;
import org.triggerworkbench.model.weights.WeightFiles;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * A folder as OpenCLIP shares it: open_clip_config.json, weights under the names of OpenAI's first code, tokenizer.json. Only
 * what our towers compute: a ViT with a class token, a text transformer read at the end of the text.
 */
final class OpenClip {
    static final String CONFIG = "open_clip_config.json";
    private static final Messages TEXT = Messages.of(OpenClip.class);
    private static final List<String> WEIGHTS = List.of("open_clip_model.safetensors", "open_clip_pytorch_model.bin");
    private static final int START = 49406;
    private static final Pattern BLOCK = Pattern.compile("(visual\\.)?transformer\\.resblocks\\.(\\d+)\\.(.+)");
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("logit_scale", "logit_scale"),
            Map.entry("token_embedding.weight", "text_model.embeddings.token_embedding.weight"),
            Map.entry("positional_embedding", "text_model.embeddings.position_embedding.weight"),
            Map.entry("ln_final.weight", "text_model.final_layer_norm.weight"),
            Map.entry("ln_final.bias", "text_model.final_layer_norm.bias"),
            Map.entry("visual.class_embedding", "vision_model.embeddings.class_embedding"),
            Map.entry("visual.conv1.weight", "vision_model.embeddings.patch_embedding.weight"),
            Map.entry("visual.positional_embedding", "vision_model.embeddings.position_embedding.weight"),
            Map.entry("visual.ln_pre.weight", "vision_model.pre_layrnorm.weight"),
            Map.entry("visual.ln_pre.bias", "vision_model.pre_layrnorm.bias"),
            Map.entry("visual.ln_post.weight", "vision_model.post_layernorm.weight"),
            Map.entry("visual.ln_post.bias", "vision_model.post_layernorm.bias"));
    private static final Map<String, String> PARTS = Map.of(
            "ln_1",
            "layer_norm1",
            "ln_2",
            "layer_norm2",
            "attn.out_proj",
            "self_attn.out_proj",
            "mlp.c_fc",
            "mlp.fc1",
            "mlp.c_proj",
            "mlp.fc2");

    private OpenClip() {}

    /** Whether a folder is OpenCLIP's, and not Hugging Face's as well, which is read first. */
    static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(CONFIG)) && !Files.isRegularFile(folder.resolve(ClipConfigFile.NAME));
    }

    /** The file of weights in the folder; null where there is none. */
    static @Nullable Path weights(Path folder) {
        return WEIGHTS.stream()
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseGet(() -> WeightFiles.in(folder));
    }

    /** @throws InputException if the file tells of a model that is not computed here */
    static ClipConfig config(Path folder) {
        JsonFields root = JsonFields.read(folder.resolve(CONFIG));
        JsonFields model = root.object("model_cfg");
        JsonFields vision = model.object("vision_cfg");
        JsonFields text = model.object("text_cfg");
        requirePlain(vision, List.of("image_size", "layers", "width", "patch_size", "head_width", "mlp_ratio"));
        requirePlain(text, List.of("context_length", "vocab_size", "width", "heads", "layers", "mlp_ratio"));
        TowerConfig.Gelu gelu =
                model.text("quick_gelu", "false").equals("true") ? TowerConfig.Gelu.QUICK_GELU : TowerConfig.Gelu.GELU;
        int width = vision.integer("width", 768);
        try {
            return new ClipConfig(
                    tower(text, 512, 12, text.integer("heads", 8), gelu),
                    text.integer("vocab_size", 49408),
                    text.integer("context_length", 77),
                    START,
                    // OpenCLIP reads a text at its highest id.
                    ClipConfig.LEGACY_END,
                    tower(vision, 768, 12, width / Math.max(1, vision.integer("head_width", 64)), gelu),
                    vision.integer("image_size", 224),
                    vision.integer("patch_size", 16),
                    model.integer("embed_dim", 512),
                    ClipConfig.LOGIT_SCALE);
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    TEXT.get("clip.sizes", root.file(), FileWord.shown(String.valueOf(e.getMessage()))), e);
        }
    }

    private static TowerConfig tower(JsonFields fields, int width, int layers, int heads, TowerConfig.Gelu gelu) {
        int wide = fields.integer("width", width);
        return new TowerConfig(
                wide,
                (int) (wide * fields.number("mlp_ratio", 4)),
                fields.integer("layers", layers),
                heads,
                gelu,
                1e-5f);
    }

    /** Refuses what changes the computation: any setting beyond the sizes that is not off. */
    private static void requirePlain(JsonFields fields, List<String> sizes) {
        fields.json().asMap().forEach((key, value) -> {
            boolean off = value.isJsonNull()
                    || (value.isJsonPrimitive()
                            && (value.getAsString().equals("false")
                                    || value.getAsString().equals("0")));
            if (!sizes.contains(key) && !off) {
                throw new InputException(TEXT.get("openClip.setting", fields.file(), FileWord.shown(key)));
            }
        });
    }

    /** Mean and deviation as trained; scaled as CLIP does. */
    static InputSpec input(Path folder, int size) {
        InputSpec published = PreprocessorFile.published(size);
        JsonFields fields = JsonFields.read(folder.resolve(CONFIG)).object("preprocess_cfg");
        String filter = fields.text("interpolation", "bicubic");
        String mode = fields.text("resize_mode", "shortest");
        if (!filter.equals("bicubic") || !mode.equals("shortest")) {
            throw new InputException(TEXT.get("openClip.setting", fields.file(), "preprocess_cfg"));
        }
        return new InputSpec(
                size,
                size,
                fields.triple("mean", published.mean()),
                fields.triple("std", published.std()),
                published.resize());
    }

    /** The weights under the names of Hugging Face's layout; names that are not OpenCLIP's stay as they are. */
    static Map<String, HostTensor> renamed(Map<String, HostTensor> weights) {
        Map<String, HostTensor> renamed = new LinkedHashMap<>();
        weights.forEach((name, tensor) -> {
            Matcher block = BLOCK.matcher(name);
            if (block.matches()) {
                String tower = block.group(1) == null ? ClipWeights.TEXT_TOWER : ClipWeights.VISION_TOWER;
                block(renamed, tower + "encoder.layers." + block.group(2) + ".", block.group(3), tensor);
            } else if (name.equals("visual.proj") || name.equals("text_projection")) {
                renamed.put(
                        name.equals("visual.proj") ? "visual_projection.weight" : "text_projection.weight",
                        transposed(tensor));
            } else if (!name.equals("attn_mask")) {
                renamed.put(NAMES.getOrDefault(name, name), tensor);
            }
        });
        return renamed;
    }

    private static void block(Map<String, HostTensor> renamed, String prefix, String part, HostTensor tensor) {
        if (part.equals("attn.in_proj_weight") || part.equals("attn.in_proj_bias")) {
            List<HostTensor> thirds = PoolingHead.thirds(tensor);
            String kind = part.endsWith("weight") ? ".weight" : ".bias";
            if (thirds.isEmpty()) {
                renamed.put(prefix + part, tensor);
            }
            for (int i = 0; i < thirds.size(); i++) {
                renamed.put(prefix + "self_attn." + PoolingHead.PROJECTIONS.get(i) + kind, thirds.get(i));
            }
            return;
        }
        int dot = part.lastIndexOf('.');
        String module = dot < 0 ? part : part.substring(0, dot);
        renamed.put(prefix + PARTS.getOrDefault(module, module) + part.substring(module.length()), tensor);
    }

    private static HostTensor transposed(HostTensor tensor) {
        long[] shape = tensor.shape();
        if (shape.length != 2) {
            return tensor;
        }
        int rows = (int) shape[0];
        int columns = (int) shape[1];
        int size = tensor.type().size();
        byte[] out = new byte[tensor.bytes().length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                System.arraycopy(tensor.bytes(), (i * columns + j) * size, out, (j * rows + i) * size, size);
            }
        }
        return new HostTensor(tensor.type(), new long[] {columns, rows}, out);
    }
}
