package org.triggerworkbench.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.data.picture.PictureFiles;

/** Counts, by kind, the pictures of an image folder that are not read. */
final class LeftOutPictures {
    private static final String DEEPER = "deeper";
    private static final String OUTSIDE = "outside";
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("gif", "gif"),
            Map.entry("avif", "avif"),
            Map.entry("heic", "heic"),
            Map.entry("heif", "heic"),
            Map.entry("jp2", "jp2"));

    private final Map<String, Integer> counts = new TreeMap<>();

    /** What lies in the folder of a class. */
    void inClass(Path classFolder) {
        for (Path path : DataFiles.list(classFolder)) {
            String kind = kind(path);
            if (Files.isDirectory(path)) {
                below(path, DEEPER);
            } else if (kind != null) {
                add(kind, 1);
            }
        }
    }

    /** A file or a folder in which no class is looked for. */
    void outside(Path path) {
        below(path, OUTSIDE);
    }

    /** How many there are of each kind. */
    Map<String, Integer> counts() {
        return counts;
    }

    private void below(Path path, String kind) {
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return hidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (PictureFiles.hasPictureName(file) || kind(file) != null) {
                        add(kind, 1);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException | UncheckedIOException e) {
            throw DataFiles.unreadable(path, e);
        }
    }

    private void add(String kind, int count) {
        counts.merge(kind, count, Integer::sum);
    }

    /** The kind of a picture that is not read, by its name; null for any other file. */
    private static @Nullable String kind(Path file) {
        String name = DataFiles.name(file).toLowerCase(Locale.ROOT);
        return hidden(file) ? null : KINDS.get(name.substring(name.lastIndexOf('.') + 1));
    }

    private static boolean hidden(Path path) {
        return DataFiles.name(path).startsWith(".");
    }
}
