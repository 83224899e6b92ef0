package org.triggerworkbench.prompt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.Npy;
import org.triggerworkbench.compute.file.Npz;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.text.InputException;

class PromptFilesTest {
    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] STD = {0.229f, 0.224f, 0.225f};
    private static Compute compute;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        compute = Compute.openCpu();
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    private static PromptLayout frame(PromptLayout.Mode mode, int size) {
        return new PromptLayout(new PromptShape.Frame(1), mode, size, size, MEAN, STD);
    }

    @Test
    void visual_comesBackBitEqualWithItsLayout() {
        Path file = folder.resolve("p.safetensors");
        for (PromptLayout layout : new PromptLayout[] {
            frame(PromptLayout.Mode.ADD, 6),
            new PromptLayout(new PromptShape.Patch(1, 2, 3, 4), PromptLayout.Mode.PASTE, 8, 7, MEAN, STD)
        }) {
            try (VisualPrompt prompt = VisualPrompt.normal(compute, layout, 1, 3)) {
                PromptFiles.write(file, prompt);
                PromptFiles.Saved saved = PromptFiles.readVisual(file, null);
                assertEquals(prompt.toHost(), saved.values());
                assertEquals(layout.shape(), saved.layout().shape());
                assertEquals(layout.mode(), saved.layout().mode());
                assertArrayEquals(MEAN, saved.layout().mean());
                assertArrayEquals(STD, saved.layout().std());
                try (VisualPrompt loaded = saved.load(compute)) {
                    assertEquals(prompt.toHost(), loaded.toHost());
                }
            }
        }
    }

    @Test
    void visual_comesBackWithTheMappingItWasTrainedWith() {
        Path file = folder.resolve("p.safetensors");
        try (VisualPrompt prompt = VisualPrompt.zeros(compute, frame(PromptLayout.Mode.ADD, 6))) {
            PromptFiles.write(file, prompt);
            assertNull(PromptFiles.readVisual(file, null).mapping());
            for (OutputMapping mapping :
                    new OutputMapping[] {new OutputMapping.Identity(), new OutputMapping.FirstK(10)}) {
                PromptFiles.write(file, prompt, mapping);
                assertEquals(mapping, PromptFiles.readVisual(file, null).mapping());
            }
            PromptFiles.write(file, prompt, new OutputMapping.Table(new int[] {3, 0, 12}));
            OutputMapping.Table read = assertInstanceOf(
                    OutputMapping.Table.class,
                    PromptFiles.readVisual(file, null).mapping());
            assertArrayEquals(new int[] {3, 0, 12}, read.sourceOfClass());
        }
    }

    @Test
    void origin_ofACopyIsWhereThePromptWasFirst() {
        try (VisualPrompt prompt = VisualPrompt.zeros(compute, frame(PromptLayout.Mode.ADD, 4))) {
            Path file = folder.resolve("first.safetensors");
            PromptFiles.write(file, prompt);
            assertEquals(file.toAbsolutePath().normalize(), PromptFiles.origin(file));
            PromptFiles.Saved saved = PromptFiles.readVisual(file, null);
            Path copy = folder.resolve("copy.safetensors");
            PromptFiles.write(
                    copy, new PromptFiles.Saved(saved.layout(), saved.values(), null, PromptFiles.origin(file)));
            assertEquals(file.toAbsolutePath().normalize(), PromptFiles.origin(copy));
            assertEquals(
                    PromptFiles.origin(file), PromptFiles.readVisual(copy, null).origin());
        }
        Path absent = Path.of("nowhere.safetensors");
        assertEquals(absent.toAbsolutePath(), PromptFiles.origin(absent));
    }

    @Test
    void readVisual_refusesAnUnknownMapping() {
        Path file = folder.resolve("p.safetensors");
        HostTensor three = HostTensor.of(MEAN, 3);
        Map<String, HostTensor> tensors =
                Map.of("values", HostTensor.of(new float[48], 3, 4, 4), "mean", three, "std", three);
        for (String words : new String[] {"", "first-k 0", "table", "table 1 x", "table -1", "other"}) {
            Safetensors.write(
                    file,
                    tensors,
                    Map.of("kind", "visual-prompt", "mode", "add", "shape", "frame 1", "mapping", words));
            assertThrows(InputException.class, () -> PromptFiles.readVisual(file, null), words);
        }
    }

    @Test
    void readVisual_takesNumpyArraysIntoTheGivenLayout() {
        HostTensor values = HostTensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 1, 3, 2, 2);
        Path npy = folder.resolve("p.npy");
        Path npz = folder.resolve("p.npz");
        Npy.write(npy, values);
        Npz.write(npz, Map.of("program", values));
        PromptLayout layout = frame(PromptLayout.Mode.ADD, 2);
        for (Path file : new Path[] {npy, npz}) {
            PromptFiles.Saved saved = PromptFiles.readVisual(file, layout);
            assertArrayEquals(values.floats(), saved.values().floats());
            assertArrayEquals(new long[] {3, 2, 2}, saved.values().shape());
        }
        String sentence = assertThrows(
                        InputException.class, () -> PromptFiles.readVisual(npy, frame(PromptLayout.Mode.ADD, 4)))
                .sentence();
        assertTrue(sentence.contains("2 x 2") && sentence.contains("4 x 4"), sentence);
        assertThrows(InputException.class, () -> PromptFiles.readVisual(npy, null));
    }

    @Test
    void context_comesBackBitEqual() {
        Path file = folder.resolve("c.safetensors");
        try (LearnedContext context = LearnedContext.random(compute, 3, 4, 5, 9)) {
            PromptFiles.write(file, context);
            try (LearnedContext read = PromptFiles.readContext(file, compute)) {
                assertEquals(context.toHost(), read.toHost());
                assertEquals(4, read.length());
                assertTrue(read.isPerClass());
            }
        }
        assertThrows(InputException.class, () -> PromptFiles.readVisual(file, frame(PromptLayout.Mode.ADD, 4)));
    }

    @Test
    void readVisual_refusesAFileOfOursWithABrokenLayout() {
        Path file = folder.resolve("p.safetensors");
        HostTensor three = HostTensor.of(MEAN, 3);
        Map<String, HostTensor> tensors =
                Map.of("values", HostTensor.of(new float[48], 3, 4, 4), "mean", three, "std", three);
        for (String shape : new String[] {"frame", "frame 3", "patch 0 0 5 1", "circle 3"}) {
            Safetensors.write(file, tensors, Map.of("kind", "visual-prompt", "mode", "add", "shape", shape));
            assertThrows(InputException.class, () -> PromptFiles.readVisual(file, null), shape);
        }
    }

    @Test
    void picture_isGreyWhereThePromptDoesNothingAndFullWhereItIsLargest() {
        PromptLayout layout = new PromptLayout(
                new PromptShape.Patch(0, 0, 1, 1), PromptLayout.Mode.ADD, 1, 2, new float[3], new float[] {1, 1, 1});
        Picture picture = PromptPicture.of(layout, new float[] {2, 9, -2, 9, 1, 9});
        assertEquals(255, picture.at(0, 0, 0));
        assertEquals(1, picture.at(0, 0, 1));
        assertEquals(192, picture.at(0, 0, 2));
        assertEquals(128, picture.at(1, 0, 0));
    }
}
