package org.triggerworkbench.model.card;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.data.picture.Resampling.Filter;
import org.triggerworkbench.model.ImageSize;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.text.NearestWord;

/** Reads one {@code model.json}, checking every key and value. */
final class ModelCardReader {
    private static final Messages TEXT = Messages.of(ModelCardReader.class);

    private final Path file;
    private final JsonObject json;

    private ModelCardReader(Path file, JsonObject json) {
        this.file = file;
        this.json = json;
    }

    static ModelCardFile read(Path file) {
        JsonElement root;
        try {
            root = JsonParser.parseString(Files.readString(file));
        } catch (IOException | JsonParseException e) {
            throw new InputException(TEXT.get("card.unreadable", file), e);
        }
        if (!root.isJsonObject()) {
            throw new InputException(TEXT.get("card.unreadable", file));
        }
        JsonObject object = root.getAsJsonObject();
        for (String key : object.keySet()) {
            if (!ModelCardFile.KEYS.contains(key)) {
                throw new InputException(
                        TEXT.get("card.key", file, FileWord.shown(key), NearestWord.of(key, ModelCardFile.KEYS)));
            }
        }
        ModelCardReader reader = new ModelCardReader(file, object);
        // Many messages name a model by it.
        String name = reader.text("name");
        return new ModelCardFile(
                reader.text("architecture"),
                reader.labels(),
                reader.size(),
                reader.resize(),
                reader.stretch(),
                reader.filter(),
                reader.channels("mean", -1000),
                reader.channels("std", Float.MIN_VALUE),
                reader.output(),
                name == null ? null : FileWord.shown(name),
                reader.text("licence"));
    }

    private @Nullable String text(String key) {
        JsonElement value = json.get(key);
        return value == null ? null : string(key, value);
    }

    private String string(String key, JsonElement value) {
        if (value instanceof JsonPrimitive primitive && primitive.isString()) {
            return primitive.getAsString();
        }
        throw wrong(key);
    }

    private @Nullable List<String> labels() {
        JsonElement value = json.get("labels");
        if (value == null) {
            return null;
        }
        if (!(value instanceof JsonArray array)) {
            throw wrong("labels");
        }
        List<String> labels = new ArrayList<>();
        array.forEach(label -> labels.add(string("labels", label)));
        return labels;
    }

    /** One number for a square, or width and height. */
    private @Nullable ImageSize size() {
        JsonElement value = json.get("size");
        if (value == null || value instanceof JsonArray) {
            return pair("size");
        }
        int edge = pixels("size", value);
        return new ImageSize(edge, edge);
    }

    /** Width and height; null where there is no list. */
    private @Nullable ImageSize pair(String key) {
        if (!(json.get(key) instanceof JsonArray array)) {
            return null;
        }
        if (array.size() != 2) {
            throw wrong(key);
        }
        return new ImageSize(pixels(key, array.get(0)), pixels(key, array.get(1)));
    }

    private @Nullable Integer resize() {
        JsonElement value = json.get("resize");
        return value == null || value instanceof JsonArray ? null : pixels("resize", value);
    }

    private @Nullable ImageSize stretch() {
        return pair("resize");
    }

    private @Nullable Filter filter() {
        String told = text("filter");
        if (told == null) {
            return null;
        }
        return Arrays.stream(Filter.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(told))
                .findFirst()
                .orElseThrow(() -> wrong("filter"));
    }

    private int pixels(String key, JsonElement value) {
        double number = number(key, value);
        if (number < 1 || number > 4096 || number != Math.rint(number)) {
            throw wrong(key);
        }
        return (int) number;
    }

    /** A number or a key. */
    private @Nullable String output() {
        JsonElement value = json.get("output");
        if (value == null) {
            return null;
        }
        if (value instanceof JsonPrimitive told && (told.isNumber() || told.isString())) {
            return told.getAsString();
        }
        throw wrong("output");
    }

    private float @Nullable [] channels(String key, float least) {
        JsonElement value = json.get(key);
        if (value == null) {
            return null;
        }
        if (!(value instanceof JsonArray array) || array.size() != 3) {
            throw wrong(key);
        }
        float[] channels = new float[3];
        for (int i = 0; i < 3; i++) {
            channels[i] = (float) number(key, array.get(i));
            if (!(channels[i] >= least) || Float.isInfinite(channels[i])) {
                throw wrong(key);
            }
        }
        return channels;
    }

    private double number(String key, JsonElement value) {
        if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
            return primitive.getAsDouble();
        }
        throw wrong(key);
    }

    private InputException wrong(String key) {
        return new InputException(TEXT.get("card.value", file, key, TEXT.get("card.form." + key)));
    }
}
