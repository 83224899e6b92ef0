package org.triggerworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.experiment.file.ExperimentFile;
import org.triggerworkbench.experiment.folder.RunFolder;

/** Runs into a small disk of memory that fills up or cannot be written to. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "a small disk is made of tmpfs, which Linux has")
class FullDiskTest {
    private static final long PAGE = 4096;

    @TempDir
    private Path folder;

    private Path disk;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        mounted = command("mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", disk.toString());
        Assumptions.assumeTrue(mounted, "this user may not mount a tmpfs, so no disk can be made to fill up");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertTrue(command("umount", disk.toString()));
        }
    }

    @Test
    void diskFullAtALineOfMetrics_isOneSentenceAndResumes() throws Exception {
        Path experiment = TinyExperiment.write(folder, 1, 2, 50);
        // A page for experiment.toml, one for README.md, one for run.lock, one for the first lines: the disk is full
        // before the first checkpoint at step 32.
        fillsUp(experiment, unbroken(experiment), 4 * PAGE, "metrics.jsonl");
    }

    @Test
    void diskFullAtACheckpoint_isOneSentenceAndResumes() throws Exception {
        Path experiment = TinyExperiment.write(folder, 2, 8, 5);
        Path unbroken = unbroken(experiment);
        // Replacing a phase's checkpoint takes its size twice for a moment; the second phase has that of the first
        // beside.
        long checkpoint = pages(unbroken.resolve("checkpoints/backdoored-prompt.safetensors"));
        long size = 5 * checkpoint / 2 + pages(unbroken.resolve("metrics.jsonl")) + 2 * PAGE;
        fillsUp(experiment, unbroken, size, "clean-prompt.safetensors");
    }

    @Test
    void diskFullAtTheReport_isOneSentenceAndResumes() throws Exception {
        Path experiment = TinyExperiment.write(folder, 2, 8, 5);
        Path unbroken = unbroken(experiment);
        long size = PAGE - pages(unbroken.resolve("report.html")) / 2;
        for (Path file : TinyExperiment.files(unbroken)) {
            size += pages(file);
        }
        fillsUp(experiment, unbroken, size, "report.html");
    }

    @Test
    void readOnlyDisk_isOneSentence() throws Exception {
        Path experiment = TinyExperiment.write(folder, 1, 8, 5);
        Path begun = disk.resolve("begun");
        assertTrue(Files.isDirectory(
                RunFolder.create(begun, ExperimentFile.read(experiment)).path()));
        Path empty = Files.createDirectory(disk.resolve("empty"));
        remount("ro");
        for (Path out : List.of(empty, disk.resolve("absent"), disk.resolve("absent/below"))) {
            ProgramOutcome.of("run", experiment.toString(), "--out", out.toString())
                    .requireRefusal(CommandLines.FAILED, out.toString(), "cannot be written to");
        }
        ProgramOutcome.of("run", "--resume", begun.toString())
                .requireRefusal(CommandLines.FAILED, begun.toString(), "cannot be written to");
    }

    private Path unbroken(Path experiment) {
        Path unbroken = folder.resolve("unbroken");
        ProgramOutcome outcome = ProgramOutcome.of("run", experiment.toString(), "--out", unbroken.toString());
        assertEquals(0, outcome.code(), outcome.err());
        return unbroken;
    }

    /** Runs until this file finds no place on a disk of this size, and goes on once the disk is larger. */
    private void fillsUp(Path experiment, Path unbroken, long size, String file) throws Exception {
        remount("size=" + size);
        refused(ProgramOutcome.of("run", experiment.toString(), "--out", disk.toString()), file);
        assertFalse(RunFolder.open(disk).isFinished());
        TinyExperiment.requireWhole(disk);
        List<String> lines = Files.readAllLines(disk.resolve("metrics.jsonl"));
        lines.subList(0, lines.size() - 1)
                .forEach(line -> assertTrue(JsonParser.parseString(line).isJsonObject(), line));

        // As full as before: the same again, and nothing is lost by it.
        refused(ProgramOutcome.of("run", "--resume", disk.toString()), file);
        TinyExperiment.requireWhole(disk);

        remount("size=20m");
        ProgramOutcome outcome = ProgramOutcome.of("run", "--resume", disk.toString());
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals(Files.readString(unbroken.resolve("result.json")), Files.readString(disk.resolve("result.json")));
        assertEquals(TinyExperiment.told(unbroken), TinyExperiment.told(disk));
        assertTrue(RunFolder.open(disk).isFinished());
    }

    /** Progress, then one sentence that names the file. */
    private static void refused(ProgramOutcome outcome, String file) {
        assertEquals(CommandLines.FAILED, outcome.code(), outcome.err());
        assertEquals("", outcome.out());
        assertFalse(outcome.err().contains("\tat "), outcome.err());
        List<String> sentences = outcome.err()
                .lines()
                .filter(line -> !line.matches("(clean|backdoored)-prompt .*"))
                .toList();
        assertEquals(1, sentences.size(), outcome.err());
        assertTrue(
                sentences.getFirst().contains(file) && sentences.getFirst().contains("free some space"), outcome.err());
    }

    private void remount(String options) throws Exception {
        assertTrue(command("mount", "-o", "remount," + options, disk.toString()), options);
    }

    private static long pages(Path file) throws IOException {
        return (Files.size(file) + PAGE - 1) / PAGE * PAGE;
    }

    private static boolean command(String... words) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            // no such command here
            return false;
        }
    }
}
