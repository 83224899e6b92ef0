package org.triggerworkbench.experiment.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.ExperimentFile;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.training.MetricEvent;
import org.triggerworkbench.training.MetricListener;
import org.triggerworkbench.training.MetricStream;
import org.triggerworkbench.training.Phase;
import org.triggerworkbench.training.RunControl;
import org.triggerworkbench.training.StepLoss;
import org.triggerworkbench.training.TrainingTask;

/** Whole runs of the planted methods and of lanes in turn, on a fresh network for 16 x 16 pixels. */
class MethodRunTest {
    @TempDir
    static Path folder;

    private static Compute compute;
    private static RunFolder attacked;

    @BeforeAll
    static void attack() throws IOException {
        compute = Compute.open(ComputeDevice.CPU, 1);
        attacked = run("attacked", attack("planted", false));
    }

    @AfterAll
    static void close() {
        assertEquals(0, compute.liveTensors());
        compute.close();
    }

    @Test
    void attackOfTwoPhases_tellsAndHashesEach() {
        JsonObject hashes = json(attacked).getAsJsonObject("hashes");
        assertEquals(Set.of("clean-model", "planted-patch", "planted-model"), hashes.keySet());
        // Two epochs of the patch on the images of other classes, then two of the model on all.
        assertEquals(2 * 3 + 2 * 4, json(attacked).get("steps").getAsLong());
        assertTrue(json(attacked).getAsJsonObject("metrics").has("attackSuccessRate"));
    }

    @Test
    void poisonedImages_areThoseThatThePhaseInTheEndChose() throws IOException {
        JsonObject poisoned = JsonParser.parseString(
                        Files.readString(attacked.artifacts().resolve("poisoned.json")))
                .getAsJsonObject();
        assertEquals(
                json(attacked).get("poisonedImages").getAsInt(),
                poisoned.getAsJsonArray("indices").size());
        assertTrue(poisoned.getAsJsonArray("indices").size() > 0);
    }

    @Test
    void phasesOfOneName_areRefused() {
        RunFolder twice = RunFolder.create(folder.resolve("twice"), attacked.experiment());
        RunTraining training = new RunTraining(compute, twice, new RunControl(), new MetricStream(List.of()), null);
        List<TrainingTask> same = List.of(nothing(), nothing());
        assertThrows(
                IllegalStateException.class, () -> RunTraining.Lane.of(Phase.Part.METHOD, same, Shown.Weights::new));
        RunTraining.Lane one = RunTraining.Lane.of(Phase.Part.CONTROL, List.of(nothing()), Shown.Weights::new);
        RunTraining.Lane other = RunTraining.Lane.of(Phase.Part.METHOD, List.of(nothing()), Shown.Weights::new);
        assertThrows(IllegalStateException.class, () -> training.train(List.of(one, other)));
    }

    private static TrainingTask nothing() {
        return new TrainingTask() {
            @Override
            public String name() {
                return "same";
            }

            @Override
            public Map<String, NDArray> trainable() {
                return Map.of();
            }

            @Override
            public int stepsPerEpoch() {
                return 0;
            }

            @Override
            public StepLoss loss(long step) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Map<String, Double> evaluate(int epoch) {
                return Map.of();
            }
        };
    }

    @Test
    void repairedModel_canBeDefendedAgain() throws IOException {
        RunFolder first = run("repaired-once", defense("planted-repair", "", ""));
        String model = "source = '%s'".formatted(first.artifacts().resolve("repaired.safetensors"));
        JsonObject again = json(run("repaired-twice", detection(model, "")));
        assertTrue(again.has("verdict"));
        // The attack's images, its validation images and those of the first defender are spared.
        Experiment greedy = experiment("""
                [model]
                %s
                [defense]
                method = "planted-detection"
                budget = %d
                """.formatted(model, 20_000 - 32 - 32 + 1), "", false);
        RunFolder refused = RunFolder.create(folder.resolve("greedy-again"), greedy);
        String sentence = assertThrows(InputException.class, () -> TinyRun.run(compute, refused, new RunControl()))
                .sentence();
        assertTrue(sentence.contains(Integer.toString(20_000 - 32 - 32)), sentence);
    }

