package org.triggerworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.Seeds;

/**
 * The real program, killed without warning at random moments and resumed, ends with the same trained tensors as one never
 * broken off. More kills: {@code mvn test -Dtest=KillResumeTest -Dworkbench.kills=5}.
 */
class KillResumeTest {
    private static final int KILLS = Integer.getInteger("workbench.kills", 3);
    private static final List<String> PHASES = List.of("clean-prompt", "backdoored-prompt");
    private static final String LEFTOVER = ".01234567-89ab-cdef-0123-456789abcdef.tmp";

    @TempDir
    private static Path folder;

    private static Path experiment;
    private static Path unbroken;

    @BeforeAll
    static void runUnbroken() throws Exception {
        experiment = TinyExperiment.write(folder, 6, 8, 7);
        unbroken = folder.resolve("unbroken");
        try (ProgramProcess program = begin(unbroken)) {
            assertEquals(0, program.await(), program.err());
        }
    }

    @Test
    void killedRun_resumesToTheSameTensors(TestReporter reporter) throws Exception {
        Path run = folder.resolve("killed");
        SplittableRandom random = Seeds.generator(1, "kills", KILLS);
        int all = ProgramProcess.lines(unbroken);
        List<String> moments = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            // Each process goes beyond the lines of the one before; what is left is shared out to the kills still to
            // come.
            int told = ProgramProcess.lines(run);
            int share = Math.max(1, (all - told) / (KILLS - kill + 1));
            try (ProgramProcess program = kill == 0 ? begin(run) : resume(run)) {
                program.awaitLines(run, told + random.nextInt(share));
                program.kill();
            }
            long kept = PHASES.stream()
                    .mapToLong(phase -> TinyExperiment.checkpoint(run, phase))
                    .sum();
            moments.add("line " + ProgramProcess.lines(run) + ", steps kept " + kept);
            if (kill == 0) {
                // As a kill in the middle of a write leaves them.
                Files.writeString(run.resolve(LEFTOVER), "half");
                Files.writeString(run.resolve("checkpoints").resolve(LEFTOVER), "half");
            }
        }
        finish(run);
        assertSameAsUnbroken(run);
        reporter.publishEntry(Map.of("kills", moments.toString(), "lines of the unbroken run", Integer.toString(all)));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signal that asks a process to end")
    void terminatedRun_losesNoStepAndSaysHowToGoOn() throws Exception {
        Path run = folder.resolve("terminated");
        try (ProgramProcess program = begin(run)) {
            program.awaitLines(run, 10);
            int code = program.terminate();
            String err = program.err();
            assertEquals(143, code, err);
            assertEquals(
                    "resume with: trigger-workbench run --resume " + run,
                    err.lines().toList().getLast());
        }
        long steps = TinyExperiment.told(run).stream()
                .filter(line -> line.get("kind").getAsString().equals("step"))
                .count();
        assertEquals(
                steps,
                PHASES.stream()
                        .mapToLong(phase -> TinyExperiment.checkpoint(run, phase))
                        .sum());
        finish(run);
        assertSameAsUnbroken(run);
    }

    private static ProgramProcess begin(Path run) throws IOException {
        return ProgramProcess.start(folder, "run", experiment.toString(), "--out", run.toString());
    }

    private static ProgramProcess resume(Path run) throws IOException {
        return ProgramProcess.start(folder, "run", "--resume", run.toString());
    }

    private static void finish(Path run) throws Exception {
        try (ProgramProcess program = resume(run)) {
            assertEquals(0, program.await(), program.err());
        }
    }

    private static void assertSameAsUnbroken(Path run) throws IOException {
        assertEquals(Files.readString(unbroken.resolve("result.json")), Files.readString(run.resolve("result.json")));
        List<JsonObject> told = TinyExperiment.told(run);
        assertTrue(told.size() > 96, () -> "lines: " + told.size());
        assertEquals(TinyExperiment.told(unbroken), told);
        TinyExperiment.requireWhole(run);
        assertEquals(names(unbroken), names(run));
    }

    private static List<String> names(Path run) throws IOException {
        return TinyExperiment.files(run).stream()
                .map(file -> run.relativize(file).toString())
                .toList();
    }
}
