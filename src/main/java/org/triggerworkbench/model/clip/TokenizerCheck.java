package org.triggerworkbench.model.clip;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * A tokenizer.json that was read here before the native library sees it, which ends the process on some faults. The library
 * gets what was understood, written anew, not the file.
 *
 * @param json for the library
 * @param missing the id that stands for a token for the unknown that the vocabulary lacks; -1 where it lacks none
 */
record TokenizerCheck(byte[] json, int missing) {
    private static final Messages TEXT = Messages.of(TokenizerCheck.class);
    private static final int MOST_BYTES = 128 << 20;
    private static final int DEEPEST = 64;
    private static final int HIGHEST_ID = 10_000_000;
    private static final String MISSING = "<the token for the unknown, which is missing>";
    private static final Set<String> BY_VOCABULARY = Set.of("BPE", "WordPiece", "WordLevel");

    /**
     * Checks the content of a file.
     *
     * @throws InputException if it is not JSON, nested too deep, or no tokenizer by its parts
     */
    static TokenizerCheck of(Path file, byte[] content) {
        if (content.length > MOST_BYTES) {
            throw wrong(file, TEXT.get("tokenizer.fault.long", content.length >> 20, MOST_BYTES >> 20));
        }
        JsonObject root = parse(file, new String(content, StandardCharsets.UTF_8));
        if (!(root.get("model") instanceof JsonObject model)) {
            throw wrong(file, TEXT.get("tokenizer.fault.part", "model"));
        }
        String fault = TokenizerParts.fault(root, model);
        if (fault != null) {
            throw wrong(file, fault);
        }
        String type = model.get("type") instanceof JsonPrimitive told ? told.getAsString() : "BPE";
        int missing = -1;
        if (type.equals("Unigram")) {
            requireUnigram(file, model);
        } else if (BY_VOCABULARY.contains(type)) {
            int highest = highestId(file, root, model);
            missing = withUnknown(file, model, highest + 1);
        } else {
            throw wrong(file, TEXT.get("tokenizer.fault.type", FileWord.shown(type)));
        }
        return new TokenizerCheck(root.toString().getBytes(StandardCharsets.UTF_8), missing);
    }

    /** Before it is parsed, so that nothing here or there goes down level by level. */
    private static void requireDepth(Path file, String text) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                i += c == '\\' ? 1 : 0;
                quoted = c != '"';
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                depth++;
                if (depth > DEEPEST) {
                    throw wrong(file, TEXT.get("tokenizer.fault.deep", DEEPEST));
                }
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
    }

    /** @throws InputException if it is not JSON in the strict sense, or nested too deep */
    static JsonObject parse(Path file, String text) {
        requireDepth(file, text);
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement root = JsonParser.parseReader(reader);
            if (reader.peek() == JsonToken.END_DOCUMENT && root instanceof JsonObject object) {
                return object;
            }
            throw wrong(file, TEXT.get("tokenizer.fault.json"));
        } catch (JsonParseException | IOException | IllegalStateException | NumberFormatException e) {
            throw new InputException(TEXT.get("tokenizer.damaged", file, TEXT.get("tokenizer.fault.json")), e);
        }
    }

    /** The highest id that any token has. */
    private static int highestId(Path file, JsonObject root, JsonObject model) {
        if (!(model.get("vocab") instanceof JsonObject vocabulary)) {
            throw wrong(file, TEXT.get("tokenizer.fault.part", "vocab"));
        }
        int highest = -1;
        for (JsonElement id : vocabulary.asMap().values()) {
            highest = Math.max(highest, id(file, id));
        }
        if (root.get("added_tokens") instanceof JsonArray added) {
            for (JsonElement token : added) {
                if (!(token instanceof JsonObject told)) {
                    throw wrong(file, TEXT.get("tokenizer.fault.part", "added_tokens"));
                }
                highest = Math.max(highest, id(file, told.get("id")));
            }
        }
        return highest;
    }

    /** @throws InputException if it is no id of a token */
    static int id(Path file, @Nullable JsonElement element) {
        if (element instanceof JsonPrimitive number && number.isNumber()) {
            double id = number.getAsDouble();
            if (id >= 0 && id <= HIGHEST_ID && id == Math.rint(id)) {
                return (int) id;
            }
        }
        throw wrong(file, TEXT.get("tokenizer.fault.id", FileWord.shown(String.valueOf(element)), HIGHEST_ID));
    }

    /**
     * The library dies of a text with a letter that it does not know where the token for it is not in the vocabulary. It gets
     * one, by which such texts are recognised.
     */
    private static int withUnknown(Path file, JsonObject model, int free) {
        JsonElement unknown = model.get("unk_token");
        if (unknown == null || unknown.isJsonNull()) {
            return -1;
        }
        if (!(unknown instanceof JsonPrimitive told) || !told.isString()) {
            throw wrong(file, TEXT.get("tokenizer.fault.part", "unk_token"));
        }
        JsonObject vocabulary = model.getAsJsonObject("vocab");
        if (vocabulary.has(told.getAsString())) {
            return -1;
        }
        vocabulary.addProperty(MISSING, free);
        model.addProperty("unk_token", MISSING);
        return free;
    }

    private static void requireUnigram(Path file, JsonObject model) {
        if (!(model.get("vocab") instanceof JsonArray vocabulary)) {
            throw wrong(file, TEXT.get("tokenizer.fault.part", "vocab"));
        }
        JsonElement unknown = model.get("unk_id");
        if (unknown != null && !unknown.isJsonNull() && id(file, unknown) >= vocabulary.size()) {
            throw wrong(file, TEXT.get("tokenizer.fault.unknown", FileWord.shown(unknown.toString())));
        }
    }

    private static InputException wrong(Path file, String fault) {
        return new InputException(TEXT.get("tokenizer.damaged", file, fault));
    }
}
