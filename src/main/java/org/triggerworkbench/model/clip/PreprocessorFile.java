package org.triggerworkbench.model.clip;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.InputSpec.Resize;
import org.triggerworkbench.model.JsonFields;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Reads and writes preprocessor_config.json; what it leaves out is as CLIP was published. */
final class PreprocessorFile {
    static final String NAME = "preprocessor_config.json";
    private static final Messages TEXT = Messages.of(PreprocessorFile.class);
    private static final float[] CLIP_MEAN = {(float) 0.48145466, (float) 0.4578275, (float) 0.40821073};
    private static final float[] CLIP_STD = {(float) 0.26862954, (float) 0.26130258, (float) 0.27577711};
    private static final int BILINEAR = 2;
    private static final int BICUBIC = 3;

    private PreprocessorFile() {}

    /** CLIP's published preprocessing for square inputs. */
    static InputSpec published(int size) {
        return new InputSpec(size, size, CLIP_MEAN.clone(), CLIP_STD.clone(), Resize.SHORTEST_EDGE_BICUBIC);
    }

    /** @param modelSize edge of the input the model is built for */
    static InputSpec read(Path folder, int modelSize) {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return published(modelSize);
        }
        JsonFields fields = JsonFields.read(file);
        JsonFields size = fields.isObject("size") ? fields.object("size") : fields;
        boolean stretch = size.has("height") && size.has("width");
        String edgeKey = fields.isObject("size") ? "shortest_edge" : "size";
        int edge = stretch ? size.integer("height", modelSize) : size.integer(edgeKey, modelSize);
        if (edge != modelSize
                || (stretch && size.integer("width", modelSize) != modelSize)
                || !cropsTo(fields, modelSize)) {
            throw new InputException(TEXT.get("clip.inputSize", file, modelSize));
        }
        float[] std = fields.triple("image_std", CLIP_STD);
        for (float value : std) {
            if (!(value > 0)) {
                throw fields.wrong("image_std", null);
            }
        }
        return new InputSpec(edge, edge, fields.triple("image_mean", CLIP_MEAN), std, resize(fields, stretch));
    }

    static void write(Path folder, InputSpec spec) {
        JsonObject size = new JsonObject();
        JsonObject crop = new JsonObject();
        crop.addProperty("height", spec.height());
        crop.addProperty("width", spec.width());
        if (spec.resize() == Resize.STRETCH_BICUBIC) {
            size = crop.deepCopy();
        } else {
            size.addProperty("shortest_edge", spec.height());
        }
        JsonObject root = new JsonObject();
        root.addProperty("image_processor_type", "CLIPImageProcessor");
        root.addProperty("do_resize", true);
        root.add("size", size);
        root.addProperty("resample", spec.resize() == Resize.SHORTEST_EDGE_BILINEAR ? BILINEAR : BICUBIC);
        root.addProperty("do_center_crop", true);
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

    private static boolean cropsTo(JsonFields fields, int modelSize) {
        if (!fields.isObject("crop_size")) {
            return fields.integer("crop_size", modelSize) == modelSize;
        }
        JsonFields crop = fields.object("crop_size");
        return crop.integer("height", modelSize) == modelSize && crop.integer("width", modelSize) == modelSize;
    }

    private static Resize resize(JsonFields fields, boolean stretch) {
        int resample = fields.integer("resample", BICUBIC);
        if (resample == BICUBIC) {
            return stretch ? Resize.STRETCH_BICUBIC : Resize.SHORTEST_EDGE_BICUBIC;
        }
        if (resample == BILINEAR && !stretch) {
            return Resize.SHORTEST_EDGE_BILINEAR;
        }
        throw fields.wrong("resample", null);
    }

    private static JsonArray array(float[] values) {
        JsonArray array = new JsonArray();
        for (float value : values) {
            array.add(value);
        }
        return array;
    }
}
