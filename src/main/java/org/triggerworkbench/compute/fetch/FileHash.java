package org.triggerworkbench.compute.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * What a file must hash to.
 *
 * @param algorithm such as {@code SHA-256}
 * @param hex in lower case
 */
record FileHash(String algorithm, String hex) {
    private static final Messages TEXT = Messages.of(FileHash.class);
    /** The stronger one first; the SHA-1 that Maven repositories publish guards against damage, not malice. */
    private static final List<Published> PUBLISHED =
            List.of(new Published("SHA-256", ".sha256"), new Published("SHA-1", ".sha1"));

    /** The one that is known beforehand, else the one published beside the file. */
    static FileHash of(NativesSource source, Download download) {
        if (!source.sha256().isEmpty()) {
            return new FileHash("SHA-256", source.sha256());
        }
        for (Published each : PUBLISHED) {
            String word = download.text(URI.create(source.address() + each.ending()))
                    .map(text -> text.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT))
                    .orElse("");
            if (word.matches("[0-9a-f]{" + newDigest(each.algorithm()).getDigestLength() * 2 + "}")) {
                return new FileHash(each.algorithm(), word);
            }
        }
        throw new InputException(TEXT.get("noHash", source.address()));
    }

    /** The same hash of a file, read whole. */
    String of(Path file, FetchWatch watch) throws IOException {
        MessageDigest digest = newDigest(algorithm);
        byte[] buffer = new byte[1 << 20];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (watch.isCancelled()) {
                    throw new CancellationException();
                }
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest newDigest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has it", e);
        }
    }

    /** A kind of hash and the ending of the file that tells it. */
    private record Published(String algorithm, String ending) {}
}
