package org.triggerworkbench.model.clip;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.Messages;

/** Parts of a tokenizer.json that refer to each other: the library dies where they refer to nothing. Each found by fuzzing. */
final class TokenizerParts {
    private static final Messages TEXT = Messages.of(TokenizerParts.class);

    private static final String TABLE = "precompiled_charsmap";

    private TokenizerParts() {}

    /** What refers to nothing; null where all is well. */
    static @Nullable String fault(JsonObject root, JsonObject model) {
        if (hasUnsoundTable(root.get("normalizer"))) {
            return TEXT.get("tokenizer.fault.table", TABLE);
        }
        String fault = templateFault(root.get("post_processor"));
        return fault == null ? mergeFault(model) : fault;
    }

    /** A table of offsets in bytes, as SentencePiece has it: the library follows what it says anywhere. */
    private static boolean hasUnsoundTable(@Nullable JsonElement part) {
        if (part instanceof JsonArray several) {
            return several.asList().stream().anyMatch(TokenizerParts::hasUnsoundTable);
        }
        if (!(part instanceof JsonObject object)) {
            return false;
        }
        JsonElement table = object.get(TABLE);
        if (table != null
                && !(table instanceof JsonPrimitive told
                        && told.isString()
                        && CharacterTable.isSound(told.getAsString()))) {
            return true;
        }
        return object.asMap().values().stream().anyMatch(TokenizerParts::hasUnsoundTable);
    }

    /** Templates of the post-processor, and of those it is a sequence of. */
    private static @Nullable String templateFault(@Nullable JsonElement processor) {
        if (processor instanceof JsonArray several) {
            for (JsonElement one : several) {
                String fault = templateFault(one);
                if (fault != null) {
                    return fault;
                }
            }
        }
        if (!(processor instanceof JsonObject object)) {
            return null;
        }
        if (object.get("special_tokens") instanceof JsonObject known) {
            String fault = pieceFault(object.get("single"), known);
            fault = fault == null ? pieceFault(object.get("pair"), known) : fault;
            return fault == null && !readsText(object.get("single")) ? TEXT.get("tokenizer.fault.template") : fault;
        }
        return templateFault(object.get("processors"));
    }

    private static @Nullable String pieceFault(@Nullable JsonElement template, JsonObject known) {
        if (template instanceof JsonArray pieces) {
            for (JsonElement piece : pieces) {
                if (piece instanceof JsonObject told
                        && told.get("SpecialToken") instanceof JsonObject token
                        && token.get("id") instanceof JsonPrimitive id
                        && !known.has(id.getAsString())) {
                    return TEXT.get("tokenizer.fault.special", FileWord.shown(id.getAsString()));
                }
            }
        }
        return null;
    }

    /** Whether the template for one text has a place for it, called A, and for no other. */
    private static boolean readsText(@Nullable JsonElement template) {
        boolean reads = false;
        if (template instanceof JsonArray pieces) {
            for (JsonElement piece : pieces) {
                if (piece instanceof JsonObject told && told.get("Sequence") instanceof JsonObject text) {
                    if (!(text.get("id") instanceof JsonPrimitive id)
                            || !id.getAsString().equals("A")) {
                        return false;
                    }
                    reads = true;
                }
            }
        }
        return reads;
    }

    /** The library cuts the prefix off the second part of a merge, whether it has it or not. */
    private static @Nullable String mergeFault(JsonObject model) {
        if (!(model.get("continuing_subword_prefix") instanceof JsonPrimitive prefix)
                || !(model.get("merges") instanceof JsonArray merges)) {
            return null;
        }
        for (JsonElement merge : merges) {
            String second = null;
            if (merge instanceof JsonArray pair && pair.size() == 2 && pair.get(1) instanceof JsonPrimitive told) {
                second = told.getAsString();
            } else if (merge instanceof JsonPrimitive told) {
                second = told.getAsString().substring(told.getAsString().indexOf(' ') + 1);
            }
            if (second != null && !second.startsWith(prefix.getAsString())) {
                return TEXT.get("tokenizer.fault.prefix", FileWord.shown(second), FileWord.shown(prefix.getAsString()));
            }
        }
        return null;
    }
}
