package org.triggerworkbench.model.card;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.compute.file.FileNames;
import org.triggerworkbench.data.picture.CenterCrop;
import org.triggerworkbench.data.picture.Resampling.Filter;
import org.triggerworkbench.data.picture.Scaling;
import org.triggerworkbench.model.ImageSize;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.InputSpec.Resize;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.network.Architecture;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * What a {@code model.json} says; null where it is silent.
 *
 * @param architecture a name of {@link Architecture#names()}
 * @param labels class names in the order of the logits
 * @param size of the input
 * @param resize length in pixels of the shorter side before the middle of the input's size is cut out
 * @param stretch width and height that a picture is scaled to, whatever its proportions, instead of {@code resize}
 * @param filter how new pixels are made in scaling
 * @param mean of each channel
 * @param std of each channel
 * @param output number or key of the output that holds the logits, for a TorchScript file with several
 */
public record ModelCardFile(
        @Nullable String architecture,
        @Nullable List<String> labels,
        @Nullable ImageSize size,
        @Nullable Integer resize,
        @Nullable ImageSize stretch,
        @Nullable Filter filter,
        float @Nullable [] mean,
        float @Nullable [] std,
        @Nullable String output,
        @Nullable String name,
        @Nullable String licence) {
    /** Says nothing. */
    public static final ModelCardFile NONE =
            new ModelCardFile(null, null, null, null, null, null, null, null, null, null, null);

    static final List<String> KEYS =
            List.of("architecture", "labels", "size", "resize", "filter", "mean", "std", "output", "name", "licence");
    private static final String FILE = "model.json";
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /**
     * The card of a model file or folder: {@code NAME.model.json} beside a file NAME.pt, else {@code model.json} in its
     * folder; null without one.
     */
    public static @Nullable Path find(Path model) {
        Path folder = Files.isDirectory(model) ? model : model.toAbsolutePath().getParent();
        Path own = model.resolveSibling(nameOf(model) + "." + FILE);
        if (Files.isRegularFile(own)) {
            return own;
        }
        return folder != null && Files.isRegularFile(folder.resolve(FILE)) ? folder.resolve(FILE) : null;
    }

    /**
     * Reads a card strictly.
     *
     * @throws InputException if it is not JSON, has an unknown key (the nearest known one is named) or a wrong value
     */
    public static ModelCardFile read(Path file) {
        return ModelCardReader.read(file);
    }

    /**
     * Writes a card, whole or not at all.
     *
     * @throws InputException if the file cannot be written
     */
    public static void write(Path file, ModelCard card) {
        JsonObject json = new JsonObject();
        json.addProperty("architecture", card.architecture());
        json.add("labels", GSON.toJsonTree(card.labels()));
        InputSpec input = card.input();
        json.add("size", pair(input.width(), input.height()));
        Scaling scaling = input.scaling();
        if (scaling.kind() == Scaling.Kind.SHORTEST_EDGE) {
            json.addProperty("resize", scaling.width());
        } else if (scaling.kind() == Scaling.Kind.EXACT) {
            json.add("resize", pair(scaling.width(), scaling.height()));
        }
        if (scaling.filter() != filterOf(card.architecture())) {
            json.addProperty("filter", scaling.filter().name().toLowerCase(Locale.ROOT));
        }
        json.add("mean", GSON.toJsonTree(input.mean()));
        json.add("std", GSON.toJsonTree(input.std()));
        json.addProperty("name", card.name());
        json.addProperty("licence", card.licence());
        AtomicFiles.write(file, (GSON.toJson(json) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** What stands where a card names no filter. */
    private static Filter filterOf(String architecture) {
        Architecture known = Architecture.find(architecture);
        return known == null ? Filter.BILINEAR : known.input().scaling().filter();
    }

    private static JsonArray pair(int width, int height) {
        JsonArray pair = new JsonArray();
        pair.add(width);
        pair.add(height);
        return pair;
    }

    /** The whole card: what this file says, else the given defaults. */
    public ModelCard card(String defaultName, String architectureName, List<String> defaultLabels, InputSpec defaults) {
        InputSpec sized = size == null ? defaults : defaults.withSize(size);
        InputSpec input = new InputSpec(
                sized.width(),
                sized.height(),
                mean == null ? defaults.mean() : mean,
                std == null ? defaults.std() : std,
                resized(sized));
        return new ModelCard(
                name == null ? defaultName : name,
                architectureName,
                labels == null ? defaultLabels : labels,
                input,
                licence == null ? "" : licence);
    }

    private Resize resized(InputSpec sized) {
        Resize usual = sized.resize();
        Filter made = filter == null ? sized.scaling().filter() : filter;
        if (stretch != null) {
            boolean whole = stretch.width() == sized.width() && stretch.height() == sized.height();
            return Resize.to(
                    Scaling.exact(stretch.width(), stretch.height(), made), whole ? CenterCrop.NONE : usual.crop());
        }
        if (resize != null) {
            return Resize.to(Scaling.shortestEdge(resize, made), usual.crop());
        }
        Scaling scaling = usual.scaling();
        return new Resize(
                scaling == null ? null : new Scaling(scaling.kind(), scaling.width(), scaling.height(), made),
                usual.shortestEdge(),
                made,
                usual.crop());
    }

    /** What this says, and where it is silent what another says. */
    public ModelCardFile orElse(ModelCardFile other) {
        return new ModelCardFile(
                architecture == null ? other.architecture : architecture,
                labels == null ? other.labels : labels,
                size == null ? other.size : size,
                resize == null && stretch == null ? other.resize : resize,
                resize == null && stretch == null ? other.stretch : stretch,
                filter == null ? other.filter : filter,
                mean == null ? other.mean : mean,
                std == null ? other.std : std,
                output == null ? other.output : output,
                name == null ? other.name : name,
                licence == null ? other.licence : licence);
    }

    /** Refuses labels that are not one for each class; none at all are fine. */
    public void requireLabels(Path model, int classes) {
        if (labels != null && !labels.isEmpty() && labels.size() != classes) {
            throw new InputException(
                    Messages.of(ModelCardFile.class).get("card.labels", model, labels.size(), classes));
        }
    }

    /** Name for users of a model without a card: its file's, but its folder's where the file is called as in any folder. */
    public static String displayName(Path model) {
        Path folder = model.toAbsolutePath().normalize().getParent();
        String name = nameOf(model);
        return name.equals("model") && folder != null && folder.getFileName() != null ? nameOf(folder) : name;
    }

    /** File name without its last extension. */
    public static String nameOf(Path model) {
        Path named = model.toAbsolutePath().normalize();
        return Files.isDirectory(model) ? String.valueOf(named.getFileName()) : FileNames.stem(named);
    }
}
