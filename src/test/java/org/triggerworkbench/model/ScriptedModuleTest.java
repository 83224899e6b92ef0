package org.triggerworkbench.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.model.load.OutputWish;
import org.triggerworkbench.text.InputException;

/** TorchScript files that put out other things than one table of logits. */
class ScriptedModuleTest {
    private static final Path SAVED = Path.of("src/test/resources/parity/torchscript");
    private static final String POOLED = "pooled = torch.mean(x, [2, 3])";
    private static final String WIDE = "wide = torch.cat([pooled, pooled], 1)";
    private static Compute compute;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        compute = Compute.openCpu();
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    @AfterEach
    void nothingIsLeft() {
        assertEquals(0, compute.liveTensors());
    }

    @Test
    void scriptedDropout_staysOffAndOtherOutputsAreLayers() throws IOException {
        Path file =
                module("Tuple[Tensor, Tensor]", POOLED, WIDE, "return (torch.dropout(pooled, 0.5, training), wide)");
        try (Classifier model = load(file, new OutputWish("0", 0));
                TensorScope _ = new TensorScope()) {
            assertEquals(3, model.classes());
            assertEquals(List.of("output.1"), model.layers());
            NDArray images = compute.images(new byte[] {51, 102, (byte) 255}, 1, 1, 1);
            Activations shown = model.activations(images, Set.of("output.1"));
            assertArrayEquals(new float[] {0.2f, 0.4f, 1f}, shown.output().toFloatArray(), 1e-6f);
            assertEquals(Set.of("output.1"), shown.layers().keySet());
        }
    }

    @ParameterizedTest
    @CsvSource({"3, output.0", "6, output.1"})
    void tuple_theOutputWithAsManyColumnsAsClasses_isTheLogits(int classes, String logits) throws IOException {
        Path file = module("Tuple[Tensor, Tensor]", POOLED, WIDE, "return (pooled, wide)");
        try (Classifier model = load(file, new OutputWish(null, classes))) {
            assertEquals(classes, model.classes());
            assertTrue(
                    !model.layers().contains(logits) && model.layers().size() == 1,
                    model.layers().toString());
        }
    }

    @Test
    void tuple_labelsOfTheCard_goBeforeTheClassesOfTheData() throws IOException {
        Path file = module("Tuple[Tensor, Tensor]", POOLED, WIDE, "return (wide, pooled)");
        Files.writeString(folder.resolve("model.json"), "{\"labels\": [\"a\", \"b\", \"c\"]}");
        try (Classifier model = load(file, new OutputWish(null, 6))) {
            assertEquals(3, model.classes());
        }
        Files.writeString(folder.resolve("model.json"), "{\"output\": 0}");
        try (Classifier model = load(file, new OutputWish(null, 3))) {
            assertEquals(6, model.classes());
        }
    }

    @Test
    void tuple_severalThatCouldBeLogits_areNamedAndAskedFor() throws IOException {
        Path file = module("Tuple[Tensor, Tensor]", POOLED, "return (pooled, torch.neg(pooled))");
        refused(file, new OutputWish(null, 3), "0: (1, 3), 1: (1, 3)", "--output");
        refused(file, new OutputWish("2", 3), "no output \"2\"", "0: (1, 3)");
        try (Classifier model = load(file, new OutputWish("1", 3));
                TensorScope _ = new TensorScope()) {
            float[] logits = model.logits(compute.images(new byte[] {51, 102, (byte) 255}, 1, 1, 1))
                    .toFloatArray();
            assertArrayEquals(new float[] {-0.2f, -0.4f, -1f}, logits, 1e-6f);
        }
    }

    @Test
    void dictionary_isChosenFromByKey() throws IOException {
        Path file = module("Dict[str, Tensor]", POOLED, "return {\"scores\": pooled, \"aux\": torch.neg(pooled)}");
        refused(file, OutputWish.NONE, "aux: (1, 3), scores: (1, 3)", "--output");
        try (Classifier model = load(file, new OutputWish("scores", 0))) {
            assertEquals(List.of("output.aux"), model.layers());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "return torch.reshape(torch.mean(x, [2, 3]), [1, 3])|only one picture at a time",
                "return torch.reshape(torch.mean(x), [1, 1])|(1, 1) for 3 pictures",
                "return torch.mean(x, [2, 3, 1])|images x classes",
                "return torch.argmax(torch.mean(x, [2, 3]), 1, True)|images x classes",
                "return torch.div(torch.mean(x, [2, 3]), 0)|not finite"
            })
    void whatIsNoTableOfFiniteLogits_isRefused(String body, String part) throws IOException {
        refused(module("Tensor", body), OutputWish.NONE, part);
    }

