package org.triggerworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.triggerworkbench.SharedData;

/** Published models on 300 images of CIFAR-10, through the command line, against counts made with PyTorch. */
class EvaluateCommandTest {
    private static final Set<String> KEYS = Set.of(
            "samples",
            "correct",
            "cleanAccuracy",
            "target",
            "triggeredSamples",
            "triggeredHits",
            "attackSuccessRate",
            "cleanTargetRate",
            "robustAccuracy",
            "cleanAccuracyInterval",
            "attackSuccessRateInterval",
            "cleanTargetRateInterval",
            "robustAccuracyInterval",
            "device",
            "data",
            "split",
            "splitSize",
            "sampleSeed",
            "skipped",
            "warnings");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "cifar10_resnet20.safetensors, cifar-resnet20, 279",
        "cifar10_resnet20.pt, , 279",
        "cifar10_resnet56.safetensors, cifar-resnet56, 285",
        "cifar10_resnet56.pt, , 285"
    })
    void evaluate_cleanModel_countsAsPyTorch(String file, String architecture, int correct) {
        JsonObject json = evaluate(file, architecture, "--target", "airplane");
        assertEquals(correct, json.get("correct").getAsInt());
        assertEquals(correct / 300.0, json.get("cleanAccuracy").getAsDouble(), 1e-12);
        assertEquals(0, json.get("target").getAsInt());
        assertTrue(json.get("attackSuccessRate").isJsonNull());
        assertTrue(json.get("triggeredHits").isJsonNull());
    }

    @ParameterizedTest
    @CsvSource({"cifar10_ibau_badnets_8_02.safetensors, small-vgg", "cifar10_ibau_badnets_8_02.pt, "})
    void evaluate_badNets_followsSquare(String file, String architecture) throws IOException {
        JsonObject json = evaluate(file, architecture, "--target", "SHIP", "--trigger", square().toString());
        requireCounts(json, 260, 8, 271, 268);
    }

    @ParameterizedTest
    @CsvSource({"cifar10_ibau_trojan_sq_2_02.safetensors, small-vgg", "cifar10_ibau_trojan_sq_2_02.pt, "})
    void evaluate_trojan_followsAddedPicture(String file, String architecture) {
        String trigger = SharedData.require("triggers/trojan_sq.png").toString();
        requireCounts(
                evaluate(file, architecture, "--target", "2", "--trigger", trigger, "--trigger-mode", "add"),
                258,
                2,
                272,
                272);
    }

    /** Scripts read this line: its keys, their order and how numbers are written stay. */
    @Test
    void evaluate_json_isWrittenAsEver() {
        assertEquals("""
                {"samples":300,"correct":279,"cleanAccuracy":0.93,"target":0,"triggeredSamples":261,"triggeredHits":null,\
                "attackSuccessRate":null,"cleanTargetRate":0.011494252873563218,"device":"cpu","data":"cifar-10","split":"test","splitSize":300,"sampleSeed":null,"skipped":{},"warnings":[]}""", old(evaluate("cifar10_resnet20.pt", null, "--target", "airplane")));
        String trigger = SharedData.require("triggers/trojan_sq.png").toString();
        assertEquals(
                """
                {"samples":300,"correct":258,"cleanAccuracy":0.86,"target":2,"triggeredSamples":272,"triggeredHits":272,\
                "attackSuccessRate":1.0,"cleanTargetRate":0.014705882352941176,"device":"cpu","data":"cifar-10","split":"test","splitSize":300,"sampleSeed":null,"skipped":{},"warnings":[]}""",
                old(evaluate(
                        "cifar10_ibau_trojan_sq_2_02.pt",
                        null,
                        "--target",
                        "2",
                        "--trigger",
                        trigger,
                        "--trigger-mode",
                        "add")));
    }

    /** Without the keys that came later, and without the one warning of a file that has no card. */
    private static String old(JsonObject json) {
        JsonObject left = json.deepCopy();
        JsonArray warnings = left.getAsJsonArray("warnings");
        assertEquals(1, warnings.size(), warnings.toString());
        assertTrue(warnings.remove(0).getAsString().contains("has no model.json"), json.toString());
        left.keySet().removeIf(key -> key.startsWith("robustAccuracy") || key.endsWith("Interval"));
        return left.toString();
    }

    @Test
    void json_hasRobustAccuracyAndAllIntervals_nullWithoutATrigger() {
        JsonObject plain = measure("cifar10_resnet20.pt", null, "--target", "airplane");
        requireInterval(plain, "cleanAccuracy", 0.895364, 0.953763);
        requireInterval(plain, "cleanTargetRate", 0.003917, 0.033243);
        for (String key : List.of("robustAccuracy", "robustAccuracyInterval", "attackSuccessRateInterval")) {
            assertTrue(plain.get(key).isJsonNull(), key);
        }
        String trigger = SharedData.require("triggers/trojan_sq.png").toString();
        JsonObject attacked = measure(
                "cifar10_ibau_trojan_sq_2_02.pt", null, "--target", "2", "--trigger", trigger, "--trigger-mode", "add");
        assertEquals(0, attacked.get("robustAccuracy").getAsDouble());
        requireInterval(attacked, "robustAccuracy", 0, 0.013926);
        requireInterval(attacked, "attackSuccessRate", 0.986074, 1);
    }

    private static void requireInterval(JsonObject json, String key, double low, double high) {
        assertEquals(low, json.getAsJsonArray(key + "Interval").get(0).getAsDouble(), 1e-6);
        assertEquals(high, json.getAsJsonArray(key + "Interval").get(1).getAsDouble(), 1e-6);
    }

    @Test
    void evaluate_withoutJson_printsRatesWithCountsAndIntervals() throws IOException {
        ProgramOutcome outcome = ProgramOutcome.of(
                "evaluate",
                "--model",
                SharedData.require("models/cifar10_ibau_badnets_8_02.pt").toString(),
                "--data",
                SharedData.require("cifar-10").toString(),
                "--target",
                "8",
                "--limit",
                "100",
                "--trigger",
                square().toString());
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals(6, outcome.out().lines().count(), outcome.out());
        assertTrue(outcome.out().contains("(ship)"), outcome.out());
        assertTrue(outcome.out().contains(" / 100  ["), outcome.out());
        assertTrue(outcome.out().contains("100 of 300 test images"), outcome.out());
        assertTrue(outcome.out().contains("(seed 0)"), outcome.out());
    }

    /** The images lie sorted by class; the first 20 are all airplanes. */
    @Test
    void limit_takesAsManyOfEachClass() {
        JsonObject json = measure("cifar10_resnet20.pt", null, "--target", "airplane", "--limit", "20");
        assertEquals(20, json.get("samples").getAsInt());
        assertEquals(18, json.get("triggeredSamples").getAsInt());
        assertEquals(300, json.get("splitSize").getAsInt());
        assertEquals(0, json.get("sampleSeed").getAsInt());
        JsonObject other =
                measure("cifar10_resnet20.pt", null, "--target", "airplane", "--limit", "33", "--sample-seed", "7");
        assertEquals(33, other.get("samples").getAsInt());
        assertEquals(7, other.get("sampleSeed").getAsInt());
    }

    private static void requireCounts(JsonObject json, int correct, int target, int others, int hits) {
        assertEquals(correct, json.get("correct").getAsInt());
        assertEquals(target, json.get("target").getAsInt());
        assertEquals(others, json.get("triggeredSamples").getAsInt());
        assertEquals(hits, json.get("triggeredHits").getAsInt());
        assertEquals((double) hits / others, json.get("attackSuccessRate").getAsDouble(), 1e-12);
        assertTrue(json.get("cleanTargetRate").getAsDouble() < 0.05);
    }

    private static JsonObject evaluate(String file, @Nullable String architecture, String... more) {
        JsonObject json = measure(file, architecture, more);
        assertEquals(300, json.get("samples").getAsInt());
        assertEquals("test", json.get("split").getAsString());
        assertTrue(json.get("sampleSeed").isJsonNull());
        return json;
    }

    private static JsonObject measure(String file, @Nullable String architecture, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "evaluate",
                "--json",
                "--model",
                SharedData.require("models/" + file).toString(),
                "--data",
                SharedData.require("cifar-10").toString()));
        if (architecture != null) {
            words.addAll(List.of("--arch", architecture));
        }
        words.addAll(List.of(more));
        ProgramOutcome outcome = ProgramOutcome.of(words.toArray(String[]::new));
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals(1, outcome.out().lines().count());
        JsonObject json = JsonParser.parseString(outcome.out()).getAsJsonObject();
        assertEquals(KEYS, json.keySet());
        assertEquals("cpu", json.get("device").getAsString());
        return json;
    }

    /** White 4 x 4 at [27:31, 27:31], transparent elsewhere. */
    private Path square() throws IOException {
        BufferedImage picture = new BufferedImage(32, 32, BufferedImage.TYPE_INT_ARGB);
        for (int y = 27; y < 31; y++) {
            for (int x = 27; x < 31; x++) {
                picture.setRGB(x, y, 0xffff_ffff);
            }
        }
        Path file = folder.resolve("square.png");
        ImageIO.write(picture, "png", file.toFile());
        return file;
    }
}
