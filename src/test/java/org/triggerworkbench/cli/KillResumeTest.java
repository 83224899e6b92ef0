package org.triggerworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.triggerworkbench.compute.Seeds;

/**
 * The real program, killed without warning at random moments and resumed, ends with the same trained tensors as one never
 * broken off. More kills: {@code mvn test -Dtest=KillResumeTest -Dworkbench.kills=60 -Dworkbench.pairs=20}.
 */
class KillResumeTest {
    private static final int KILLS = Integer.getInteger("workbench.kills", 2);
    private static final int PAIRS = Integer.getInteger("workbench.pairs", 1);
    private static final String LEFTOVER = ".01234567-89ab-cdef-0123-456789abcdef.tmp";

    @TempDir
    private static Path folder;

    /** What is run, killed and resumed. */
    enum Story {
        ONE_AFTER_THE_OTHER("clean-prompt", "backdoored-prompt"),
        IN_TURN("clean-prompt", "backdoored-prompt"),
        REPAIR("plain-fine-tuning", "repaired");

        private final String control;
        private final String method;

        Story(String control, String method) {
            this.control = control;
            this.method = method;
        }

        Path experiment() throws IOException {
            return switch (this) {
                case ONE_AFTER_THE_OTHER -> TinyExperiment.write(folder, 6, 8, 7);
                case IN_TURN -> TinyExperiment.writeInTurn(folder, 6, 8, 7);
                case REPAIR -> TinyExperiment.writeRepair(folder, 6, 8, 7);
            };
        }

        long kept(Path run) {
            return TinyExperiment.checkpoint(run, control) + TinyExperiment.checkpoint(run, method);
        }
    }

    @ParameterizedTest
    @EnumSource
    void killedRun_resumesToTheSameTensors(Story story, TestReporter reporter) throws Exception {
        Path unbroken = unbroken(story);
        Path run = folder.resolve("killed-" + story);
        SplittableRandom random = Seeds.generator(1, "kills", KILLS);
        int all = ProgramProcess.lines(unbroken);
        List<String> moments = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            // Each process goes beyond the lines of the one before; what is left is shared out to the kills still to
            // come.
            int told = ProgramProcess.lines(run);
            int share = Math.max(1, (all - told) / (KILLS - kill + 1));
            try (ProgramProcess program = kill == 0 ? begin(story, run) : resume(run)) {
                program.awaitLines(run, told + random.nextInt(share));
                program.kill();
            }
            moments.add("line " + ProgramProcess.lines(run) + ", steps kept " + story.kept(run));
            if (kill == 0) {
                // As a kill in the middle of a write leaves them.
                Files.writeString(run.resolve(LEFTOVER), "half");
                Files.writeString(run.resolve("checkpoints").resolve(LEFTOVER), "half");
            }
        }
        finish(run);
        assertSame(unbroken, run);
        reporter.publishEntry(Map.of("kills", moments.toString(), "lines of the unbroken run", Integer.toString(all)));
    }

    /** Two processes go on with one run at the same moment; the one that works is killed, again and again. */
    @Test
    void runThatTwoProcessesGoOnWith_isKilledAndResumedToTheSameTensors(TestReporter reporter) throws Exception {
        Story story = Story.IN_TURN;
        Path unbroken = unbroken(story);
        Path run = folder.resolve("pairs");
        SplittableRandom random = Seeds.generator(2, "pairs", PAIRS);
        int all = ProgramProcess.lines(unbroken);
        int refused = 0;
        try (ProgramProcess program = begin(story, run)) {
            program.awaitLines(run, 1);
            program.kill();
        }
        for (int pair = 0; pair < PAIRS; pair++) {
            int told = ProgramProcess.lines(run);
            int share = Math.max(1, (all - told) / (PAIRS - pair + 1));
            try (ProgramProcess first = resume(run);
                    ProgramProcess second = resume(run)) {
                ProgramProcess working = awaitRefusal(first, second);
                refused++;
                working.awaitLines(run, told + random.nextInt(share));
                working.kill();
            }
        }
        finish(run);
        assertSame(unbroken, run);
        reporter.publishEntry(Map.of("killed, each with one beside it that was refused", Integer.toString(refused)));
    }

    /** Waits until one of them is refused, for the other's sake; returns the other. */
    private static ProgramProcess awaitRefusal(ProgramProcess first, ProgramProcess second) throws Exception {
        while (first.isAlive() && second.isAlive()) {
            Thread.sleep(1);
        }
        ProgramProcess refused = first.isAlive() ? second : first;
        ProgramProcess working = first.isAlive() ? first : second;
        assertEquals(CommandLines.FAILED, refused.await(), refused.err());
        String sentence = refused.err().lines().toList().getLast();
        assertTrue(sentence.contains("is being worked on by process " + working.pid() + " on "), sentence);
        return working;
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signal that asks a process to end")
    void terminatedRun_losesNoStepAndSaysHowToGoOn() throws Exception {
        Story story = Story.IN_TURN;
        Path run = folder.resolve("terminated");
        try (ProgramProcess program = begin(story, run)) {
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
        assertEquals(steps, story.kept(run));
        finish(run);
        assertSame(unbroken(story), run);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signal that holds a process")
    void runThatIsWorkedOn_isNotResumedBesideIt() throws Exception {
        Story story = Story.ONE_AFTER_THE_OTHER;
        Path run = folder.resolve("worked-on");
        try (ProgramProcess program = begin(story, run)) {
            program.awaitLines(run, 2);
            // Held, so that it has not ended when the other looks.
            program.signal("STOP");
            try (ProgramProcess second = resume(run)) {
                assertEquals(CommandLines.FAILED, second.await(), second.err());
                String sentence = second.err().lines().toList().getLast();
                assertTrue(sentence.contains("is being worked on by process " + program.pid() + " on "), sentence);
            } finally {
                program.signal("CONT");
            }
            assertEquals(0, program.await(), program.err());
        }
        assertFalse(Files.exists(run.resolve("run.lock")));
        assertSame(unbroken(story), run);
    }

    private static Path unbroken(Story story) throws Exception {
        Path run = folder.resolve("unbroken-" + story);
        if (!Files.exists(run)) {
            try (ProgramProcess program = begin(story, run)) {
                assertEquals(0, program.await(), program.err());
            }
        }
        return run;
    }

    private static ProgramProcess begin(Story story, Path run) throws IOException {
        return ProgramProcess.start(folder, "run", story.experiment().toString(), "--out", run.toString());
    }

    private static ProgramProcess resume(Path run) throws IOException {
        return ProgramProcess.start(folder, "run", "--resume", run.toString());
    }

    private static void finish(Path run) throws Exception {
        try (ProgramProcess program = resume(run)) {
            assertEquals(0, program.await(), program.err());
        }
    }

    private static void assertSame(Path unbroken, Path run) throws IOException {
        assertEquals(Files.readString(unbroken.resolve("result.json")), Files.readString(run.resolve("result.json")));
        List<JsonObject> told = inOrder(run);
        assertTrue(told.size() > 96, () -> "lines: " + told.size());
        assertEquals(inOrder(unbroken), told);
        TinyExperiment.requireWhole(run);
        assertEquals(names(unbroken), names(run));
    }

    /** Lines phase by phase: how turns were taken is no part of the result. */
    private static List<JsonObject> inOrder(Path run) throws IOException {
        return TinyExperiment.told(run).stream()
                .sorted(Comparator.comparing(line -> line.get("phase").getAsString()))
                .toList();
    }

    private static List<String> names(Path run) throws IOException {
        return TinyExperiment.files(run).stream()
                .map(file -> run.relativize(file).toString())
                .toList();
    }
}
