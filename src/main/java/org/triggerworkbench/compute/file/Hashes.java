package org.triggerworkbench.compute.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.triggerworkbench.compute.HostTensor;

/** SHA-256 in lower-case hexadecimal, 64 digits. */
public final class Hashes {
    private Hashes() {}

    /** The hash of bytes. */
    public static String sha256(byte[] bytes) {
        return hex(newSha256().digest(bytes));
    }

    /** The hash of a file's bytes. */
    public static String sha256(Path file) throws IOException {
        MessageDigest digest = newSha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return hex(digest.digest());
    }

    /**
     * The hash of named tensors: of names, element types, shapes and elements, each with its length so that nothing can
     * slide from one into the next. Independent of the map's order.
     */
    public static String sha256(Map<String, HostTensor> tensors) {
        MessageDigest digest = newSha256();
        new TreeMap<>(tensors).forEach((name, tensor) -> {
            addText(digest, name);
            addText(digest, tensor.type().name());
            addLong(digest, tensor.shape().length);
            for (long size : tensor.shape()) {
                addLong(digest, size);
            }
            digest.update(tensor.bytes());
        });
        return hex(digest.digest());
    }

    static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    private static void addText(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        addLong(digest, bytes.length);
        digest.update(bytes);
    }

    private static void addLong(MessageDigest digest, long value) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }
}