    @Test
    void settingsThatADefenceDoesNotUse_areRefused() {
        for (String table : List.of("[report]\npositions = 2", "[data]\nvalidation = 9", "[prompt]\nwidth = 3")) {
            InputException refused = assertThrows(InputException.class, () -> {
                Path file = folder.resolve("unused.toml");
                Files.writeString(file, "[defense]\nmethod = \"planted-filter\"\n" + table);
                ExperimentFile.read(file);
            });
            assertTrue(refused.sentence().contains("does not use"), refused.sentence());
        }
    }

    @Test
    void lanesInTurn_giveTheSameResult() throws IOException {
        List<Phase> heard = new ArrayList<>();
        RunFolder turns = RunFolder.create(folder.resolve("turns"), attack("planted", true));
        assertTrue(TinyRun.run(compute, turns, new RunControl(), steps(heard)));
        assertEquals(attacked.result(), turns.result());
        // Both go on from the first steps.
        assertTrue(heard.subList(0, 8).stream().anyMatch(phase -> phase.part() == Phase.Part.CONTROL));
        assertTrue(heard.subList(0, 8).stream().anyMatch(phase -> phase.part() == Phase.Part.METHOD));
    }

    @Test
    void lanesInTurn_brokenOffAgainAndAgain_giveTheSameResult() throws IOException {
        RunFolder broken = RunFolder.create(folder.resolve("turns-broken"), attack("planted", true));
        for (String point : List.of("clean-model 2", "planted-patch 3", "planted-model 1", "planted-model 3")) {
            RunControl control = new RunControl();
            assertFalse(TinyRun.run(compute, broken, control, TinyRun.cancelAt(point, control)), point);
            broken = RunFolder.open(broken.path());
        }
        assertTrue(TinyRun.run(compute, broken, new RunControl()));
        assertEquals(attacked.result(), broken.result());
    }

    @Test
    void detection_isWrittenWithItsVerdict() throws IOException {
        JsonObject found = json(run("detected", defense("planted-detection", "", "seeds = 3")));
        assertTrue(List.of("backdoored", "clean").contains(found.get("verdict").getAsString()));
        assertEquals(3, found.getAsJsonArray("seeds").size());
        assertEquals(0.5, found.get("threshold").getAsDouble());
        boolean above = found.get("statistic").getAsDouble() > 0.5;
        assertEquals(above ? 1 : 0, found.getAsJsonArray("flaggedClasses").size());
    }

    @Test
    void inputScores_areMeasuredOnTheOtherHalf() throws IOException {
        JsonObject found = json(run("filtered", defense("planted-filter", trigger(), "")));
        int inputs = found.getAsJsonArray("clean").size();
        assertEquals(inputs, found.getAsJsonArray("triggered").size());
        assertEquals(
                inputs - inputs / 2,
                found.getAsJsonObject("falseAcceptanceRate").get("n").getAsInt());
        double area = found.get("areaUnderRoc").getAsDouble();
        assertTrue(area >= 0 && area <= 1, "area " + area);
    }

    @Test
    void defenceOfAPrompt_judgesPromptAndModelTogether() throws IOException {
        RunFolder made = RunFolder.create(folder.resolve("prompted"), TinyRun.experiment(folder));
        assertTrue(TinyRun.run(compute, made, new RunControl()));
        String model = "source = '%s'".formatted(folder.resolve("tiny-model"));
        Path prompt = made.artifacts().resolve("backdoored-prompt.safetensors");
        JsonObject bare = json(run("bare-model", detection(model, "")));
        JsonObject composed = json(run("with-prompt", detection(model, "[prompt]\nfile = '%s'".formatted(prompt))));
        assertNotEquals(bare.get("perClass"), composed.get("perClass"));
    }

    @Test
    void budget_sparesTheImagesOfTheRunThatMadeTheModel() throws IOException {
        RunFolder greedy =
                RunFolder.create(folder.resolve("greedy"), defense("planted-detection", "", "", 20_000 - 32 + 1));
        String refused = assertThrows(InputException.class, () -> TinyRun.run(compute, greedy, new RunControl()))
                .sentence();
        assertTrue(refused.contains(Integer.toString(20_000 - 32)), refused);
    }

