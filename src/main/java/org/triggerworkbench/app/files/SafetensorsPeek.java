package org.triggerworkbench.app.files;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.compute.file.TensorFile;

/**
 * What the header of a safetensors file says: enough to tell a prompt from a model without reading a gigabyte of weights.
 *
 * @param metadata text by key
 * @param shapes of the tensors by name
 */
record SafetensorsPeek(Map<String, String> metadata, Map<String, List<Long>> shapes) {
    private static final String METADATA = "__metadata__";

    /**
     * Reads the header alone.
     *
     * @throws org.triggerworkbench.text.InputException if it is damaged, as the whole file's reader says it
     */
    static SafetensorsPeek of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            long length = ByteBuffer.wrap(in.readNBytes(Long.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getLong();
            byte[] header = in.readNBytes(Math.toIntExact(length));
            return parse(JsonParser.parseString(new String(header, StandardCharsets.UTF_8))
                    .getAsJsonObject());
        } catch (IOException | JsonParseException | IllegalStateException | ArithmeticException e) {
            // The reader of the whole file tells what is wrong with it.
            TensorFile whole = Safetensors.read(file);
            Map<String, List<Long>> shapes = new LinkedHashMap<>();
            whole.tensors()
                    .forEach((name, tensor) -> shapes.put(
                            name,
                            java.util.Arrays.stream(tensor.shape()).boxed().toList()));
            return new SafetensorsPeek(whole.metadata(), shapes);
        }
    }

    private static SafetensorsPeek parse(JsonObject header) {
        Map<String, String> metadata = new LinkedHashMap<>();
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry : header.entrySet()) {
            JsonObject value = entry.getValue().getAsJsonObject();
            if (entry.getKey().equals(METADATA)) {
                value.entrySet()
                        .forEach(text ->
                                metadata.put(text.getKey(), text.getValue().getAsString()));
            } else {
                JsonArray shape = value.getAsJsonArray("shape");
                shapes.put(
                        entry.getKey(),
                        StreamSupport.stream(shape.spliterator(), false)
                                .map(JsonElement::getAsLong)
                                .toList());
            }
        }
        return new SafetensorsPeek(metadata, shapes);
    }

    /** Whether it is one picture of three channels and nothing else, as others save visual prompts. */
    boolean isOnePicture() {
        if (shapes.size() != 1) {
            return false;
        }
        List<Long> shape = shapes.values().iterator().next();
        return (shape.size() == 3 && shape.getFirst() == 3)
                || (shape.size() == 4 && shape.getFirst() == 1 && shape.get(1) == 3);
    }

    String kind() {
        return metadata.getOrDefault("kind", "");
    }
}
