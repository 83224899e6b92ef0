package org.triggerworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.compute.EngineReport;
import org.triggerworkbench.compute.Machine;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.ExperimentFile;

class ListAndDoctorTest {
    @Test
    void list_namesWhatThereIs() {
        assertTrue(ProgramOutcome.of("list", "data").out().contains("road-signs-shifted"));
        assertTrue(ProgramOutcome.of("list", "models").out().contains("cifar-resnet56"));
        assertTrue(ProgramOutcome.of("list", "attacks").out().contains("poisoning-rate = 0.05"));
        // On the class path of the tests only, and known without a line anywhere else.
        assertTrue(ProgramOutcome.of("list", "attacks").out().contains("planted  An attack of the tests."));
        assertTrue(ProgramOutcome.of("list", "defenses")
                .out()
                .contains("planted-repair  Fine-tunes with a pull toward zero."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "models", "attacks", "defenses"})
    void list_asJson_isOneObject(String kind) {
        JsonArray entries = object(ProgramOutcome.of("list", kind, "--json")).getAsJsonArray("entries");
        assertFalse(entries.isEmpty());
    }

    @Test
    void list_experiment_isAFileThatRunReads(@TempDir Path folder) throws IOException {
        String toml = ProgramOutcome.of("list", "experiment").out();
        assertTrue(toml.contains("[training]") && toml.contains("learning-rate = "), toml);
        Experiment read = ExperimentFile.read(Files.writeString(folder.resolve("x.toml"), toml));
        assertEquals(Experiment.PRESET.training(), read.training());
        assertEquals(
                toml.strip(),
                object(ProgramOutcome.of("list", "experiment", "--json"))
                        .get("toml")
                        .getAsString()
                        .strip());
    }

    @Test
    void doctor_tellsEngineMemoryAndCache() {
        JsonObject facts = object(ProgramOutcome.of("doctor", "--json"));
        assertTrue(facts.get("engine").getAsString().startsWith("PyTorch"));
        assertTrue(facts.get("heapMaxMiB").getAsLong() > 0);
        assertTrue(facts.get("cacheMiB").getAsLong() > 0);
        assertFalse(facts.get("libtorch").getAsString().isEmpty());
        assertTrue(ProgramOutcome.of("doctor").out().contains("os "));
    }

    @Test
    void engine_tellsWhatTheWindowsPageCopies() {
        JsonObject facts = object(ProgramOutcome.of("engine", "--json"));
        assertEquals("cpu", facts.get("flavor").getAsString());
        assertTrue(facts.get("jni").getAsString().contains("djl_torch"), facts.toString());
        assertTrue(facts.get("residentMiB").getAsLong() > facts.get("heapMiB").getAsLong(), facts.toString());
        String printed = ProgramOutcome.of("engine").out();
        EngineReport page = EngineReport.of(Machine.here());
        page.lines()
                .forEach((name, line) -> assertTrue(
                        printed.lines().anyMatch(each -> each.startsWith(name + "  ")),
                        name + " is not in " + printed));
        assertEquals(page.text().lines().count(), printed.lines().count());
        assertTrue(printed.contains(page.settingsLine()), printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evaluate", "list", "run", "doctor", "train-bundled-model", "defend", "export poisoned"})
    void help_explainsEveryOption(String command) {
        ProgramOutcome help = ProgramOutcome.of((command + " --help").split(" "));
        assertEquals(0, help.code());
        assertTrue(help.out().contains("Examples:"));
        assertTrue(help.out().contains("Exit codes:"));
        help.out()
                .lines()
                .filter(line -> line.matches("      --\\S+|      --\\S+ *"))
                .forEach(bare -> {
                    int at = help.out().indexOf(bare) + bare.length();
                    assertTrue(help.out().startsWith("                ", at + 1), () -> "no sentence for" + bare);
                });
    }

    private static JsonObject object(ProgramOutcome outcome) {
        assertEquals(0, outcome.code(), outcome.err());
        return JsonParser.parseString(outcome.out()).getAsJsonObject();
    }
}
