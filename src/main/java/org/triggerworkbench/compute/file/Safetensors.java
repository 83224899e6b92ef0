package org.triggerworkbench.compute.file;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.SafetensorsHeader.Entry;
import org.triggerworkbench.text.InputException;

/**
 * The safetensors format: 8 bytes of header length (little-endian), a JSON header, the data section. Files of ours carry
 * the SHA-256 of their data section in their metadata under {@value #HASH}, so that a flipped bit is found.
 */
public final class Safetensors {
    /** The metadata key of the data section's hash; ours alone, so neither given to {@link #write} nor read back. */
    public static final String HASH = "sha256";

    static final long MAX_HEADER_BYTES = 100_000_000;
    static final int LENGTH_BYTES = 8;
    private static final Pattern HASH_VALUE = Pattern.compile("[0-9a-f]{64}");

    private Safetensors() {}

    /**
     * Reads a file whole. A file with our hash is checked against it; in any other file floating values must be finite.
     *
     * @return the tensors in the order of the header
     * @throws InputException if the file cannot be read, breaks the format, is changed, or holds NaN weights
     */
    public static TensorFile read(Path file) {
        return read(file, ValuePolicy.FINITE);
    }

    /**
     * As {@link #read(Path)}; with {@link ValuePolicy#ANY} a file without our hash may hold NaN and infinities as well.
     *
     * @throws InputException if the file cannot be read, breaks the format, or is changed
     */
    public static TensorFile read(Path file, ValuePolicy values) {
        return TensorFileFaults.read(file, (in, fileBytes) -> read(file, in, fileBytes, values));
    }

    private static TensorFile read(Path file, InputStream in, long fileBytes, ValuePolicy values) throws IOException {
        SafetensorsHeader header = header(file, in, fileBytes);
        long dataBytes = header.dataBytes();
        TensorFileFaults.requireMemory(file, dataBytes);

        Map<String, String> metadata = new LinkedHashMap<>(header.metadata());
        String hash = ourHash(metadata);
        MessageDigest digest = Hashes.newSha256();
        Map<String, HostTensor> read = new HashMap<>();
        for (Entry entry : header.inFileOrder()) {
            byte[] bytes = take(file, in, entry.bytes(), entry.name());
            if (hash != null) {
                digest.update(bytes);
            }
            read.put(entry.name(), new HostTensor(entry.type(), entry.shape(), bytes));
        }
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        header.entries().keySet().forEach(name -> tensors.put(name, read.get(name)));

        if (hash != null) {
            if (!hash.equals(Hashes.hex(digest.digest()))) {
                throw TensorFileFaults.damaged(file, SafetensorsHeader.FORMAT, "fault.hash");
            }
            metadata.remove(HASH);
        } else if (values == ValuePolicy.FINITE) {
            FiniteValues.require(file, tensors);
        }
        return new TensorFile(tensors, metadata);
    }

    /** Reads and checks the header alone. */
    private static SafetensorsHeader header(Path file, InputStream in, long fileBytes) throws IOException {
        if (fileBytes < LENGTH_BYTES) {
            throw TensorFileFaults.damaged(file, SafetensorsHeader.FORMAT, "fault.short", fileBytes);
        }
        long headerBytes = ByteBuffer.wrap(take(file, in, LENGTH_BYTES, "header"))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        // Above 2^63 the length reads as a negative number.
        if (headerBytes <= 0 || headerBytes > MAX_HEADER_BYTES || headerBytes > fileBytes - LENGTH_BYTES) {
            throw TensorFileFaults.damaged(
                    file, SafetensorsHeader.FORMAT, "fault.headerLength", Long.toUnsignedString(headerBytes));
        }
        long dataBytes = fileBytes - LENGTH_BYTES - headerBytes;
        return SafetensorsHeader.parse(file, take(file, in, (int) headerBytes, "header"), dataBytes);
    }

