package org.triggerworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.file.TensorFiles;
import org.triggerworkbench.compute.pickle.PthFiles;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.model.HandWrittenModule;

/** What is said of a user's own files, of which not all is as it may be taken to be. */
class EvaluateOwnFilesTest {
    private static final int SIDE = 8;

    @TempDir
    private Path folder;

    /** Three classes of two pictures each, in red, green and blue, which a mean over the pixels tells apart. */
    @BeforeEach
    void pictures() throws IOException {
        for (int label = 0; label < 3; label++) {
            byte[] rgb = new byte[3 * SIDE * SIDE];
            for (int i = label; i < rgb.length; i += 3) {
                rgb[i] = (byte) 200;
            }
            Path home = Files.createDirectories(data().resolve("c" + label));
            PictureFiles.writePng(home.resolve("1.png"), new Picture(SIDE, SIDE, rgb));
            PictureFiles.writePng(home.resolve("2.png"), new Picture(SIDE, SIDE, rgb));
        }
    }

    @Test
    void output_choosesAmongTheTablesOfAModule() throws IOException {
        Path model = module("Tuple[Tensor, Tensor]", "return (torch.neg(pooled), pooled)");
        ProgramOutcome unclear = evaluate(model);
        assertEquals(1, unclear.code());
        assertTrue(unclear.err().contains("--output"), unclear.err());
        assertEquals(0, json(evaluate(model, "--output", "0")).get("correct").getAsInt());
        assertEquals(6, json(evaluate(model, "--output", "1")).get("correct").getAsInt());
    }

    @Test
    void output_isChosenByEveryCommandThatOpensAModel() throws IOException {
        String model = module("Tuple[Tensor, Tensor]", "return (torch.neg(pooled), pooled)")
                .toString();
        Path out = folder.resolve("logits.npy");
        List<String> export =
                List.of("export", "logits", "--model", model, "--data", data().toString(), "--out", out.toString());
        said(export).requireRefusal(1, "--output");
        assertEquals(0, said(export, "--output", "1").code());
        float[] second =
                TensorFiles.read(out).tensors().values().iterator().next().floats();
        assertEquals(200 / 255f, second[0], 1e-6);
        assertEquals(0, said(export, "--output", "0").code());
        float[] first =
                TensorFiles.read(out).tensors().values().iterator().next().floats();
        assertEquals(-200 / 255f, first[0], 1e-6);

        for (int i = 0; i < 24; i++) {
            String home = "c" + i % 3;
            Files.copy(data().resolve(home + "/1.png"), data().resolve(home + "/more" + i + ".png"));
        }
        List<String> defend =
                List.of("defend", "planted-detection", "--model", model, "--data", data().toString(), "--budget", "2");
        String run = folder.resolve("run").toString();
        said(defend, "--out", run).requireRefusal(1, "--output");
        ProgramOutcome chosen = said(defend, "--output", "1", "--out", run + "-of-1");
        assertEquals(0, chosen.code(), chosen.err());
        assertTrue(Files.readString(Path.of(run + "-of-1", "experiment.toml")).contains("output = \"1\""));
    }

    private static ProgramOutcome said(List<String> words, String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(Arrays.asList(more));
        return ProgramOutcome.of(all.toArray(String[]::new));
    }

    @Test
    void picturesLeftOut_areCountedAndSaid() throws IOException {
        Files.write(data().resolve("c1/3.gif"), new byte[3]);
        Files.createDirectories(data().resolve("c11"));
        Files.createDirectories(data().resolve("c2/more"));
        Files.copy(data().resolve("c2/1.png"), data().resolve("c2/more/3.png"));
        ProgramOutcome outcome =
                evaluate(module("Tensor", "return torch.narrow(torch.cat([pooled, torch.neg(pooled)], 1), 1, 0, 4)"));
        JsonObject json = json(outcome);
        assertEquals(JsonParser.parseString("{\"deeper\": 1, \"gif\": 1}"), json.get("skipped"));
        assertEquals(4, json.getAsJsonArray("warnings").size());
        assertTrue(outcome.err().contains("1 GIF"), outcome.err());
        assertTrue(outcome.err().contains("keep their number: c11"), outcome.err());
        assertTrue(outcome.err().contains("c0, c1, c11, c2"), outcome.err());
    }

