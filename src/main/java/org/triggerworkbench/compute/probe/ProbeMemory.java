package org.triggerworkbench.compute.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.compute.Compute;

/** What is remembered of files by their content: an empty file for each fact in a folder of the user's cache. */
public final class ProbeMemory {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeMemory.class);
    private static final String FOLDER = "probed";

    private ProbeMemory() {}

    /** SHA-256 in hexadecimal. */
    public static String hash(byte[] content) {
        return HexFormat.of().formatHex(digest().digest(content));
    }

    /** SHA-256 of a file in hexadecimal. */
    public static String hash(Path file) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[1 << 20];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Whether a fact was remembered.
     *
     * @param fact letters, digits, dots and dashes only
     */
    public static boolean knows(String hash, String fact) {
        return Files.exists(file(hash, fact));
    }

    /** Remembers a fact; where that cannot be written it will be found out again. */
    public static void remember(String hash, String fact) {
        Path file = file(hash, fact);
        try {
            Files.createDirectories(file.resolveSibling(".").normalize());
            Path _ = Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            LOG.debug("{} is known", file);
        } catch (IOException e) {
            LOG.warn("{} cannot be remembered", file, e);
        }
    }

    private static Path file(String hash, String fact) {
        return Compute.cacheFolder().resolve(FOLDER).resolve(hash + "-" + fact);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