    /**
     * Shapes by name, in header order, without reading the data.
     *
     * @throws InputException if the file cannot be read or its header breaks the format
     */
    public static Map<String, long[]> shapes(Path file) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        header(file).entries().forEach((name, entry) -> shapes.put(name, entry.shape()));
        return shapes;
    }

    /**
     * What the header of a file says, checked as {@link #read} checks it, without reading gigabytes of weights.
     *
     * @throws InputException if the file cannot be read or its header breaks the format
     */
    public static TensorOutline outline(Path file) {
        SafetensorsHeader header = header(file);
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        header.entries()
                .forEach((name, entry) ->
                        shapes.put(name, Arrays.stream(entry.shape()).boxed().toList()));
        return new TensorOutline(header.metadata(), shapes);
    }

    private static SafetensorsHeader header(Path file) {
        try {
            long fileBytes = TensorFileFaults.sizeOf(file);
            try (InputStream in = Files.newInputStream(file)) {
                return header(file, in, fileBytes);
            }
        } catch (IOException e) {
            throw TensorFileFaults.unreadable(file, e);
        }
    }

    private static @Nullable String ourHash(Map<String, String> metadata) {
        String hash = metadata.get(HASH);
        return hash != null && HASH_VALUE.matcher(hash).matches() ? hash : null;
    }

    private static byte[] take(Path file, InputStream in, int count, String what) throws IOException {
        byte[] bytes = new byte[count];
        if (in.readNBytes(bytes, 0, count) != count) {
            throw TensorFileFaults.damaged(file, SafetensorsHeader.FORMAT, "fault.truncated", what);
        }
        return bytes;
    }

    /**
     * Writes a file whole or not at all. Equal tensors and metadata give equal bytes, whatever the maps' order.
     *
     * @param metadata text by key; {@value #HASH} is replaced by the data section's hash
     * @throws InputException if the file cannot be written
     * @throws IllegalArgumentException if a tensor has the format's own name {@code __metadata__}
     */
    public static void write(Path file, Map<String, HostTensor> tensors, Map<String, String> metadata) {
        if (tensors.containsKey(SafetensorsHeader.METADATA)) {
            throw new IllegalArgumentException("no tensor may be named " + SafetensorsHeader.METADATA);
        }
        // Wide elements first keeps every element aligned to its own size.
        List<Map.Entry<String, HostTensor>> sorted = new ArrayList<>(tensors.entrySet());
        sorted.sort(Comparator.comparingInt((Map.Entry<String, HostTensor> entry) ->
                        -entry.getValue().type().size())
                .thenComparing(Map.Entry::getKey));
        MessageDigest digest = Hashes.newSha256();
        sorted.forEach(entry -> digest.update(entry.getValue().bytes()));
        Map<String, String> texts = new TreeMap<>(metadata);
        texts.put(HASH, Hashes.hex(digest.digest()));

        byte[] header = header(sorted, texts);
        AtomicFiles.write(file, out -> {
            out.write(ByteBuffer.allocate(LENGTH_BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(header.length)
                    .array());
            out.write(header);
            for (Map.Entry<String, HostTensor> entry : sorted) {
                out.write(entry.getValue().bytes());
            }
        });
    }

    private static byte[] header(List<Map.Entry<String, HostTensor>> tensors, Map<String, String> metadata) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setHtmlSafe(false);
            json.beginObject().name(SafetensorsHeader.METADATA).beginObject();
            for (Map.Entry<String, String> entry : metadata.entrySet()) {
                json.name(entry.getKey()).value(entry.getValue());
            }
            json.endObject();
            long begin = 0;
            for (Map.Entry<String, HostTensor> entry : tensors) {
                HostTensor tensor = entry.getValue();
                long end = begin + tensor.bytes().length;
                json.name(entry.getKey()).beginObject();
                json.name("dtype").value(tensor.type().name());
                json.name("shape").beginArray();
                for (long size : tensor.shape()) {
                    json.value(size);
                }
                json.endArray();
                json.name("data_offsets").beginArray().value(begin).value(end).endArray();
                json.endObject();
                begin = end;
            }
            json.endObject();
        } catch (IOException e) {
            throw new IllegalStateException("a StringWriter never fails", e);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        int padded = (bytes.length + LENGTH_BYTES - 1) / LENGTH_BYTES * LENGTH_BYTES;
        byte[] header = Arrays.copyOf(bytes, padded);
        Arrays.fill(header, bytes.length, padded, (byte) ' ');
        return header;
    }
}
