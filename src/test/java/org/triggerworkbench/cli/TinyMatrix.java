package org.triggerworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A matrix on the parity tests' CLIP, and what can be compared of two runs of it. */
final class TinyMatrix {
    private static final Path CLIP = Path.of("src/test/resources/parity/clip-tiny");
    private static final int PATIENCE_SECONDS = 300;

    /** A third attack. */
    static final String SIG = "[[attack]]\nmethod = \"sig\"";

    private TinyMatrix() {}

    /** Writes a matrix of two attacks, undefended and against two defences. */
    static Path write(Path file, String... more) throws IOException {
        return Files.writeString(file, """
                name = "tiny"
                control = false
                [experiment.model]
                source = '%s'
                [experiment.data]
                source = "road-signs"
                train = 64
                validation = 8
                test = 24
                [experiment.training]
                epochs = 2
                batch = 8
                checkpoint-every = 3
                [experiment.report]
                positions = 0
                projected = 0
                [[attack]]
                method = "badnets"
                [[attack]]
                method = "blended"
                trigger = { kind = "blend", opacity = 0.2 }
                [[defense]]
                method = "strip"
                budget = 24
                overlays = 4
                [[defense]]
                method = "fine-tuning"
                budget = 24
                training = { epochs = 1, batch = 8 }
                %s
                """.formatted(CLIP.toAbsolutePath(), String.join("\n", more)));
    }

    /** Names of cells that have ended. */
    static List<String> ended(Path matrix) throws IOException {
        Path states = matrix.resolve("states");
        if (!Files.isDirectory(states)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(states)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    static void awaitEnded(Path matrix, int cells) throws IOException, InterruptedException {
        await(() -> ended(matrix).size() >= cells);
    }

    /** Something that may become true. */
    @FunctionalInterface
    interface Check {
        boolean holds() throws IOException, InterruptedException;
    }

    static void await(Check check) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!check.holds()) {
            assertTrue(System.nanoTime() < deadline, "it does not come true");
            Thread.sleep(50);
        }
    }

    /** Same cells, same states, same results and tensors byte for byte. */
    static void assertSame(Path wanted, Path matrix) throws IOException {
        assertEquals(ended(wanted), ended(matrix));
        assertEquals(Files.readString(wanted.resolve("matrix.csv")), Files.readString(matrix.resolve("matrix.csv")));
        assertEquals(Files.readString(wanted.resolve("matrix.html")), Files.readString(matrix.resolve("matrix.html")));
        Path cells = wanted.resolve("cells");
        for (Path file : TinyExperiment.files(cells)) {
            String name = String.valueOf(file.getFileName());
            if (name.equals("result.json")
                    || (name.endsWith(".safetensors") && file.toString().contains("artifacts"))) {
                Path other = matrix.resolve("cells").resolve(cells.relativize(file));
                assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(other), other.toString());
            }
        }
        TinyExperiment.requireWhole(matrix);
    }
}
