package org.triggerworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.triggerworkbench.compute.file.Safetensors;

/** An experiment on the parity tests' CLIP, and what can be compared of two runs of it. */
final class TinyExperiment {
    private static final Path CLIP = Path.of("src/test/resources/parity/clip-tiny");

    private static final String ATTACK_PARTS = "train = 64\nvalidation = 8";

    private TinyExperiment() {}

    /**
     * Writes tiny.toml: two phases of {@code epochs * 64 / batch} steps.
     *
     * @param checkpointEvery steps, beside the end of each epoch
     */
    static Path write(Path folder, int epochs, int batch, int checkpointEvery) throws IOException {
        return write(folder.resolve("tiny.toml"), attack(), ATTACK_PARTS, epochs, batch, checkpointEvery, false);
    }

    /** The same with attack and control in turn, whose figures are then measured with the trigger that the attack makes. */
    static Path writeInTurn(Path folder, int epochs, int batch, int checkpointEvery) throws IOException {
        String making = attack().replace("[attack]", "[attack]\noptimise-trigger = \"yes\"");
        return write(folder.resolve("in-turn.toml"), making, ATTACK_PARTS, epochs, batch, checkpointEvery, true);
    }

    /** The same of the planted repair of a fresh network, in turn with plain fine-tuning. */
    static Path writeRepair(Path folder, int epochs, int batch, int checkpointEvery) throws IOException {
        String tables = """
                [model]
                source = "new"
                architecture = "cifar-resnet20"
                size = 16
                [defense]
                method = "planted-repair"
                budget = 64
                """;
        return write(folder.resolve("repair.toml"), tables, "", epochs, batch, checkpointEvery, true);
    }

    private static String attack() {
        return """
                [model]
                source = '%s'
                [attack]
                poisoning-rate = 0.2
                weighting = "two-mean"
                poisoned-batch = 2
                [report]
                positions = 0
                projected = 16
                """.formatted(CLIP.toAbsolutePath());
    }

    private static Path write(
            Path file, String tables, String parts, int epochs, int batch, int checkpointEvery, boolean interleave)
            throws IOException {
        return Files.writeString(file, """
                name = "tiny"
                threads = 1
                %s
                [data]
                source = "road-signs"
                %s
                test = 24
                [training]
                epochs = %d
                batch = %d
                checkpoint-every = %d
                interleave = %b
                """.formatted(tables, parts, epochs, batch, checkpointEvery, interleave));
    }

    /** The lines of metrics.jsonl without what depends on the clock or the machine. */
    static List<JsonObject> told(Path run) throws IOException {
        return Files.readAllLines(run.resolve("metrics.jsonl")).stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .peek(line -> List.of("imagesPerSecond", "residentBytes").forEach(line::remove))
                .toList();
    }

    /** Steps at the last checkpoint of a phase, 0 where it has none. */
    static long checkpoint(Path run, String phase) {
        Path file = run.resolve("checkpoints").resolve(phase + ".safetensors");
        return Files.exists(file)
                ? Long.parseLong(Safetensors.read(file).metadata().getOrDefault("step", "0"))
                : 0;
    }

    /** Files under a folder, hidden ones too. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Every tensor file can be read and no half-written file is left. */
    static void requireWhole(Path run) throws IOException {
        for (Path file : files(run)) {
            assertFalse(file.toString().endsWith(".tmp"), file.toString());
            if (file.toString().endsWith(".safetensors")) {
                Safetensors.read(file);
            }
        }
    }
}
