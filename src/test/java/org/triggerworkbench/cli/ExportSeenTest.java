package org.triggerworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.TensorFiles;

class ExportSeenTest {
    private static final String SCENE = "assets/scenarios/patch-on-a-sign/";

    @TempDir
    private Path folder;

    private ProgramOutcome export(String what, String name, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "export",
                what,
                "--model",
                SCENE + "backdoored-model.safetensors",
                "--data",
                "road-signs",
                "--limit",
                "32",
                "--out",
                folder.resolve(name).toString()));
        words.addAll(List.of(more));
        return ProgramOutcome.of(words.toArray(String[]::new));
    }

    private HostTensor array(String name, String key) {
        return Objects.requireNonNull(
                TensorFiles.read(folder.resolve(name)).tensors().get(key));
    }

    @Test
    void predictions_areTheLargestLogits_andCountedByEvaluate() throws IOException {
        String trigger = SCENE + "trigger.safetensors";
        assertEquals(0, export("predictions", "p.csv", "--trigger", trigger).code());
        assertEquals(0, export("logits", "l.npz", "--trigger", trigger).code());
        List<String> lines = Files.readAllLines(folder.resolve("p.csv"));
        assertEquals("image,state,label,predicted", lines.getFirst());
        assertEquals(1 + 2 * 32, lines.size());
        float[] clean = array("l.npz", "clean").floats();
        long[] shape = array("l.npz", "clean").shape();
        assertArrayEquals(new long[] {32, 16}, shape);
        int hits = 0;
        for (int i = 0; i < 32; i++) {
            int best = 0;
            for (int k = 0; k < 16; k++) {
                best = clean[16 * i + k] > clean[16 * i + best] ? k : best;
            }
            String[] cells = lines.get(1 + 2 * i).split(",", -1);
            assertEquals("clean", cells[1]);
            assertEquals(Integer.toString(best), cells[3]);
            String[] triggered = lines.get(2 + 2 * i).split(",", -1);
            assertEquals("triggered", triggered[1]);
            hits += triggered[3].equals("4") && !triggered[2].equals("4") ? 1 : 0;
        }
        ProgramOutcome evaluated = ProgramOutcome.of(
                "evaluate",
                "--json",
                "--model",
                SCENE + "backdoored-model.safetensors",
                "--data",
                "road-signs",
                "--limit",
                "32",
                "--target",
                "4",
                "--trigger",
                trigger);
        assertTrue(evaluated.out().contains("\"triggeredHits\":" + hits), evaluated.out());
    }

    @Test
    void features_ofAnyLayer_andTriggeredImages() {
        assertEquals(0, export("features", "f.npy").code());
        HostTensor features = TensorFiles.read(folder.resolve("f.npy"))
                .tensors()
                .values()
                .iterator()
                .next();
        assertEquals(32, features.shape()[0]);
        export("features", "x.npy", "--layer", "nowhere").requireRefusal(2, "nowhere", "its layers are");
        export("triggered", "t.npz").requireRefusal(2, "--trigger");
        export("logits", "t.txt").requireRefusal(2, ".csv");
        assertEquals(
                0,
                export("triggered", "t.npz", "--trigger", SCENE + "trigger.safetensors")
                        .code());
        assertArrayEquals(
                new long[] {32, 3, 32, 32}, array("t.npz", "triggered").shape());
    }
}
