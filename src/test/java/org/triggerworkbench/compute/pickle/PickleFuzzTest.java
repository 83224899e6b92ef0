package org.triggerworkbench.compute.pickle;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.text.InputException;

/** Seeded damage to real files: each is read, or refused in one sentence. -Dworkbench.fuzz=N asks for more than usual. */
class PickleFuzzTest {
    private static final int INPUTS = Integer.getInteger("workbench.fuzz", 20_000);
    private static final List<String> SEEDS = List.of(
            "zip.pth",
            "legacy.pth",
            "nested.pth",
            "module.pth",
            "whole-module.pth",
            "plain-2.pkl",
            "plain-3.pkl",
            "plain-4.pkl",
            "plain-5.pkl",
            "evil.pkl",
            "evil.pth");

    /** A file, and the pickle in it. */
    private record Seed(byte[] whole, byte[] pickle) {}

    @TempDir
    Path folder;

    @Test
    void damagedFiles_areReadOrRefused() throws IOException {
        List<Seed> seeds = new ArrayList<>();
        for (String name : SEEDS) {
            seeds.add(seed(PickleFixtures.file(name)));
        }
        Path file = folder.resolve("x.pth");
        int read = 0;
        int refused = 0;
        for (int i = 0; i < INPUTS; i++) {
            SplittableRandom random = new SplittableRandom(i);
            Seed seed = seeds.get(random.nextInt(seeds.size()));
            try {
                if (i % 5 == 0) {
                    open(Files.write(file, mutated(seed.whole(), random)));
                } else {
                    follow(file, mutated(seed.pickle(), random));
                }
                read++;
            } catch (InputException e) {
                assertTrue(e.sentence().contains("x.pth"), e.sentence());
                refused++;
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                throw new AssertionError("input " + i + " was neither read nor refused", e);
            }
        }
        // Neither is all: a reader that refuses everything would pass otherwise.
        assertTrue(read > INPUTS / 100 && refused > INPUTS / 2, read + " read, " + refused + " refused");
    }

    private static void open(Path file) {
        PickleFile opened = PickleFile.open(file);
        StateDicts.Found found = StateDicts.in(opened.root());
        if (found != null) {
            var _ = opened.read(found.tensors());
        }
    }

    /** The pickle alone, where no checksum of an archive hides what the reader makes of it. */
    private static void follow(Path file, byte[] pickle) throws IOException {
        PickleFaults faults = new PickleFaults(file);
        PickleBytes bytes = new PickleBytes(new ByteArrayInputStream(pickle), pickle.length, faults);
        var _ = StateDicts.in(PickleReader.read(bytes, faults));
    }

    private static Seed seed(Path file) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        if (whole[0] != 'P') {
            return new Seed(whole, whole);
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry data = zip.stream()
                    .filter(entry -> entry.getName().endsWith("data.pkl"))
                    .findFirst()
                    .orElseThrow();
            try (InputStream in = zip.getInputStream(data)) {
                return new Seed(whole, in.readAllBytes());
            }
        }
    }

    private static byte[] mutated(byte[] whole, SplittableRandom random) {
        byte[] bytes = whole.clone();
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times && bytes.length > 0; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xff : 0x7f);
                case 3 -> bytes = cut(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(16)));
                case 4 -> bytes = repeated(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(16)));
                default -> bytes = cut(bytes, random.nextInt(4) == 0 ? at : bytes.length, bytes.length);
            }
        }
        return bytes;
    }

    private static byte[] cut(byte[] bytes, int from, int to) {
        byte[] left = new byte[bytes.length - (to - from)];
        System.arraycopy(bytes, 0, left, 0, from);
        System.arraycopy(bytes, to, left, from, bytes.length - to);
        return left;
    }

    private static byte[] repeated(byte[] bytes, int from, int to) {
        byte[] longer = new byte[bytes.length + (to - from)];
        System.arraycopy(bytes, 0, longer, 0, to);
        System.arraycopy(bytes, from, longer, to, bytes.length - from);
        return longer;
    }
}
