package org.triggerworkbench.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Typed access to the fields of a JSON file; a wrong one is reported with the file's name. */
public record JsonFields(Path file, JsonObject json) {
    private static final Messages TEXT = Messages.of(JsonFields.class);
    private static final long MOST_BYTES = 32L << 20;

    public static JsonFields read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new InputException(TEXT.get("json.long", file, Files.size(file) >> 20, MOST_BYTES >> 20));
            }
            return new JsonFields(
                    file, JsonParser.parseString(Files.readString(file)).getAsJsonObject());
        } catch (CharacterCodingException e) {
            throw new InputException(TEXT.get("json.damaged", file), e);
        } catch (IOException e) {
            throw new InputException(TEXT.get("file.unreadable", file), e);
        } catch (JsonParseException | IllegalStateException e) {
            throw new InputException(TEXT.get("json.damaged", file), e);
        }
    }

    /** The fields of a file; no fields where there is no such file. */
    public static JsonFields orNone(Path file) {
        return Files.exists(file) ? read(file) : new JsonFields(file, new JsonObject());
    }

    /** The fields of an object; no fields where it is missing or null. */
    public JsonFields object(String key) {
        JsonElement element = json.get(key);
        if (element == null || element.isJsonNull()) {
            return new JsonFields(file, new JsonObject());
        }
        if (!element.isJsonObject()) {
            throw wrong(key, null);
        }
        return new JsonFields(file, element.getAsJsonObject());
    }

    /** These fields with those of another object put over them. */
    public JsonFields with(JsonFields other) {
        JsonObject merged = json.deepCopy();
        other.json.asMap().forEach(merged::add);
        return new JsonFields(file, merged);
    }

    public boolean has(String key) {
        JsonElement element = json.get(key);
        return element != null && !element.isJsonNull();
    }

    public boolean isObject(String key) {
        JsonElement element = json.get(key);
        return element != null && element.isJsonObject();
    }

    public int integer(String key, int missing) {
        try {
            return has(key) ? json.get(key).getAsBigDecimal().intValueExact() : missing;
        } catch (RuntimeException e) {
            throw wrong(key, e);
        }
    }

    public float number(String key, float missing) {
        try {
            return has(key) ? json.get(key).getAsFloat() : missing;
        } catch (RuntimeException e) {
            throw wrong(key, e);
        }
    }

    public double decimal(String key, double missing) {
        try {
            return has(key) ? json.get(key).getAsDouble() : missing;
        } catch (RuntimeException e) {
            throw wrong(key, e);
        }
    }

    /** True or false; a field that is there but null is false, as Python takes it. */
    public boolean truth(String key, boolean missing) {
        if (!json.has(key)) {
            return missing;
        }
        if (json.get(key).isJsonNull()) {
            return false;
        }
        if (json.get(key) instanceof JsonPrimitive value && value.isBoolean()) {
            return value.getAsBoolean();
        }
        throw wrong(key, null);
    }

    public String text(String key, String missing) {
        try {
            return has(key) ? json.get(key).getAsString() : missing;
        } catch (RuntimeException e) {
            throw wrong(key, e);
        }
    }

    /** Whole numbers. */
    public List<Integer> integers(String key, List<Integer> missing) {
        if (!has(key)) {
            return missing;
        }
        try {
            return json.get(key).getAsJsonArray().asList().stream()
                    .map(number -> number.getAsBigDecimal().intValueExact())
                    .toList();
        } catch (RuntimeException e) {
            throw wrong(key, e);
        }
    }

    /** Three finite numbers, one per channel; one number is meant for all. */
    public float[] triple(String key, float[] missing) {
        if (!has(key)) {
            return missing.clone();
        }
        float[] values = new float[3];
        try {
            JsonElement told = json.get(key);
            if (told.isJsonArray() && told.getAsJsonArray().size() != 3) {
                throw wrong(key, null);
            }
            for (int i = 0; i < 3; i++) {
                values[i] = (told.isJsonArray() ? told.getAsJsonArray().get(i) : told).getAsFloat();
            }
        } catch (InputException e) {
            throw e;
        } catch (RuntimeException e) {
            throw wrong(key, e);
        }
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw wrong(key, null);
            }
        }
        return values;
    }

    public InputException wrong(String key, @Nullable Throwable cause) {
        String sentence = TEXT.get("json.field", file, key, FileWord.shown(String.valueOf(json.get(key))));
        return cause == null ? new InputException(sentence) : new InputException(sentence, cause);
    }
}
