package org.triggerworkbench.model.clip;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import java.util.Set;
import org.triggerworkbench.data.picture.CenterCrop;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.data.picture.Resampling.Filter;
import org.triggerworkbench.data.picture.Scaling;
import org.triggerworkbench.model.ImageSize;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.InputSpec.Resize;
import org.triggerworkbench.model.JsonFields;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * The settings of one CLIPImageProcessor; what they leave out is as CLIP was published.
 *
 * @param modelSize edge of the input the model is built for
 */
record PreprocessorSettings(JsonFields fields, int modelSize) {
    static final float[] CLIP_MEAN = {(float) 0.48145466, (float) 0.4578275, (float) 0.40821073};
    static final float[] CLIP_STD = {(float) 0.26862954, (float) 0.26130258, (float) 0.27577711};
    private static final Messages TEXT = Messages.of(PreprocessorSettings.class);
    private static final Set<String> STEPS =
            Set.of("do_resize", "do_center_crop", "do_rescale", "do_normalize", "do_convert_rgb");

    /** @throws InputException naming the setting that cannot be followed */
    InputSpec input() {
        requireKnownSteps();
        Scaling scaling = fields.truth("do_resize", true) ? scaling() : Scaling.NONE;
        CenterCrop crop = fields.truth("do_center_crop", true) ? CenterCrop.HUGGING_FACE : CenterCrop.NONE;
        if (crop != CenterCrop.NONE) {
            requireModelSize("crop_size", sides("crop_size"));
        } else if (scaling.kind() != Scaling.Kind.NONE) {
            requireModelSize("size", new ImageSize(scaling.width(), scaling.height()));
        }
        // Images come in [0, 1]: another factor is as good as another mean and deviation.
        double scale = 255 * (fields.truth("do_rescale", true) ? factor() : 1);
        boolean normalize = fields.truth("do_normalize", true);
        float[] mean = normalize ? fields.triple("image_mean", CLIP_MEAN) : new float[3];
        float[] std = normalize ? std() : new float[] {1, 1, 1};
        return new InputSpec(modelSize, modelSize, over(mean, scale), over(std, scale), Resize.to(scaling, crop));
    }

    /** A step that is on and not done here would be silently left out. */
    private void requireKnownSteps() {
        for (Map.Entry<String, JsonElement> field : fields.json().entrySet()) {
            String key = field.getKey();
            boolean step = (key.startsWith("do_") && !STEPS.contains(key)) || key.endsWith("offset");
            if (step && !field.getValue().isJsonNull() && !field.getValue().equals(new JsonPrimitive(false))) {
                throw new InputException(TEXT.get("clip.step", fields.file(), FileWord.shown(key)));
            }
        }
    }

    private Scaling scaling() {
        Filter filter = PillowFilters.read(fields, "resample");
        JsonElement told = fields.json().get("size");
        if (told == null || told.isJsonNull() || told.isJsonPrimitive()) {
            return Scaling.shortestEdge(pixels(fields, "size"), filter);
        }
        if (fields.isObject("size") && fields.object("size").has("shortest_edge")) {
            if (fields.object("size").has("longest_edge")) {
                throw fields.wrong("size", null);
            }
            return Scaling.shortestEdge(pixels(fields.object("size"), "shortest_edge"), filter);
        }
        ImageSize sides = sides("size");
        return Scaling.exact(sides.width(), sides.height(), filter);
    }

    /** Both sides: one number for a square, {@code [height, width]} or by name. */
    ImageSize sides(String key) {
        if (fields.isObject(key)) {
            JsonFields named = fields.object(key);
            if (!named.has("height") || !named.has("width")) {
                throw fields.wrong(key, null);
            }
            return new ImageSize(pixels(named, "width"), pixels(named, "height"));
        }
        if (fields.json().get(key) instanceof JsonArray pair) {
            if (pair.size() != 2) {
                throw fields.wrong(key, null);
            }
            JsonObject named = new JsonObject();
            named.add("height", pair.get(0));
            named.add("width", pair.get(1));
            JsonFields read = new JsonFields(fields.file(), named);
            return new ImageSize(pixels(read, "width"), pixels(read, "height"));
        }
        int edge = pixels(fields, key);
        return new ImageSize(edge, edge);
    }

    /** A length of which a square can still be held in memory. */
    private int pixels(JsonFields from, String key) {
        int pixels = from.integer(key, modelSize);
        if (pixels < 1 || (long) pixels * pixels > PictureFiles.MAX_PIXELS) {
            throw from.wrong(key, null);
        }
        return pixels;
    }

    private void requireModelSize(String key, ImageSize size) {
        if (size.width() != modelSize || size.height() != modelSize) {
            throw new InputException(
                    TEXT.get("clip.inputSize", fields.file(), key, size.width(), size.height(), modelSize));
        }
    }

    private double factor() {
        double factor = fields.decimal("rescale_factor", 1 / 255.0);
        if (!(factor > 0) || Double.isInfinite(factor)) {
            throw fields.wrong("rescale_factor", null);
        }
        return factor;
    }

    private float[] std() {
        float[] std = fields.triple("image_std", CLIP_STD);
        for (float value : std) {
            if (!(value > 0)) {
                throw fields.wrong("image_std", null);
            }
        }
        return std;
    }

    private static float[] over(float[] values, double scale) {
        float[] scaled = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = (float) (values[i] / scale);
        }
        return scaled;
    }
}