    @Test
    void budget_sparesThemWhicheverClassesAreChosen() throws IOException {
        Experiment two =
                experiment("""
                [model]
                source = '%s'
                [defense]
                method = "planted-detection"
                budget = 20000
                """.formatted(attacked.artifacts().resolve("backdoored-model.safetensors")), "", false);
        Experiment chosen = withData(two, "road-signs#stop,yield");
        RunFolder greedy = RunFolder.create(folder.resolve("greedy-classes"), chosen);
        String refused = assertThrows(InputException.class, () -> TinyRun.run(compute, greedy, new RunControl()))
                .sentence();
        // The attack's are a representative choice, two of each class.
        assertTrue(refused.contains(Integer.toString(2 * 20_000 / 16 - 4)), refused);
    }

    @Test
    void budget_sparesTheImagesOfTheRunAndOfTheSceneThatMadeAPrompt() throws IOException {
        RunFolder made = RunFolder.create(folder.resolve("prompted-copied"), TinyRun.experiment(folder));
        assertTrue(TinyRun.run(compute, made, new RunControl()));
        Path prompt = made.artifacts().resolve("backdoored-prompt.safetensors");
        PromptFiles.Saved saved = PromptFiles.readVisual(prompt, null);
        Path copy = Files.createDirectories(folder.resolve("prompts")).resolve("a-copy.safetensors");
        PromptFiles.write(copy, new PromptFiles.Saved(saved.layout(), saved.values(), saved.mapping(), prompt));
        Path scene = Path.of("assets/scenarios/backdoored-prompt/backdoored-prompt.safetensors");
        String model = "source = '%s'".formatted(folder.resolve("tiny-model"));
        for (Path file : List.of(prompt, copy, scene)) {
            Experiment defended = detection(model, "[prompt]\nfile = '%s'".formatted(file));
            assertEquals(1, RunFolder.behind(defended).size(), file.toString());
        }
    }

    @Test
    void defenceOfAnAllToAllBackdoor_isMeasuredAsTheAttackWas() throws IOException {
        RunFolder all = run("all-to-all", attack("badnets", false, "labels = \"all-to-all\""));
        JsonObject repaired = json(run(
                "all-to-all-repaired",
                experiment(
                        """
                [model]
                source = '%s'
                %s
                [defense]
                method = "planted-repair"
                budget = 32
                """.formatted(all.artifacts().resolve("backdoored-model.safetensors"), trigger()), "", false)));
        assertEquals("next", repaired.get("targetName").getAsString());
        assertEquals(
                json(all).getAsJsonObject("metrics").get("attackSuccessRate"),
                repaired.getAsJsonObject("before").get("attackSuccessRate"));
        JsonObject detected = json(run(
                "all-to-all-detected",
                experiment(
                        """
                [model]
                source = '%s'
                %s
                [defense]
                method = "planted-detection"
                budget = 32
                """.formatted(all.artifacts().resolve("backdoored-model.safetensors"), trigger()), "", false)));
        assertEquals(-1, detected.getAsJsonObject("review").get("target").getAsInt());
    }

    @Test
    void inputScores_needATrigger() throws IOException {
        RunFolder nothing = RunFolder.create(folder.resolve("filter-untold"), defense("planted-filter", "", ""));
        InputException refused =
                assertThrows(InputException.class, () -> TinyRun.run(compute, nothing, new RunControl()));
        assertTrue(refused.sentence().contains("[trigger]"), refused.sentence());
    }

    @Test
    void repair_isHeldAgainstPlainFineTuning_andResumes() throws IOException {
        RunFolder whole = run("repaired", defense("planted-repair", trigger(), ""));
        JsonObject found = json(whole);
        for (String row : List.of("before", "after", "plainFineTuning", "rebound")) {
            assertTrue(found.getAsJsonObject(row).has("attackSuccessRate"), row);
            assertTrue(found.getAsJsonObject(row).getAsJsonObject("control").has("attackSuccessRate"), row);
        }
        // The suspect is measured as the attack's run measured it.
        assertEquals(
                json(attacked).getAsJsonObject("metrics").get("cleanAccuracy"),
                found.getAsJsonObject("before").get("cleanAccuracy"));
        assertEquals(
                json(attacked).getAsJsonObject("metrics").get("attackSuccessRate"),
                found.getAsJsonObject("before").get("attackSuccessRate"));
        RunFolder broken = RunFolder.create(folder.resolve("repair-broken"), whole.experiment());
        for (String point : List.of("plain-fine-tuning 2", "repaired 1", "repaired 3", "rebound 2")) {
            RunControl control = new RunControl();
            assertFalse(TinyRun.run(compute, broken, control, TinyRun.cancelAt(point, control)), point);
            broken = RunFolder.open(broken.path());
        }
        assertTrue(TinyRun.run(compute, broken, new RunControl()));
        assertEquals(whole.result(), broken.result());
    }

