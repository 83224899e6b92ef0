package org.triggerworkbench.compute.pickle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.triggerworkbench.compute.HostTensor;

/** Writes floats as {@code torch.save} does, so that tests need no large files. */
public final class PthFiles {
    private final ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    private final Map<String, byte[]> storages = new TreeMap<>();

    private PthFiles() {}

    /**
     * @param content dictionaries, lists, text, numbers and tensors of type F32
     */
    public static Path write(Path file, Map<String, ?> content) throws IOException {
        PthFiles writer = new PthFiles();
        writer.put("\u0080\u0002");
        writer.item(content);
        writer.put(".");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("archive/data.pkl"));
            zip.write(writer.pickle.toByteArray());
            for (Map.Entry<String, byte[]> storage : writer.storages.entrySet()) {
                zip.putNextEntry(new ZipEntry("archive/data/" + storage.getKey()));
                zip.write(storage.getValue());
            }
        }
        return file;
    }

    private void item(Object value) {
        switch (value) {
            case Map<?, ?> map -> {
                put("}(");
                map.forEach((key, below) -> {
                    item(key);
                    item(below);
                });
                put("u");
            }
            case List<?> list -> {
                put("](");
                list.forEach(this::item);
                put("e");
            }
            case String text -> {
                put("X");
                number(text.length());
                put(text);
            }
            case Integer number -> {
                put("J");
                number(number);
            }
            case HostTensor tensor -> tensor(tensor);
            default -> throw new IllegalArgumentException("no such item: " + value);
        }
    }

    private void tensor(HostTensor tensor) {
        String key = Integer.toString(storages.size() + 10_000);
        storages.put(key, tensor.bytes());
        put("ctorch._utils\n_rebuild_tensor_v2\n((");
        item("storage");
        put("ctorch\nFloatStorage\n");
        item(key);
        item("cpu");
        item((int) HostTensor.elements(tensor.shape()));
        put("tQ");
        item(0);
        sizes(tensor.shape());
        sizes(Views.rowMajor(tensor.shape()));
        put("\u0089NtR");
    }

    private void sizes(long[] sizes) {
        put("(");
        for (long size : sizes) {
            item((int) size);
        }
        put("t");
    }

    private void number(int value) {
        pickle.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
    }

    private void put(String letters) {
        pickle.writeBytes(letters.getBytes(StandardCharsets.ISO_8859_1));
    }
}
