package org.triggerworkbench.compute.file;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.HostTensor.ElementType;
import org.triggerworkbench.text.InputException;

/**
 * The checked header of a safetensors file.
 *
 * @param entries by name, in header order; together they cover the data section exactly once
 * @param metadata text by key
 */
record SafetensorsHeader(Map<String, Entry> entries, Map<String, String> metadata) {
    static final String METADATA = "__metadata__";
    static final String FORMAT = "safetensors";

    /** The largest array a Java machine surely gives. */
    static final long MAX_TENSOR_BYTES = Integer.MAX_VALUE - 8L;

    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

    /**
     * Where a tensor lies.
     *
     * @param begin first byte, counted from the start of the data section
     * @param end byte after the last
     */
    record Entry(String name, ElementType type, long[] shape, long begin, long end) {
        int bytes() {
            return Math.toIntExact(end - begin);
        }
    }

    /** Length of the data section. */
    long dataBytes() {
        return entries.values().stream().mapToLong(Entry::end).max().orElse(0);
    }

    /** The entries in the order of their data; empty tensors come before what follows them. */
    List<Entry> inFileOrder() {
        List<Entry> sorted = new ArrayList<>(entries.values());
        sorted.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        return sorted;
    }

    /**
     * Parses and checks a header.
     *
     * @param dataBytes length of the data section
     * @throws InputException if anything breaks the format
     */
    static SafetensorsHeader parse(Path file, byte[] header, long dataBytes) {
        if (header[0] != '{') {
            throw TensorFileFaults.damaged(file, FORMAT, "fault.headerStart");
        }
        SafetensorsHeader parsed = new Parser(file, dataBytes).parse(header);
        long expected = 0;
        for (Entry entry : parsed.inFileOrder()) {
            if (entry.begin() < expected) {
                throw TensorFileFaults.damaged(file, FORMAT, "fault.overlap", entry.name());
            }
            if (entry.begin() > expected) {
                throw TensorFileFaults.damaged(file, FORMAT, "fault.hole", entry.name(), entry.begin() - expected);
            }
            expected = entry.end();
        }
        if (expected != dataBytes) {
            throw TensorFileFaults.damaged(file, FORMAT, "fault.tail", dataBytes - expected);
        }
        return parsed;
    }

    private record Parser(Path file, long dataBytes) {

        SafetensorsHeader parse(byte[] header) {
            var decoder = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
            try (JsonReader json = new JsonReader(new InputStreamReader(new ByteArrayInputStream(header), decoder))) {
                json.setStrictness(Strictness.STRICT);
                SafetensorsHeader parsed = object(json);
                if (json.peek() != JsonToken.END_DOCUMENT) {
                    throw damaged("fault.json", json.getPath());
                }
                return parsed;
            } catch (CharacterCodingException e) {
                throw damaged("fault.name");
            } catch (MalformedJsonException e) {
                throw damaged("fault.json", firstLine(e));
            } catch (IOException | IllegalStateException | NumberFormatException | JsonParseException e) {
                throw damaged("fault.json", firstLine(e));
            }
        }

        private SafetensorsHeader object(JsonReader json) throws IOException {
            Map<String, Entry> entries = new LinkedHashMap<>();
            Map<String, String> metadata = null;
            json.beginObject();
            while (json.hasNext()) {
                String name = json.nextName();
                if (name.equals(METADATA)) {
                    if (metadata != null) {
                        throw damaged("fault.duplicate", name);
                    }
                    metadata = metadata(json);
                } else if (entries.put(name, entry(name, json)) != null) {
                    throw damaged("fault.duplicate", name);
                }
            }
            json.endObject();
            return new SafetensorsHeader(entries, metadata == null ? Map.of() : metadata);
        }

        private Map<String, String> metadata(JsonReader json) throws IOException {
            Map<String, String> metadata = new LinkedHashMap<>();
            json.beginObject();
            while (json.hasNext()) {
                String key = json.nextName();
                if (metadata.put(key, string(json)) != null) {
                    throw damaged("fault.duplicate", key);
                }
            }
            json.endObject();
            return metadata;
        }

        private Entry entry(String name, JsonReader json) throws IOException {
            String type = null;
            long[] shape = null;
            long[] offsets = null;
            json.beginObject();
            while (json.hasNext()) {
                String field = json.nextName();
                if (field.equals("dtype") && type == null) {
                    type = string(json);
                } else if (field.equals("shape") && shape == null) {
                    shape = numbers(name, json);
                } else if (field.equals("data_offsets") && offsets == null) {
                    offsets = numbers(name, json);
                } else {
                    throw damaged("fault.fields", name);
                }
            }
            json.endObject();
            if (type == null || shape == null || offsets == null || offsets.length != 2) {
                throw damaged("fault.fields", name);
            }
            return checked(name, type, shape, offsets[0], offsets[1]);
        }

        private Entry checked(String name, String typeName, long[] shape, long begin, long end) {
            ElementType type = typeOf(typeName);
            if (type == null) {
                throw TensorFileFaults.unsupported(file, name, typeName);
            }
            if (begin > end || end > dataBytes) {
                throw damaged("fault.offsets", name, begin, end, dataBytes);
            }
            long needed;
            try {
                needed = Math.multiplyExact(HostTensor.elements(shape), type.size());
            } catch (ArithmeticException e) {
                throw damaged("fault.overflow", name);
            }
            if (needed != end - begin) {
                throw damaged("fault.size", name, end - begin, needed);
            }
            if (needed > MAX_TENSOR_BYTES) {
                throw TensorFileFaults.about(file, "tensors.big", name, needed);
            }
            return new Entry(name, type, shape, begin, end);
        }

        private long[] numbers(String name, JsonReader json) throws IOException {
            long[] values = new long[4];
            int count = 0;
            json.beginArray();
            while (json.hasNext()) {
                // nextLong would also take "3" and 3.0.
                String word = json.peek() == JsonToken.NUMBER
                        ? json.nextString()
                        : json.peek().name();
                if (!WHOLE_NUMBER.matcher(word).matches()) {
                    throw damaged("fault.number", name, word);
                }
                if (count == values.length) {
                    values = Arrays.copyOf(values, 2 * count);
                }
                values[count++] = Long.parseLong(word);
            }
            json.endArray();
            return Arrays.copyOf(values, count);
        }

        private String string(JsonReader json) throws IOException {
            // nextString would also take a number.
            if (json.peek() != JsonToken.STRING) {
                throw damaged("fault.json", json.getPath());
            }
            return json.nextString();
        }

        private InputException damaged(String fault, Object... details) {
            return TensorFileFaults.damaged(file, FORMAT, fault, details);
        }

        private static String firstLine(Exception e) {
            return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        }

        private static @Nullable ElementType typeOf(String name) {
            for (ElementType type : ElementType.values()) {
                if (type.name().equals(name)) {
                    return type;
                }
            }
            return null;
        }
    }
}