    @Test
    void sweepOfARepair_isMeasuredWithTheTrigger() throws IOException {
        JsonObject found = json(run("reinit", defense("re-initialisation", trigger(), "layers = 1\nsweep = 2")));
        JsonObject sweep = found.getAsJsonArray("figures").get(0).getAsJsonObject();
        assertEquals("[1.0,2.0]", sweep.getAsJsonArray("at").toString());
        assertEquals(1, sweep.get("mark").getAsDouble());
        JsonObject lines = sweep.getAsJsonObject("lines");
        assertEquals(Set.of("CA", "ASR"), lines.keySet());
        // The one that the repair took is the repair, on as many test images.
        double accuracy = found.getAsJsonObject("after")
                .getAsJsonObject("cleanAccuracy")
                .get("value")
                .getAsDouble();
        assertEquals(accuracy, lines.getAsJsonArray("CA").get(0).getAsDouble(), 1e-9);
    }

    private static RunFolder run(String name, Experiment experiment) {
        RunFolder run = RunFolder.create(folder.resolve(name), experiment);
        assertTrue(TinyRun.run(compute, run, new RunControl()));
        assertTrue(run.isFinished());
        return run;
    }

    private static MetricListener steps(List<Phase> heard) {
        return event -> {
            if (event instanceof MetricEvent.Step step) {
                heard.add(step.phase());
            }
        };
    }

    private static JsonObject json(RunFolder run) {
        return JsonParser.parseString(run.result()).getAsJsonObject();
    }

    private static Experiment attack(String method, boolean interleave) throws IOException {
        return attack(method, interleave, "");
    }

    private static Experiment attack(String method, boolean interleave, String values) throws IOException {
        return experiment("""
                [model]
                source = "new"
                architecture = "cifar-resnet20"
                size = 16
                [trigger]
                kind = "colour"
                size = 4
                [attack]
                method = "%s"
                target = "yield"
                %s
                [report]
                positions = 1
                projected = 16
                """.formatted(method, values), "train = 32\nvalidation = 8", interleave);
    }

    /** Of the model that the planted attack left. */
    private static Experiment defense(String method, String trigger, String values) throws IOException {
        return defense(method, trigger, values, 32);
    }

    private static Experiment defense(String method, String trigger, String values, int budget) throws IOException {
        return experiment(
                """
                [model]
                source = '%s'
                %s
                [defense]
                method = "%s"
                target = "yield"
                budget = %d
                %s
                """.formatted(
                        attacked.artifacts().resolve("backdoored-model.safetensors"), trigger, method, budget, values),
                "",
                false);
    }

    private static Experiment detection(String model, String prompt) throws IOException {
        return experiment("""
                [model]
                %s
                %s
                [defense]
                method = "planted-detection"
                budget = 32
                seeds = 1
                """.formatted(model, prompt), "", false);
    }

    private static Experiment withData(Experiment one, String source) {
        return new Experiment(
                one.name(),
                one.seed(),
                one.device(),
                one.threads(),
                one.model(),
                new Experiment.Data(
                        source,
                        one.data().train(),
                        one.data().validation(),
                        one.data().test()),
                one.prompt(),
                one.trigger(),
                one.job(),
                one.training(),
                one.report());
    }

    private static String trigger() {
        return """
                [trigger]
                kind = "file"
                file = '%s'
                """.formatted(attacked.artifacts().resolve("trigger.safetensors"));
    }

    private static Experiment experiment(String tables, String parts, boolean interleave) throws IOException {
        Path file = folder.resolve("experiment.toml");
        Files.writeString(file, """
                name = "tiny"
                threads = 1
                %s
                [data]
                source = "road-signs"
                %s
                test = 24
                [training]
                epochs = 2
                batch = 8
                learning-rate = 0.01
                checkpoint-every = 3
                interleave = %b
                """.formatted(tables, parts, interleave));
        return ExperimentFile.read(file);
    }
}
