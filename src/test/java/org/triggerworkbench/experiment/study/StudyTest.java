package org.triggerworkbench.experiment.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.text.InputException;

/** Runs side by side, from results written by hand. */
class StudyTest {
    private static final Study.Cell NONE = new Study.Cell("patch", Study.NO_DEFENSE);
    private static final Study.Cell REPAIRED = new Study.Cell("patch", "planted-repair");

    @TempDir
    Path folder;

    @Test
    void of_gathersSeedsOfAnAttackAndOfItsRepairs() {
        attack(1, 95, 90);
        attack(2, 85, 88);
        repair(1, 40, 89, 60);
        repair(2, 20, 87, 20);
        Study study = Study.of(folder);
        assertEquals(List.of(NONE, REPAIRED), study.cells());
        assertEquals(Map.of(1L, 0.95, 2L, 0.85), study.values(NONE, StudyMeasure.ASR));
        assertEquals(
                new Spread(2, 0.9, 0.85, 0.95).words(),
                study.spread(NONE, StudyMeasure.ASR).words());
        assertEquals("90.0 (85.0 to 95.0)", study.spread(NONE, StudyMeasure.ASR).words());
        assertEquals(0.3, study.spread(REPAIRED, StudyMeasure.ASR).mean(), 1e-9);
        assertEquals(Map.of(1L, 0.6, 2L, 0.2), study.values(REPAIRED, StudyMeasure.REBOUND));
        assertEquals(0, study.spread(NONE, StudyMeasure.REBOUND).n());
    }

    @Test
    void statement_holdsByTheMeansAndCountsSeeds() throws IOException {
        attack(1, 95, 90);
        attack(2, 85, 88);
        repair(1, 40, 89, 60);
        repair(2, 20, 87, 20);
        Path claims = Files.writeString(folder.resolve("claims.toml"), """
                [[statement]]
                text = "The repair lowers attack success"
                left = "asr(patch, planted-repair)"
                is = "<"
                right = "asr(patch, none)"
                [[statement]]
                text = "and by thirty points below a half"
                left = "asr(patch, planted-repair)"
                is = "<"
                right = 0.5
                margin = -0.2
                [[statement]]
                text = "It comes back in every seed"
                left = "rebound(patch, planted-repair)"
                is = ">"
                right = "asr(patch, planted-repair)"
                [[statement]]
                text = "of nothing"
                left = "asr(patch, other)"
                is = ">"
                right = 0
                """);
        List<Statement.Outcome> outcomes = Study.of(folder).check(StatementFile.read(claims));
        assertEquals(Statement.Holds.YES, outcomes.get(0).holds());
        assertEquals(2, outcomes.get(0).holding());
        assertEquals(Statement.Holds.NO, outcomes.get(1).holds(), "0.3 is not below 0.5 - 0.2");
        assertEquals(1, outcomes.get(1).holding());
        assertEquals(Statement.Holds.YES, outcomes.get(2).holds());
        assertEquals(1, outcomes.get(2).holding());
        assertEquals(2, outcomes.get(2).seeds());
        assertEquals(Statement.Holds.UNKNOWN, outcomes.get(3).holds());
        StudyReport report = new StudyReport(Study.of(folder), outcomes);
        assertTrue(
                report.markdown().contains("| The repair lowers attack success | yes | 30.0 < 90.0 | 2 of 2 |"),
                report.markdown());
        assertTrue(report.html().contains("not measured"));
    }

    @Test
    void of_keepsARepairOfTheControlApart() throws IOException {
        attack(1, 95, 90);
        Path artifacts = Files.createDirectories(folder.resolve("patch-1").resolve("artifacts"));
        Files.writeString(artifacts.resolve("clean-model.safetensors"), "");
        repair(1, 40, 89, 60);
        repair("twin", "clean-model.safetensors", 1, 0, 95, 0);
        Study study = Study.of(folder);
        assertEquals(List.of(NONE, REPAIRED, new Study.Cell("patch (clean)", "planted-repair")), study.cells());
        assertEquals(Map.of(1L, 0.4), study.values(REPAIRED, StudyMeasure.ASR));
    }

    @Test
    void of_refusesTwoRunsOfOneSeedAndAnEmptyFolder() {
        InputException empty = assertThrows(InputException.class, () -> Study.of(folder));
        assertTrue(empty.sentence().contains(folder.toString()));
        attack(1, 95, 90);
        run("again", experiment("patch", 1), attacked(95, 90));
        InputException twice = assertThrows(InputException.class, () -> Study.of(folder));
        assertTrue(twice.sentence().contains("seed 1"), twice.sentence());
    }

    @Test
    void claims_namesWhatItCannotUnderstand() throws IOException {
        for (String wrong : List.of("left = \"azr(a, b)\"", "left = \"asr(a)\"", "lefft = 1", "")) {
            Path claims = Files.writeString(
                    folder.resolve("claims.toml"), "[[statement]]\ntext = \"t\"\nis = \">\"\nright = 1\n" + wrong);
            InputException refused = assertThrows(InputException.class, () -> StatementFile.read(claims));
            assertTrue(refused.sentence().contains("claim 1"), refused.sentence());
        }
    }

    private void attack(long seed, int asr, int ca) {
        run("patch-" + seed, experiment("patch", seed), attacked(asr, ca));
    }

    private void repair(long seed, int asr, int ca, int rebound) {
        repair("repair-" + seed, "backdoored-model.safetensors", seed, asr, ca, rebound);
    }

    private void repair(String name, String defended, long seed, int asr, int ca, int rebound) {
        Experiment maker = experiment("patch", seed);
        Experiment preset = Experiment.DEFENSE_PRESET;
        Path model = folder.resolve("patch-" + seed).resolve("artifacts").resolve(defended);
        Experiment experiment = new Experiment(
                "repair",
                7,
                maker.device(),
                1,
                new Experiment.Model(model.toString(), "", 0),
                preset.data(),
                preset.prompt(),
                preset.trigger(),
                new Experiment.Defense("planted-repair", "0", 100, Map.of()),
                preset.training(),
                preset.report());
        run(
                name,
                experiment,
                "{\"before\": " + rates(90, 90) + ", \"after\": " + rates(asr, ca) + ", \"plainFineTuning\": "
                        + rates(50, 90) + ", \"rebound\": " + rates(rebound, 90) + "}");
    }

    private static Experiment experiment(String name, long seed) {
        Experiment preset = Experiment.PRESET;
        return new Experiment(
                name,
                seed,
                preset.device(),
                1,
                preset.model(),
                preset.data(),
                preset.prompt(),
                preset.trigger(),
                preset.job(),
                preset.training(),
                preset.report());
    }

    private static String attacked(int asr, int ca) {
        return "{\"metrics\": " + rates(asr, ca) + "}";
    }

    private static String rates(int asr, int ca) {
        return "{\"samples\": 100, \"correct\": " + ca + ", \"cleanAccuracy\": " + rate(ca)
                + ", \"attackSuccessRate\": " + rate(asr) + "}";
    }

    private static String rate(int hits) {
        return "{\"value\": " + hits / 100.0 + ", \"hits\": " + hits + ", \"n\": 100}";
    }

    private void run(String name, Experiment experiment, String result) {
        RunFolder run = RunFolder.create(folder.resolve(name), experiment);
        run.writeResult(result);
        run.writeReport("");
    }
}
