package org.triggerworkbench.model.clip;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import org.triggerworkbench.data.picture.CenterCrop;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.data.picture.Scaling;
import org.triggerworkbench.model.ImageSize;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.JsonFields;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * The preprocessing of a folder of a ResNetForImageClassification, which alone tells the size of its input: mostly a
 * ConvNextImageProcessor; what that leaves out is as the transformers library has it.
 */
public final class ResNetPreprocessing {
    private static final Messages TEXT = Messages.of(ResNetPreprocessing.class);
    private static final String CONV_NEXT = "ConvNextImageProcessor";
    private static final int USUAL = 224;
    /** From this edge on pictures are stretched to the square, not cropped. */
    private static final int STRETCHED = 384;
    /** What is kept of the shorter side otherwise. */
    private static final double CROPPED = 224.0 / 256;

    private final JsonFields fields;

    private ResNetPreprocessing(JsonFields fields) {
        this.fields = fields;
    }

    /** @throws InputException if there is none, it is for another model, or a setting cannot be followed */
    public static InputSpec read(Path folder) {
        JsonFields fields = PreprocessorFile.fields(folder);
        if (fields == null) {
            throw new InputException(TEXT.get("resnet.noProcessor", folder, PreprocessorFile.NAME));
        }
        if (!fields.truth("do_resize", true)) {
            throw fields.wrong("do_resize", null);
        }
        InputSpec input = new ResNetPreprocessing(fields).input();
        if (input.scaling().kind() == Scaling.Kind.SHORTEST_EDGE
                && input.resize().crop() == CenterCrop.NONE) {
            // Pictures would come in as many sizes as they have.
            throw fields.wrong("do_center_crop", null);
        }
        return input;
    }

    private InputSpec input() {
        String type = PreprocessorFile.type(fields, CONV_NEXT);
        if (type.startsWith(CONV_NEXT) || type.equals("ConvNextFeatureExtractor")) {
            return convNext();
        }
        if (PreprocessorFile.isVit(type)) {
            return PreprocessorFile.vit(fields, cropped(false) ? edge("crop_size") : edge("size"));
        }
        if (type.startsWith("CLIP") || type.startsWith("BitImageProcessor")) {
            JsonObject defaults = new JsonObject();
            defaults.add("size", shortestEdge(USUAL));
            return PreprocessorFile.input(defaults, fields, cropped(true) ? edge("crop_size") : edge("size"));
        }
        throw new InputException(TEXT.get("resnet.processor", fields.file(), FileWord.shown(type)));
    }

    private boolean cropped(boolean missing) {
        return fields.truth("do_center_crop", missing);
    }

    /** Of a square that a setting tells; 224 without that. */
    private int edge(String key) {
        ImageSize sides = new PreprocessorSettings(fields, USUAL).sides(key);
        if (sides.width() != sides.height()) {
            throw fields.wrong(key, null);
        }
        return sides.width();
    }

    private InputSpec convNext() {
        if (cropped(false)) {
            throw fields.wrong("do_center_crop", null);
        }
        JsonFields told = fields.isObject("size") ? fields.object("size") : null;
        if (told != null && (!told.has("shortest_edge") || told.json().size() > 1)) {
            throw fields.wrong("size", null);
        }
        int edge = told == null ? fields.integer("size", STRETCHED) : told.integer("shortest_edge", STRETCHED);
        if (edge < 1) {
            throw fields.wrong("size", null);
        }
        JsonObject same = fields.json().deepCopy();
        same.add("crop_size", PreprocessorFile.square(edge));
        same.addProperty("do_center_crop", edge < STRETCHED);
        if (edge < STRETCHED) {
            same.add("size", shortestEdge(uncropped(edge)));
        } else {
            same.add("size", PreprocessorFile.square(edge));
        }
        JsonObject defaults = new JsonObject();
        defaults.addProperty("image_mean", 0.5);
        defaults.addProperty("image_std", 0.5);
        return PreprocessorFile.input(defaults, new JsonFields(fields.file(), same), edge);
    }

    private static JsonObject shortestEdge(int edge) {
        JsonObject size = new JsonObject();
        size.addProperty("shortest_edge", edge);
        return size;
    }

    /** The shorter side before the middle is cut out. */
    private int uncropped(int edge) {
        double share = fields.decimal("crop_pct", CROPPED);
        double uncropped = Math.floor(edge / share);
        if (!(share > 0) || uncropped < 1 || uncropped * uncropped > PictureFiles.MAX_PIXELS) {
            throw fields.wrong("crop_pct", null);
        }
        return (int) uncropped;
    }
}
