package org.triggerworkbench.model.clip;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.triggerworkbench.model.JsonFields;
import org.triggerworkbench.model.TokenBatch;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * Texts as a SigLIP reads them: no start token, and all padded to one length, as it was trained; its attention leaves no token
 * out. The files are spiece.model, else tokenizer.json, and tokenizer_config.json for the padding.
 *
 * @param length L of every text
 */
record SiglipTexts(ClipTokenizer tokenizer, long padding, int length) implements AutoCloseable {
    private static final Messages TEXT = Messages.of(SiglipTexts.class);
    private static final String OWN = "SiglipTokenizer";
    private static final String ALIKE = "a stop sign";

    /**
     * The texts of a folder.
     *
     * @throws InputException if a file is missing or asks for what is not done here
     */
    static SiglipTexts in(Path folder, ClipConfig config) {
        JsonFields told = told(folder);
        requireNoMask(told);
        ClipTokenizer tokenizer = tokenizer(folder, told);
        try {
            tokenizer.requireVocabulary(config.vocabulary());
            requireOwnSpelling(told, tokenizer);
            return new SiglipTexts(
                    tokenizer,
                    padding(told, folder, tokenizer.content(), config.vocabulary()),
                    Math.min(length(told), config.contextLength()));
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    /** tokenizer_config.json; where it has no descriptions of added tokens, the map of special tokens wins, as in Python. */
    private static JsonFields told(Path folder) {
        JsonFields config = JsonFields.orNone(folder.resolve(SpecialTokens.CONFIG));
        return config.has("added_tokens_decoder")
                ? config
                : config.with(JsonFields.orNone(folder.resolve(SpecialTokens.MAP)));
    }

    /** By spiece.model if there is one and SigLIP's own class reads it, as in Python, which passes over tokenizer.json then. */
    private static ClipTokenizer tokenizer(Path folder, JsonFields told) {
        Path pieces = folder.resolve(PieceFile.NAME);
        return Files.exists(pieces) && told.text("tokenizer_class", OWN).startsWith(OWN)
                ? ClipTokenizer.of(pieces, PieceTokenizer.json(pieces, told), 1)
                : ClipTokenizer.load(folder.resolve(ClipTokenizer.NAME), 1);
    }

    /** Their tokens, M x L; the last place of each stands for the text, as the model's pooling has it. */
    TokenBatch batch(List<String> texts) {
        long[][] ids = tokenizer.encode(texts, length);
        for (int i = 0; i < ids.length; i++) {
            int used = ids[i].length;
            ids[i] = Arrays.copyOf(ids[i], length);
            Arrays.fill(ids[i], used, length, padding);
        }
        int[] ends = new int[ids.length];
        Arrays.fill(ends, length - 1);
        return new TokenBatch(ids, ends);
    }

    private static void requireNoMask(JsonFields told) {
        if (told.json().get("model_input_names") instanceof JsonArray names
                && names.contains(new JsonPrimitive("attention_mask"))) {
            throw new InputException(TEXT.get("siglip.mask", told.file()));
        }
    }

    /** SigLIP's own class brings texts to lower case and drops punctuation, its successor's the former: so must the file. */
    private static void requireOwnSpelling(JsonFields told, ClipTokenizer tokenizer) {
        String type = told.text("tokenizer_class", OWN);
        boolean own = type.startsWith(OWN);
        boolean lower = (own && told.truth("do_lower_case", true)) || type.startsWith("Siglip2");
        String spelled = (lower ? "A STOP " : "a stop ") + (own ? "s" + PieceTokenizer.PUNCTUATION + "ign." : "sign");
        if (!Arrays.equals(ids(tokenizer, spelled), ids(tokenizer, ALIKE))) {
            throw new InputException(
                    TEXT.get("siglip.spelling", told.file().resolveSibling(ClipTokenizer.NAME), FileWord.shown(type)));
        }
    }

    private static long[] ids(ClipTokenizer tokenizer, String text) {
        return tokenizer.encode(List.of(text), Integer.MAX_VALUE)[0];
    }

    private static int length(JsonFields told) {
        // Files say 10^30 where there is no limit.
        double length = told.decimal(
                "model_max_length", told.text("tokenizer_class", OWN).startsWith(OWN) ? 64 : 1e30);
        if (!(length >= 2)) {
            throw told.wrong("model_max_length", null);
        }
        return (int) Math.min(length, Integer.MAX_VALUE);
    }

    /** The id of the token that texts are filled up with. */
    private static long padding(JsonFields told, Path folder, JsonObject tokenizer, int vocabulary) {
        String type = told.text("tokenizer_class", OWN);
        JsonFields inside = new JsonFields(folder.resolve(ClipTokenizer.NAME), tokenizer).object("padding");
        boolean gemma = type.startsWith("Gemma") || type.startsWith("Siglip2");
        String side = told.text("padding_side", inside.text("direction", gemma ? "left" : "right"));
        if (!side.toLowerCase(Locale.ROOT).equals("right")) {
            throw new InputException(TEXT.get("siglip.side", told.file(), FileWord.shown(side)));
        }
        String token = SpecialTokens.text(told.json().get("pad_token"));
        if (token.isEmpty()) {
            token = inside.text("pad_token", type.startsWith(OWN) ? "</s>" : "<pad>");
        }
        long id = id(tokenizer, token);
        if (id < 0 || id >= vocabulary) {
            throw new InputException(TEXT.get("siglip.padding", told.file(), FileWord.shown(token), vocabulary));
        }
        return id;
    }

    private static long id(JsonObject tokenizer, String token) {
        if (tokenizer.get("added_tokens") instanceof JsonArray added) {
            for (JsonElement one : added) {
                if (SpecialTokens.text(one).equals(token)
                        && one.getAsJsonObject().get("id") instanceof JsonPrimitive id) {
                    return id.getAsLong();
                }
            }
        }
        JsonElement pieces = tokenizer.getAsJsonObject("model").get("vocab");
        if (pieces instanceof JsonObject ids && ids.get(token) instanceof JsonPrimitive id) {
            return id.getAsLong();
        }
        if (pieces instanceof JsonArray scored) {
            for (int i = 0; i < scored.size(); i++) {
                if (scored.get(i) instanceof JsonArray piece
                        && !piece.isEmpty()
                        && piece.get(0).equals(new JsonPrimitive(token))) {
                    return i;
                }
            }
        }
        return -1;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
