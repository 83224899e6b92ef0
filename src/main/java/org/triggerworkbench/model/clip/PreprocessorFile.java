package org.triggerworkbench.model.clip;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.data.picture.CenterCrop;
import org.triggerworkbench.data.picture.Resampling.Filter;
import org.triggerworkbench.data.picture.Scaling;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.InputSpec.Resize;
import org.triggerworkbench.model.JsonFields;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * The preprocessing of a Hugging Face folder: processor_config.json with its part {@code image_processor}, as
 * transformers 5 saves it, else preprocessor_config.json; without either as CLIP was published.
 */
final class PreprocessorFile {
    static final String NAME = "preprocessor_config.json";
    private static final Messages TEXT = Messages.of(PreprocessorFile.class);
    private static final String PROCESSOR = "processor_config.json";
    private static final String NESTED = "image_processor";

    private PreprocessorFile() {}

    /** CLIP's published preprocessing for square inputs. */
    static InputSpec published(int size) {
        return new InputSpec(
                size,
                size,
                PreprocessorSettings.CLIP_MEAN.clone(),
                PreprocessorSettings.CLIP_STD.clone(),
                Resize.SHORTEST_EDGE_BICUBIC);
    }

    /** @param modelSize edge of the input the model is built for */
    static InputSpec read(Path folder, int modelSize) {
        JsonFields fields = fields(folder);
        return fields == null ? published(modelSize) : new PreprocessorSettings(fields, modelSize).input();
    }

    /**
     * As {@link #read} for a ViTForImageClassification: what its ViTImageProcessor leaves out is as that library has it.
     *
     * @throws InputException also if another processor is named than that or CLIP's
     */
    static InputSpec readVit(Path folder, int modelSize) {
        return readSquare(folder, modelSize, "ViT", Filter.BILINEAR);
    }

    /**
     * As {@link #read} for a SigLIP: what its SiglipImageProcessor leaves out is as that library has it.
     *
     * @throws InputException also if another processor is named than that or CLIP's, or a middle is to be cut out
     */
    static InputSpec readSiglip(Path folder, int modelSize) {
        JsonFields fields = fields(folder);
        if (fields != null && fields.text("image_processor_type", "").startsWith("Siglip")) {
            if (fields.truth("do_center_crop", false)) {
                throw new InputException(TEXT.get("clip.step", fields.file(), "do_center_crop"));
            }
            if (fields.has("size")
                    && !(fields.object("size").has("height")
                            && fields.object("size").has("width"))) {
                throw fields.wrong("size", null);
            }
        }
        return readSquare(folder, modelSize, "Siglip", Filter.BICUBIC);
    }

    /** @param family of processors that scale to a square and normalise to [-1, 1] */
    private static InputSpec readSquare(Path folder, int modelSize, String family, Filter filter) {
        String processor = family + "ImageProcessor";
        JsonFields found = fields(folder);
        JsonFields fields = found == null ? new JsonFields(folder.resolve(NAME), new JsonObject()) : found;
        String type = type(fields, processor);
        if (type.startsWith("CLIP")) {
            return new PreprocessorSettings(fields, modelSize).input();
        }
        if (!isOf(family, type)) {
            throw new InputException(TEXT.get("vit.processor", fields.file(), FileWord.shown(type), processor));
        }
        return square(fields, modelSize, filter);
    }

    /** As a ViTImageProcessor reads its settings. */
    static InputSpec vit(JsonFields fields, int modelSize) {
        return square(fields, modelSize, Filter.BILINEAR);
    }

    private static InputSpec square(JsonFields fields, int modelSize, Filter filter) {
        int edge = fields.isObject("size") ? modelSize : fields.integer("size", modelSize);
        JsonObject defaults = new JsonObject();
        defaults.add("size", square(edge));
        defaults.addProperty("resample", PillowFilters.number(filter));
        defaults.addProperty("do_center_crop", false);
        defaults.addProperty("image_mean", 0.5);
        defaults.addProperty("image_std", 0.5);
        JsonObject told = fields.json().deepCopy();
        if (!fields.isObject("size")) {
            told.remove("size");
        }
        return input(defaults, new JsonFields(fields.file(), told), modelSize);
    }

    /** As a processor of other defaults than CLIP's reads its settings; a null stands for the default. */
    static InputSpec input(JsonObject defaults, JsonFields told, int modelSize) {
        JsonObject all = defaults.deepCopy();
        told.json().asMap().forEach((key, value) -> {
            if (!value.isJsonNull() || !all.has(key)) {
                all.add(key, value);
            }
        });
        return new PreprocessorSettings(new JsonFields(told.file(), all), modelSize).input();
    }

    static JsonObject square(int edge) {
        JsonObject square = new JsonObject();
        square.addProperty("height", edge);
        square.addProperty("width", edge);
        return square;
    }

    /** The name of the processor that settings are for. */
    static String type(JsonFields fields, String missing) {
        return fields.text("image_processor_type", fields.text("feature_extractor_type", missing));
    }

    static boolean isVit(String type) {
        return isOf("ViT", type);
    }

    private static boolean isOf(String family, String type) {
        return type.startsWith(family + "ImageProcessor") || type.equals(family + "FeatureExtractor");
    }

    /** The settings in a folder; null where it has none. */
    static @Nullable JsonFields fields(Path folder) {
        Path processor = folder.resolve(PROCESSOR);
        if (Files.exists(processor)) {
            JsonFields fields = JsonFields.read(processor);
            if (fields.has(NESTED)) {
                return fields.object(NESTED);
            }
            if (!Files.exists(folder.resolve(NAME)) && fields.has("image_processor_type")) {
                return fields;
            }
        }
        Path file = folder.resolve(NAME);
        return Files.exists(file) ? JsonFields.read(file) : null;
    }

    static void write(Path folder, InputSpec spec) {
        Scaling scaling = spec.scaling();
        JsonObject size = new JsonObject();
        if (scaling.kind() == Scaling.Kind.SHORTEST_EDGE) {
            size.addProperty("shortest_edge", scaling.width());
        } else {
            size.addProperty("height", scaling.height());
            size.addProperty("width", scaling.width());
        }
        JsonObject crop = new JsonObject();
        crop.addProperty("height", spec.height());
        crop.addProperty("width", spec.width());
        JsonObject root = new JsonObject();
        root.addProperty("image_processor_type", "CLIPImageProcessor");
        root.addProperty("do_resize", scaling.kind() != Scaling.Kind.NONE);
        root.add("size", size);
        root.addProperty("resample", PillowFilters.number(scaling.filter()));
        root.addProperty("do_center_crop", spec.resize().crop() != CenterCrop.NONE);
        root.add("crop_size", crop);
        root.addProperty("do_rescale", true);
        root.addProperty("rescale_factor", 1 / 255.0);
        root.addProperty("do_normalize", true);
        root.add("image_mean", array(spec.mean()));
        root.add("image_std", array(spec.std()));
        root.addProperty("do_convert_rgb", true);
        String json = new GsonBuilder().setPrettyPrinting().create().toJson(root) + "\n";
        AtomicFiles.write(folder.resolve(NAME), json.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonArray array(float[] values) {
        JsonArray array = new JsonArray();
        for (float value : values) {
            array.add(value);
        }
        return array;
    }
}
