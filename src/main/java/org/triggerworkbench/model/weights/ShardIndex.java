package org.triggerworkbench.model.weights;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.triggerworkbench.model.JsonFields;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** A {@code model.safetensors.index.json} or {@code pytorch_model.bin.index.json}: which file beside it holds which weights. */
record ShardIndex(Path file, Map<Path, Set<String>> shards) {
    static final String SUFFIX = ".index.json";
    private static final Messages TEXT = Messages.of(ShardIndex.class);
    /** A name in the same folder: no path may lead elsewhere. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,200}");

    static boolean is(Path file) {
        return String.valueOf(file.getFileName()).endsWith(SUFFIX);
    }

    /** @throws InputException if it is no such index, or a file it names is not there */
    static ShardIndex read(Path file) {
        JsonFields index = JsonFields.read(file);
        if (!index.isObject("weight_map")) {
            throw new InputException(TEXT.get("shards.index", file));
        }
        JsonObject map = index.object("weight_map").json();
        Map<Path, Set<String>> shards = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry : map.entrySet()) {
            String name = entry.getValue() instanceof JsonPrimitive text ? text.getAsString() : "";
            if (!PLAIN_NAME.matcher(name).matches() || name.endsWith(SUFFIX)) {
                throw new InputException(TEXT.get("shards.index", file));
            }
            Path shard = file.resolveSibling(name);
            if (!Files.isRegularFile(shard)) {
                throw new InputException(TEXT.get("shards.missing", file, name));
            }
            shards.computeIfAbsent(shard, unknown -> new LinkedHashSet<>()).add(entry.getKey());
        }
        if (shards.isEmpty()) {
            throw new InputException(TEXT.get("shards.index", file));
        }
        return new ShardIndex(file, shards);
    }
}
