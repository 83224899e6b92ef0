package org.triggerworkbench.model.clip;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.data.picture.CenterCrop;
import org.triggerworkbench.data.picture.Scaling;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.InputSpec.Resize;
import org.triggerworkbench.model.JsonFields;

/**
 * The preprocessing of a Hugging Face folder: processor_config.json with its part {@code image_processor}, as
 * transformers 5 saves it, else preprocessor_config.json; without either as CLIP was published.
 */
final class PreprocessorFile {
    static final String NAME = "preprocessor_config.json";
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
        Path processor = folder.resolve(PROCESSOR);
        if (Files.exists(processor)) {
            JsonFields fields = JsonFields.read(processor);
            if (fields.has(NESTED)) {
                return new PreprocessorSettings(fields.object(NESTED), modelSize).input();
            }
            if (!Files.exists(folder.resolve(NAME)) && fields.has("image_processor_type")) {
                return new PreprocessorSettings(fields, modelSize).input();
            }
        }
        Path file = folder.resolve(NAME);
        return Files.exists(file)
                ? new PreprocessorSettings(JsonFields.read(file), modelSize).input()
                : published(modelSize);
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
