package org.triggerworkbench.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.triggerworkbench.compute.file.TensorFiles;

/** Packed files that hold others, as data sets are shared: zip, tar, gzip, bzip2, xz, 7z, rar. None is opened here. */
final class Archive {
    private static final List<String> STARTS =
            List.of("PK\u0003\u0004", "\u001f\u008b", "BZh", "\u00fd7zXZ", "7z\u00bc\u00af", "Rar!");
    private static final String TAR = "ustar";
    private static final int TAR_AT = 257;

    private Archive() {}

    /** Whether a file is one, by its content, and no file of arrays or weights, which are zip files, too. */
    static boolean is(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            String start = new String(in.readNBytes(TAR_AT + TAR.length()), StandardCharsets.ISO_8859_1);
            return (STARTS.stream().anyMatch(start::startsWith) || start.startsWith(TAR, TAR_AT))
                    && TensorFiles.kind(file) == TensorFiles.Kind.UNKNOWN;
        } catch (IOException e) {
            throw DataFiles.unreadable(file, e);
        }
    }
}
