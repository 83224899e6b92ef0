package org.triggerworkbench.model.clip;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.model.JsonFields;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * The special tokens of a CLIP tokenizer as the files beside vocab.json tell of them, each of which may be absent: {@value
 * #CONFIG}, else {@value #MAP} and {@value #ADDED}; in the order in which transformers takes them.
 *
 * @param added descriptions as {@code added_tokens} of a tokenizer.json has them, ids included
 * @param start put in front of each text
 * @param end put behind each text
 * @param unknown stands for what the vocabulary lacks
 */
record SpecialTokens(JsonArray added, String start, String end, String unknown) {
    static final String CONFIG = "tokenizer_config.json";
    static final String MAP = "special_tokens_map.json";
    static final String ADDED = "added_tokens.json";
    private static final Messages TEXT = Messages.of(SpecialTokens.class);
    private static final String START = "bos_token";
    private static final String END = "eos_token";
    private static final String UNKNOWN = "unk_token";
    private static final List<String> NAMED =
            List.of(START, END, UNKNOWN, "sep_token", "pad_token", "cls_token", "mask_token");
    private static final List<String> LISTS = List.of("extra_special_tokens", "additional_special_tokens");
    private static final List<String> FLAGS = List.of("single_word", "lstrip", "rstrip");

    /** The two special tokens of a vocabulary learned here. */
    static SpecialTokens of(BpeVocabulary vocabulary) {
        JsonArray added = new JsonArray();
        for (String token : List.of(BpeVocabulary.START, BpeVocabulary.END)) {
            int id = vocabulary.tokens().indexOf(token);
            added.add(described(Path.of(ClipTokenizer.NAME), new JsonPrimitive(token), true, id));
        }
        return new SpecialTokens(added, BpeVocabulary.START, BpeVocabulary.END, BpeVocabulary.END);
    }

    /**
     * @param ids of the tokens in vocab.json
     * @throws InputException if the tokenizer is told to be another than CLIP's, or an id is not the one the token has
     */
    static SpecialTokens read(Path folder, JsonObject ids) {
        JsonFields config = JsonFields.orNone(folder.resolve(CONFIG));
        requireClip(config);
        Known known = new Known(ids);
        Map<String, Named> named = named(config);
        JsonFields map = config.has("added_tokens_decoder")
                ? new JsonFields(config.file(), new JsonObject())
                : JsonFields.orNone(folder.resolve(MAP));
        if (config.has("added_tokens_decoder")) {
            JsonFields decoder = config.object("added_tokens_decoder");
            sorted(decoder)
                    .forEach(id -> known.put(config.file(), decoder.json().get(id), false, number(decoder, id)));
        } else {
            map.json().asMap().forEach((key, token) -> {
                if (isToken(key, token)) {
                    named.put(key, new Named(map.file(), special(token)));
                }
            });
            JsonFields added = JsonFields.orNone(folder.resolve(ADDED));
            added.json().keySet().stream()
                    .sorted(Comparator.comparingInt(token -> added.integer(token, -1)))
                    .forEach(token -> known.put(
                            added.file(),
                            new JsonPrimitive(token),
                            named.values().stream().anyMatch(one -> one.text().equals(token)),
                            added.integer(token, -1)));
        }
        List<String> before = List.copyOf(known.tokens.keySet());
        named.values().stream()
                .filter(one -> !before.contains(one.text()))
                .forEach(one -> known.put(one.file(), one.token(), true, -1));
        for (JsonFields file : List.of(config, map)) {
            LISTS.forEach(list -> extra(file, list).forEach(token -> {
                if (!known.tokens.containsKey(text(token))) {
                    known.put(file.file(), token, true, -1);
                }
            }));
        }
        JsonArray added = new JsonArray();
        known.tokens.values().forEach(added::add);
        return new SpecialTokens(added, text(named, START), text(named, END), text(named, UNKNOWN));
    }

    private static String text(Map<String, Named> named, String key) {
        return Objects.requireNonNull(named.get(key), key).text();
    }

    /** The id of a special token; -1 where it is none. */
    int id(String token) {
        for (JsonElement one : added) {
            if (text(one).equals(token)) {
                return one.getAsJsonObject().get("id").getAsInt();
            }
        }
        return -1;
    }

    /** A token that has a part to play, and the file that says so. */
    private record Named(Path file, JsonElement token) {
        String text() {
            return SpecialTokens.text(token);
        }
    }

    /** Tokens so far, by content; the latest description of one wins. */
    private static final class Known {
        private final JsonObject ids;
        private final Map<String, JsonObject> tokens = new LinkedHashMap<>();
        private int next;

        Known(JsonObject ids) {
            this.ids = ids;
            this.next = ids.size();
        }

        void put(Path file, JsonElement token, boolean special, int told) {
            String content = text(token);
            if (content.isEmpty()) {
                throw new InputException(TEXT.get("vocabulary.special", file, FileWord.shown(token.toString())));
            }
            int id = next;
            if (tokens.containsKey(content)) {
                id = tokens.get(content).get("id").getAsInt();
            } else if (ids.has(content)) {
                id = ids.get(content).getAsInt();
            } else {
                next++;
            }
            if (told >= 0 && told != id) {
                throw new InputException(TEXT.get("vocabulary.id", file, FileWord.shown(content), told, id));
            }
            tokens.put(content, described(file, token, special, id));
        }
    }

    private static void requireClip(JsonFields config) {
        String type = config.text("tokenizer_class", "CLIPTokenizer");
        if (!type.equals("CLIPTokenizer") && !type.equals("CLIPTokenizerFast")) {
            throw new InputException(TEXT.get(
                    "vocabulary.class",
                    config.file(),
                    FileWord.shown(type),
                    VocabularyFiles.VOCABULARY,
                    ClipTokenizer.NAME));
        }
        if (config.truth("split_special_tokens", false)) {
            throw config.wrong("split_special_tokens", null);
        }
    }

    /** Those that have a part to play: CLIP's where the file does not tell. */
    private static Map<String, Named> named(JsonFields config) {
        Map<String, Named> named = new LinkedHashMap<>();
        NAMED.forEach(key -> {
            JsonElement token = config.json().get(key);
            if (token != null && isToken(key, token)) {
                named.put(key, new Named(config.file(), token));
            } else if (token == null && key.matches("bos_token|eos_token|unk_token|pad_token")) {
                String usual = key.equals(START) ? BpeVocabulary.START : BpeVocabulary.END;
                named.put(key, new Named(config.file(), new JsonPrimitive(usual)));
            }
        });
        config.json().asMap().forEach((key, token) -> {
            if (isToken(key, token)) {
                named.putIfAbsent(key, new Named(config.file(), token));
            }
        });
        for (String key : List.of(START, END, UNKNOWN)) {
            if (!named.containsKey(key)) {
                throw config.wrong(key, null);
            }
        }
        return named;
    }

    private static boolean isToken(String key, JsonElement token) {
        return key.endsWith("_token") && !text(token).isEmpty();
    }

    private static List<JsonElement> extra(JsonFields fields, String key) {
        JsonElement told = fields.json().get(key);
        if (told == null || told.isJsonNull()) {
            return List.of();
        }
        return switch (told) {
            case JsonArray list -> list.asList();
            case JsonObject byName -> List.copyOf(byName.asMap().values());
            default -> throw fields.wrong(key, null);
        };
    }

    /** What a token is written as; empty where the value describes none. */
    static String text(@Nullable JsonElement token) {
        JsonElement told = token instanceof JsonObject described ? described.get("content") : token;
        return told instanceof JsonPrimitive text && text.isString() ? text.getAsString() : "";
    }

    private static JsonElement special(JsonElement token) {
        if (token instanceof JsonObject described) {
            JsonObject copy = described.deepCopy();
            copy.addProperty("special", true);
            return copy;
        }
        return token;
    }

    /** @param special of a token that does not tell itself, or that has a part to play */
    static JsonObject described(Path file, JsonElement token, boolean special, int id) {
        JsonFields told = new JsonFields(file, token instanceof JsonObject object ? object : new JsonObject());
        boolean tells = told.truth("special", false);
        JsonObject json = new JsonObject();
        json.addProperty("id", id);
        json.addProperty("content", text(token));
        FLAGS.forEach(flag -> json.addProperty(flag, told.truth(flag, false)));
        json.addProperty("normalized", told.truth("normalized", token instanceof JsonObject ? !tells : !special));
        json.addProperty("special", special || tells);
        return json;
    }

    private static List<String> sorted(JsonFields decoder) {
        return decoder.json().keySet().stream()
                .sorted(Comparator.comparingInt(id -> number(decoder, id)))
                .toList();
    }

    private static int number(JsonFields decoder, String id) {
        try {
            return Integer.parseInt(id);
        } catch (NumberFormatException e) {
            throw decoder.wrong(id, e);
        }
    }
}