    @ParameterizedTest
    @CsvSource({"double, 1e-6", "half, 2e-3"})
    void otherPrecision_isRunInItself(String name, float tolerance) throws IOException {
        byte[] planes = new byte[3 * 64];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = (byte) (37 * i);
        }
        JsonArray expected = JsonParser.parseString(Files.readString(SAVED.resolve("logits.json")))
                .getAsJsonArray();
        try (Classifier model = (Classifier)
                        ModelFixture.loader(compute).load(SAVED.resolve(name + ".pt"), null, new ImageSize(8, 8));
                TensorScope _ = new TensorScope()) {
            NDArray logits = model.logits(compute.images(planes, 1, 8, 8));
            assertEquals(DataType.FLOAT32, logits.getDataType());
            for (int i = 0; i < 3; i++) {
                assertEquals(expected.get(i).getAsFloat(), logits.getFloat(0, i), tolerance);
            }
        }
    }

    @Test
    void precisionThatCannotBeRun_isNamed() {
        InputException refusal = assertThrows(InputException.class, () -> ModelFixture.loader(compute)
                .load(SAVED.resolve("bfloat16.pt"), null, new ImageSize(8, 8)));
        assertTrue(refusal.sentence().contains("weights in bfloat16"), refusal.sentence());
        assertTrue(refusal.sentence().contains("model.float()"), refusal.sentence());
    }

    @Test
    void tracedWithOnePicture_isNamedAsThat() {
        InputException refusal = assertThrows(InputException.class, () -> ModelFixture.loader(compute)
                .load(SAVED.resolve("one-picture.pt"), null, new ImageSize(8, 8)));
        assertTrue(refusal.sentence().contains("traced with one"), refusal.sentence());
    }

    @Test
    void batchThatGivesNoNumbers_isRefusedThen() throws IOException {
        // Grey gives zeros; brighter pictures the root of a negative number.
        Path file = module("Tensor", POOLED, "return torch.sqrt(torch.sub(0.5, pooled))");
        try (Classifier model = load(file, OutputWish.NONE);
                TensorScope _ = new TensorScope()) {
            model.logits(compute.images(new byte[] {51, 51, 51}, 1, 1, 1));
            NDArray bright = compute.images(new byte[] {(byte) 255, 51, 51}, 1, 1, 1);
            String sentence = assertThrows(InputException.class, () -> model.logits(bright))
                    .sentence();
            assertTrue(sentence.contains(file.toString()) && sentence.contains("not finite"), sentence);
        }
    }

    @Test
    void batchOfOtherShape_isRefusedThen() throws IOException {
        // Right for one and for three pictures, but not for two.
        Path file = module(
                "Tensor",
                POOLED,
                "n = torch.size(x, 0)",
                "return torch.narrow(pooled, 0, 0, int((n + 1) / 2) * 2 - 1)");
        try (Classifier model = load(file, OutputWish.NONE);
                TensorScope _ = new TensorScope()) {
            NDArray two = compute.images(new byte[6], 2, 1, 1);
            String sentence =
                    assertThrows(InputException.class, () -> model.logits(two)).sentence();
            assertTrue(sentence.contains("(1, 3) for 2 images where 2 x 3"), sentence);
        }
    }

    @Test
    void outputOfAnythingElse_isRefused() throws IOException {
        Path file = folder.resolve("a.safetensors");
        Files.write(file, new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
        String sentence = assertThrows(InputException.class, () -> ModelFixture.loader(compute)
                        .load(file, "small-vgg", null, new OutputWish("1", 0)))
                .sentence();
        assertTrue(sentence.contains("--output 1"), sentence);
    }

    private String refused(Path file, OutputWish wish, String... parts) {
        String sentence =
                assertThrows(InputException.class, () -> load(file, wish)).sentence();
        for (String part : parts) {
            assertTrue(sentence.contains(part), sentence);
        }
        return sentence;
    }

    private static Classifier load(Path file, OutputWish wish) {
        return (Classifier) ModelFixture.loader(compute).load(file, null, ModelFixture.SIZE, wish);
    }

    private Path module(String returns, String... lines) throws IOException {
        return HandWrittenModule.write(folder.resolve("scripted.pt"), returns, lines);
    }
}
