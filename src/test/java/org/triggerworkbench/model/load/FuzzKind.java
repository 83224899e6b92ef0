package org.triggerworkbench.model.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A kind of file that is damaged to see what becomes of it.
 *
 * @param name that the damaged one has; in a folder of its own
 * @param json whether parts of it can be exchanged
 * @param beside folder whose other files lie beside it; null for none
 * @param inputs damaged files a round
 */
record FuzzKind(
        String name,
        byte[] sound,
        boolean json,
        Reader reader,
        @Nullable Path beside,
        int inputs) {
    private static final int ROUND = 200;
    /** Of what takes longer to read. */
    private static final int SHORT_ROUND = 20;

    /** Reads a file. */
    interface Reader {
        void read(Path file);
    }

    /** A file by itself. */
    FuzzKind(String name, byte[] sound, boolean json, Reader reader) {
        this(name, sound, json, reader, null, ROUND);
    }

    /** A file of a folder. */
    static FuzzKind in(Path folder, String name, boolean json, Reader reader) throws IOException {
        return new FuzzKind(name, Files.readAllBytes(folder.resolve(name)), json, reader, folder, SHORT_ROUND);
    }

    /** Makes the folder in which it is read, with the sound file. */
    void prepare(Path place) throws IOException {
        Files.createDirectories(place);
        Files.write(place.resolve(name), sound);
        if (beside == null) {
            return;
        }
        List<Path> others;
        try (Stream<Path> all = Files.list(beside)) {
            others = all.filter(Files::isRegularFile).toList();
        }
        for (Path other : others) {
            Path copy = place.resolve(String.valueOf(other.getFileName()));
            if (!Files.exists(copy)) {
                Files.copy(other, copy);
            }
        }
    }

    byte[] damaged(SplittableRandom random) {
        return json && random.nextInt(4) > 0
                ? Mutations.json(new String(sound, StandardCharsets.UTF_8), random)
                        .getBytes(StandardCharsets.UTF_8)
                : Mutations.bytes(sound, random);
    }
}
