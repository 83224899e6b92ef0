package org.triggerworkbench.model.clip;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.triggerworkbench.model.JsonFields;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * The tokenizer of a SigLIP folder with spiece.model, as transformers' SiglipTokenizer reads it: texts in lower case, without
 * ASCII punctuation, white space brought to single spaces, the table of characters followed, the most probable pieces, an end
 * token behind them. Its ids are those of Python but for three rare kinds of text: special tokens written out in it, a capital
 * sigma that ends a word, and an accent behind a letter that the table replaces (a ligature, a number in a circle), which the
 * library drops.
 */
final class PieceTokenizer {
    static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    private static final Messages TEXT = Messages.of(PieceTokenizer.class);
    private static final String SPACE = "\u2581";

    private PieceTokenizer() {}

    /**
     * The tokenizer.json that says the same.
     *
     * @param told tokenizer_config.json
     * @throws InputException if a file is damaged or asks for what is not done here
     */
    static byte[] json(Path file, JsonFields told) {
        requireNothingMore(told, JsonFields.orNone(file.resolveSibling(SpecialTokens.ADDED)));
        PieceFile read = PieceFile.read(file);
        String end = token(told, "eos_token", "</s>");
        String unknown = token(told, "unk_token", "<unk>");
        JsonArray added = new JsonArray();
        for (String token : List.of(end, unknown)) {
            if (read.id(token) < 0) {
                throw new InputException(TEXT.get("pieces.special", file, FileWord.shown(token)));
            }
            added.add(added(token, read.id(token)));
        }
        JsonObject root = new JsonObject();
        root.addProperty("version", "1.0");
        root.add("truncation", JsonNull.INSTANCE);
        root.add("padding", JsonNull.INSTANCE);
        root.add("added_tokens", added);
        root.add("normalizer", normalizer(read, told.truth("do_lower_case", true)));
        JsonObject split = JsonParser.parseString("""
                        {"type": "Metaspace", "prepend_scheme": "never", "split": true}""").getAsJsonObject();
        split.addProperty("replacement", SPACE);
        root.add("pre_tokenizer", split);
        root.add("post_processor", TokenizerFile.processor(List.of(), end, read::id));
        root.add("decoder", split.deepCopy());
        root.add("model", model(read));
        return root.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Refuses tokens beyond those of the pieces, and splitting by chance.
     *
     * @param before how added tokens were told when tokenizer_config.json did not yet
     */
    private static void requireNothingMore(JsonFields told, JsonFields before) {
        List<String> known = List.of(
                token(told, "eos_token", "</s>"), token(told, "unk_token", "<unk>"), token(told, "pad_token", "</s>"));
        JsonFields added = told.object("added_tokens_decoder");
        for (String id : added.json().keySet()) {
            if (!known.contains(SpecialTokens.text(added.json().get(id)))) {
                throw added.wrong(id, null);
            }
        }
        for (String token : before.json().keySet()) {
            if (!told.has("added_tokens_decoder") && !known.contains(token)) {
                throw before.wrong(token, null);
            }
        }
        for (String key : List.of("sp_model_kwargs", "extra_special_tokens", "additional_special_tokens")) {
            JsonElement value = told.json().get(key);
            boolean none = value == null
                    || value.isJsonNull()
                    || value.equals(new JsonArray())
                    || value.equals(new JsonObject());
            if (!none) {
                throw told.wrong(key, null);
            }
        }
        if (told.truth("split_special_tokens", false)) {
            throw told.wrong("split_special_tokens", null);
        }
    }

    private static String token(JsonFields told, String key, String usual) {
        String token = SpecialTokens.text(told.json().get(key));
        return token.isEmpty() ? usual : token;
    }

    private static JsonObject added(String token, int id) {
        return SpecialTokens.described(Path.of(PieceFile.NAME), new JsonPrimitive(token), true, id);
    }

    private static JsonObject normalizer(PieceFile read, boolean lower) {
        JsonArray steps = new JsonArray();
        steps.add(replaced("String", SPACE, " "));
        if (lower) {
            steps.add(step("Lowercase"));
        }
        steps.add(replaced("Regex", "[" + PUNCTUATION.replaceAll("\\p{Punct}", "\\\\$0") + "]", ""));
        steps.add(replaced("Regex", "\\s+", " "));
        steps.add(stripped());
        if (read.table().length > 0) {
            JsonObject table = step("Precompiled");
            table.addProperty("precompiled_charsmap", Base64.getEncoder().encodeToString(read.table()));
            steps.add(table);
        }
        steps.add(replaced("Regex", " {2,}", " "));
        steps.add(stripped());
        JsonObject first = step("Prepend");
        first.addProperty("prepend", SPACE);
        steps.add(first);
        JsonObject json = step("Sequence");
        json.add("normalizers", steps);
        return json;
    }

    private static JsonObject step(String type) {
        JsonObject step = new JsonObject();
        step.addProperty("type", type);
        return step;
    }

    private static JsonObject replaced(String kind, String pattern, String content) {
        JsonObject told = new JsonObject();
        told.addProperty(kind, pattern);
        JsonObject step = step("Replace");
        step.add("pattern", told);
        step.addProperty("content", content);
        return step;
    }

    private static JsonObject stripped() {
        JsonObject step = step("Strip");
        step.addProperty("strip_left", true);
        step.addProperty("strip_right", true);
        return step;
    }

    private static JsonObject model(PieceFile read) {
        JsonArray pieces = new JsonArray();
        for (PieceFile.Piece piece : read.pieces()) {
            JsonArray scored = new JsonArray();
            scored.add(piece.text());
            scored.add((double) piece.score());
            pieces.add(scored);
        }
        JsonObject json = step("Unigram");
        json.addProperty("unk_id", read.unknown());
        json.add("vocab", pieces);
        json.addProperty("byte_fallback", read.inBytes());
        return json;
    }
}
