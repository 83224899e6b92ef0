package org.triggerworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A matrix of three attacks, undefended and against two defences, by a real Slurm, which {@code SLURM_CONF} in the environment
 * names: two cells are killed by scancel, the node is drained and resumed, and all is as with one worker here.
 */
@Tag("slurm")
class SlurmMatrixTest {
    @TempDir
    private static Path folder;

    @Test
    void cancelledCellsAndADrainedNode_leaveTheSame() throws Exception {
        assumeTrue(System.getenv("SLURM_CONF") != null, "there is no SLURM_CONF, so no Slurm to test with");
        Path file = TinyMatrix.write(
                folder.resolve("tiny.toml"), TinyMatrix.SIG, "[slurm]", "partition = \"main\"", "poll-seconds = 1");
        Path cluster = folder.resolve("cluster");
        try (ProgramProcess program =
                ProgramProcess.start(folder, "matrix", file.toString(), "--out", cluster.toString(), "--slurm")) {
            for (int kill = 0; kill < 2; kill++) {
                String seen = kill == 0 ? "" : running(cluster).getLast();
                TinyMatrix.await(() -> running(cluster).stream().anyMatch(task -> !task.equals(seen)));
                List<String> tasks = running(cluster).stream()
                        .filter(task -> !task.equals(seen))
                        .toList();
                run("scancel", tasks.getLast());
                String killed = tasks.getLast();
                TinyMatrix.await(() -> !running(cluster).contains(killed));
                TinyMatrix.await(() -> !running(cluster).isEmpty());
            }
            String node = run("sinfo", "-h", "-o", "%n").strip();
            run("scontrol", "update", "nodename=" + node, "state=drain", "reason=test");
            TinyMatrix.await(() -> running(cluster).isEmpty());
            run("scontrol", "update", "nodename=" + node, "state=resume");
            TinyMatrix.awaitEnded(cluster, 9);
            assertEquals(0, program.await(), program.err());
            assertTrue(program.err().contains(": lost;"), program.err());
        }
        assertEquals(9, TinyMatrix.ended(cluster).size());
        Path here = folder.resolve("here");
        try (ProgramProcess program =
                ProgramProcess.start(folder, "matrix", file.toString(), "--out", here.toString())) {
            TinyMatrix.awaitEnded(here, 9);
            assertEquals(0, program.await(), program.err());
        }
        TinyMatrix.assertSame(here, cluster);
    }

    @Test
    void cancel_endsWhatTheClusterHasAndWhoCollects() throws Exception {
        assumeTrue(System.getenv("SLURM_CONF") != null, "there is no SLURM_CONF, so no Slurm to test with");
        Path file =
                TinyMatrix.write(folder.resolve("cancel.toml"), "[slurm]", "partition = \"main\"", "poll-seconds = 1");
        Path cluster = folder.resolve("cancelled");
        try (ProgramProcess program =
                ProgramProcess.start(folder, "matrix", file.toString(), "--out", cluster.toString(), "--slurm")) {
            TinyMatrix.await(() -> !running(cluster).isEmpty());
            ProgramOutcome cancel = ProgramOutcome.of("matrix", "--cancel", cluster.toString());
            assertEquals(0, cancel.code(), cancel.err());
            assertEquals(CommandLines.FAILED, program.await(), program.err());
        }
        TinyMatrix.await(() -> run("squeue", "-h", "--name=" + name(cluster)).isBlank());
    }

    /** Its tasks that run, such as 12_3. */
    private static List<String> running(Path matrix) throws IOException, InterruptedException {
        return name(matrix).isEmpty()
                ? List.of()
                : run("squeue", "-h", "-r", "-t", "RUNNING,COMPLETING", "--name=" + name(matrix), "-o", "%F_%K")
                        .lines()
                        .toList();
    }

    private static String name(Path matrix) throws IOException {
        Path script = matrix.resolve("slurm").resolve("0001-attacks.sh");
        return Files.exists(script)
                ? Files.readString(script)
                        .lines()
                        .filter(line -> line.startsWith("#SBATCH --job-name="))
                        .map(line -> line.substring(line.indexOf('=') + 1))
                        .findFirst()
                        .orElse("")
                : "";
    }

    private static String run(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), out);
        return out;
    }
}
