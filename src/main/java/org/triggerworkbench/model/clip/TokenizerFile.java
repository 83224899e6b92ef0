package org.triggerworkbench.model.clip;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToIntFunction;
import org.triggerworkbench.compute.file.AtomicFiles;

/** Writes tokenizer.json as the tokenizers library lays CLIP's out. */
final class TokenizerFile {
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    private TokenizerFile() {}

    static void write(Path file, BpeVocabulary vocabulary) {
        JsonObject ids = new JsonObject();
        vocabulary.tokens().forEach(token -> ids.addProperty(token, ids.size()));
        JsonArray merges = new JsonArray();
        vocabulary.merges().forEach(pair -> {
            JsonArray both = new JsonArray();
            both.add(pair.left());
            both.add(pair.right());
            merges.add(both);
        });
        AtomicFiles.write(file, json(ids, merges, SpecialTokens.of(vocabulary)));
    }

    /**
     * The content of a tokenizer.json.
     *
     * @param ids of the tokens
     * @param merges pairs of tokens, the first to be merged first
     */
    static byte[] json(JsonObject ids, JsonArray merges, SpecialTokens special) {
        JsonObject root = new JsonObject();
        root.addProperty("version", "1.0");
        root.add("truncation", JsonNull.INSTANCE);
        root.add("padding", JsonNull.INSTANCE);
        root.add("added_tokens", special.added());
        root.add("normalizer", normalizer());
        root.add("pre_tokenizer", preTokenizer());
        root.add("post_processor", processor(List.of(special.start()), special.end(), special::id));
        root.add("decoder", byteLevel(true));
        root.add("model", model(ids, merges, special.unknown()));
        return (GSON.toJson(root) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static JsonObject specialToken(String token, int id) {
        JsonObject json = new JsonObject();
        json.addProperty("id", token);
        JsonArray ids = new JsonArray();
        ids.add(id);
        json.add("ids", ids);
        JsonArray tokens = new JsonArray();
        tokens.add(token);
        json.add("tokens", tokens);
        return json;
    }

    private static JsonObject normalizer() {
        return JsonParser.parseString("""
                        {"type": "Sequence", "normalizers": [
                          {"type": "NFC"},
                          {"type": "Replace", "pattern": {"Regex": "\\\\s+"}, "content": " "},
                          {"type": "Lowercase"}]}
                        """).getAsJsonObject();
    }

    private static JsonObject preTokenizer() {
        JsonObject pattern = new JsonObject();
        pattern.addProperty("Regex", BpeVocabulary.WORDS);
        JsonObject split = new JsonObject();
        split.addProperty("type", "Split");
        split.add("pattern", pattern);
        split.addProperty("behavior", "Removed");
        split.addProperty("invert", true);
        JsonArray steps = new JsonArray();
        steps.add(split);
        steps.add(byteLevel(false));
        JsonObject json = new JsonObject();
        json.addProperty("type", "Sequence");
        json.add("pretokenizers", steps);
        return json;
    }

    private static JsonObject byteLevel(boolean prefixSpace) {
        JsonObject json = new JsonObject();
        json.addProperty("type", "ByteLevel");
        json.addProperty("add_prefix_space", prefixSpace);
        json.addProperty("trim_offsets", true);
        json.addProperty("use_regex", true);
        return json;
    }

    /** @param start what is put in front of a text */
    static JsonObject processor(List<String> start, String end, ToIntFunction<String> id) {
        JsonArray single = new JsonArray();
        start.forEach(token -> single.add(piece("SpecialToken", token, 0)));
        single.add(piece("Sequence", "A", 0));
        single.add(piece("SpecialToken", end, 0));
        JsonArray pair = new JsonArray();
        pair.add(piece("Sequence", "A", 0));
        pair.add(piece("Sequence", "B", 1));
        JsonObject described = new JsonObject();
        start.forEach(token -> described.add(token, specialToken(token, id.applyAsInt(token))));
        described.add(end, specialToken(end, id.applyAsInt(end)));
        JsonObject json = new JsonObject();
        json.addProperty("type", "TemplateProcessing");
        json.add("single", single);
        json.add("pair", pair);
        json.add("special_tokens", described);
        return json;
    }

    private static JsonObject piece(String kind, String id, int type) {
        JsonObject told = new JsonObject();
        told.addProperty("id", id);
        told.addProperty("type_id", type);
        JsonObject piece = new JsonObject();
        piece.add(kind, told);
        return piece;
    }

    private static JsonObject model(JsonObject ids, JsonArray merges, String unknown) {
        JsonObject json = new JsonObject();
        json.addProperty("type", "BPE");
        json.add("dropout", JsonNull.INSTANCE);
        json.addProperty("unk_token", unknown);
        json.add("continuing_subword_prefix", JsonNull.INSTANCE);
        json.addProperty("end_of_word_suffix", BpeVocabulary.WORD_END);
        json.addProperty("fuse_unk", false);
        json.addProperty("byte_fallback", false);
        json.addProperty("ignore_merges", false);
        json.add("vocab", ids);
        json.add("merges", merges);
        return json;
    }
}