    @Test
    void skipBroken_leavesOutAndSaysSo() throws IOException {
        Files.write(data().resolve("c1/10.png"), new byte[3]);
        Path model = module("Tensor", "return pooled");
        ProgramOutcome refused = evaluate(model);
        assertEquals(1, refused.code());
        assertTrue(refused.err().contains("10.png is not a PNG"), refused.err());
        ProgramOutcome outcome = evaluate(model, "--skip-broken");
        JsonObject json = json(outcome);
        assertEquals(6, json.get("samples").getAsInt());
        assertEquals(6, json.get("splitSize").getAsInt());
        assertEquals(JsonParser.parseString("{\"broken\": 1}"), json.get("skipped"));
        assertEquals(JsonParser.parseString("[\"c1/10.png\"]"), json.get("brokenPictures"));
        assertTrue(outcome.err().contains("Broken pictures left out: 1 (c1/10.png)"), outcome.err());
    }

    @Test
    void weightsOfPyTorch_areMeasuredAndTheGuessIsSaid() throws IOException {
        Path safetensors = TinyModels.smallVgg(folder, 3);
        Path checkpoint = PthFiles.write(
                folder.resolve("checkpoint.pth"),
                Map.of("epoch", 3, "state_dict", TensorFiles.read(safetensors).tensors()));
        ProgramOutcome outcome = evaluate(checkpoint);
        JsonObject json = json(outcome);
        assertEquals(2, json.getAsJsonArray("warnings").size());
        assertTrue(outcome.err().contains("under state_dict"), outcome.err());
        assertTrue(outcome.err().contains("small-vgg with 3 classes"), outcome.err());
        assertEquals(json(evaluate(safetensors, "--arch", "small-vgg")).get("correct"), json.get("correct"));
    }

    @Test
    void triggerThatHidesTheImage_isWarnedOf() throws IOException {
        Path model = module("Tensor", "return pooled");
        Path opaque = data().resolve("c1/1.png");
        ProgramOutcome replaced = evaluate(model, "--trigger", opaque.toString());
        assertTrue(replaced.err().contains("--trigger-mode add"), replaced.err());
        assertTrue(json(replaced).getAsJsonArray("warnings").toString().contains("--trigger-mode add"));
        ProgramOutcome added = evaluate(model, "--trigger", opaque.toString(), "--trigger-mode", "add");
        assertFalse(json(added).getAsJsonArray("warnings").toString().contains("--trigger-mode add"));
    }

    /** Pictures that a traced network wanted normalised would be measured as they are, and nobody told. */
    @Test
    void scriptWithoutACard_isSaidToSeePicturesAsTheyAre() throws IOException {
        Path model = module("Tensor", "return pooled");
        ProgramOutcome bare = evaluate(model);
        assertTrue(bare.err().contains("8 x 8 as they are"), bare.err());
        assertEquals(1, json(bare).getAsJsonArray("warnings").size());
        Files.writeString(folder.resolve("module.model.json"), "{\"mean\": [0, 0, 0], \"std\": [1, 1, 1]}");
        ProgramOutcome told = evaluate(model);
        assertEquals(0, json(told).getAsJsonArray("warnings").size());
        assertEquals("", told.err());
    }

    @Test
    void smallTrigger_goesWhereItIsTold() throws IOException {
        byte[] red = new byte[3 * 36];
        for (int i = 0; i < red.length; i += 3) {
            red[i] = (byte) 255;
        }
        Path small = folder.resolve("red.png");
        PictureFiles.writePng(small, new Picture(6, 6, red));
        Path model = module("Tensor", "return pooled");
        ProgramOutcome placeless = evaluate(model, "--trigger", small.toString());
        assertTrue(placeless.err().contains("--trigger-at"), placeless.err());
        JsonObject json = json(evaluate(model, "--trigger", small.toString(), "--trigger-at", "bottom-right"));
        assertEquals(4, json.get("triggeredHits").getAsInt());
        assertEquals(2, evaluate(model, "--trigger-at", "0,0").code());
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path module(String returns, String last) throws IOException {
        return HandWrittenModule.write(folder.resolve("module.pt"), returns, "pooled = torch.mean(x, [2, 3])", last);
    }

    private ProgramOutcome evaluate(Path model, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "evaluate", "--json", "--model", model.toString(), "--data", data().toString(), "--target", "0"));
        words.addAll(Arrays.asList(more));
        return ProgramOutcome.of(words.toArray(String[]::new));
    }

    private static JsonObject json(ProgramOutcome outcome) {
        assertEquals(0, outcome.code(), outcome.err());
        return JsonParser.parseString(outcome.out()).getAsJsonObject();
    }
}
