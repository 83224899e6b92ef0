package org.triggerworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program with a matrix of eight cells, two of which fail: each run in a process of its own. */
class MatrixCommandTest {
    private static final String GREEDY = """
            [[defense]]
            name = "greedy"
            method = "strip"
            budget = 90000000
            """;

    @TempDir
    private static Path folder;

    private static Path file;
    private static Path whole;

    @BeforeAll
    static void runOneByOne() throws Exception {
        file = TinyMatrix.write(folder.resolve("tiny.toml"), GREEDY);
        whole = folder.resolve("whole");
        try (ProgramProcess program = matrix(whole, "--json")) {
            TinyMatrix.awaitEnded(whole, 8);
            assertEquals(CommandLines.FAILED, program.await(), program.err());
            assertFalse(program.out().isEmpty(), program.err());
            JsonObject told = JsonParser.parseString(program.out()).getAsJsonObject();
            assertEquals(8, told.get("cells").getAsInt());
            assertEquals(6, told.get("done").getAsInt(), program.err());
            assertEquals(2, told.get("failed").getAsInt(), program.err());
        }
    }

    @Test
    void failingCell_isRecordedWithItsReason() throws IOException {
        for (String name : TinyMatrix.ended(whole)) {
            JsonObject state = JsonParser.parseString(
                            Files.readString(whole.resolve("states").resolve(name)))
                    .getAsJsonObject();
            assertEquals(name.contains("greedy"), state.has("reason"), name);
            if (name.contains("greedy")) {
                assertTrue(state.get("reason").getAsString().contains("90000000"), state.toString());
            }
        }
    }

    @Test
    void shuffledAndInPairs_killedTwice_isTheSame() throws Exception {
        Path killed = folder.resolve("killed");
        for (int kill = 0; kill < 2; kill++) {
            try (ProgramProcess program = matrix(killed, "--workers", "2", "--shuffle", "7")) {
                TinyMatrix.awaitEnded(killed, 1 + 3 * kill);
                if (kill > 0) {
                    ProcessHandle.of(program.pid()).stream()
                            .flatMap(ProcessHandle::children)
                            .forEach(ProcessHandle::destroyForcibly);
                }
                program.kill();
            }
        }
        try (ProgramProcess program = matrix(killed, "--workers", "2", "--shuffle", "8")) {
            TinyMatrix.awaitEnded(killed, 8);
            assertEquals(CommandLines.FAILED, program.await(), program.err());
        }
        TinyMatrix.assertSame(whole, killed);
    }

    @Test
    void whatIsThere_isNotRunAgain_andWhatIsNewIs() throws Exception {
        Map<Path, FileTime> before = results();
        try (ProgramProcess program = ProgramProcess.start(folder, "matrix", "--resume", whole.toString())) {
            assertEquals(CommandLines.FAILED, program.await(), program.err());
            assertFalse(program.err().contains("begun"), program.err());
        }
        assertEquals(before, results());
        ProgramOutcome more = ProgramOutcome.of(
                "matrix",
                TinyMatrix.write(folder.resolve("more.toml"), GREEDY, "[axes]", "\"defense.budget\" = [24, 30]")
                        .toString(),
                "--out",
                whole.toString(),
                "--dry-run");
        assertEquals(0, more.code(), more.err());
        assertTrue(more.out().contains("14 cells: 2 done, 0 failed, 12 to be run"), more.out());
        assertTrue(more.out().contains("about "), more.out());
        assertEquals(before, results());
    }

    @Test
    void formats_areWrittenOfAMatrixThatIsDone() throws IOException {
        ProgramOutcome made =
                ProgramOutcome.of("matrix", "--resume", whole.toString(), "--format", "latex,pdf,csv,html");
        assertEquals(CommandLines.FAILED, made.code(), made.err());
        String tex = Files.readString(whole.resolve("matrix.tex"));
        assertTrue(tex.contains("\\begin{tabular}{lrrrr}") && tex.contains("badnets"), tex);
        assertTrue(new String(Files.readAllBytes(whole.resolve("matrix.pdf")), StandardCharsets.ISO_8859_1)
                .startsWith("%PDF"));
        ProgramOutcome.of("matrix", "--resume", whole.toString(), "--format", "docx")
                .requireRefusal(CommandLines.WRONG_USE, "docx");
    }

    @Test
    void dryRun_writesNothing() {
        Path absent = folder.resolve("absent");
        ProgramOutcome dry = ProgramOutcome.of("matrix", file.toString(), "--out", absent.toString(), "--dry-run");
        assertEquals(0, dry.code(), dry.err());
        assertTrue(dry.out().contains("8 cells: 0 done, 0 failed, 8 to be run"), dry.out());
        assertFalse(Files.exists(absent));
    }

    @Test
    void wrongFiles_areRefused() throws IOException {
        Path wrong = TinyMatrix.write(folder.resolve("wrong.toml"), "overlaps = 3");
        ProgramOutcome.of("matrix", wrong.toString()).requireRefusal(CommandLines.FAILED, wrong.toString(), "overlaps");
        wrong = TinyMatrix.write(folder.resolve("wrong.toml"), "[axes]", "\"trainig.epochs\" = [1]");
        ProgramOutcome.of("matrix", wrong.toString()).requireRefusal(CommandLines.FAILED, wrong.toString(), "trainig");
        wrong = TinyMatrix.write(folder.resolve("wrong.toml"), "[axes]", "\"seed\" = [1]");
        ProgramOutcome.of("matrix", wrong.toString()).requireRefusal(CommandLines.FAILED, wrong.toString(), "seeds");
        wrong = TinyMatrix.write(folder.resolve("wrong.toml"), "[slurm]", "partitoin = 'gpu'");
        ProgramOutcome.of("matrix", wrong.toString())
                .requireRefusal(CommandLines.FAILED, wrong.toString(), "partitoin", "partition");
        ProgramOutcome.of("matrix", file.toString(), "--mem", "4G").requireRefusal(CommandLines.WRONG_USE, "--slurm");
        ProgramOutcome.of("matrix", "--resume", folder.toString())
                .requireRefusal(CommandLines.FAILED, folder.toString());
        ProgramOutcome.of("matrix", file.toString(), "--out", folder.toString())
                .requireRefusal(CommandLines.FAILED, folder.toString());
    }

    private static Map<Path, FileTime> results() throws IOException {
        Map<Path, FileTime> times = new LinkedHashMap<>();
        for (Path path : TinyExperiment.files(whole.resolve("cells"))) {
            times.put(path, Files.getLastModifiedTime(path));
        }
        return times;
    }

    private static ProgramProcess matrix(Path out, String... more) throws IOException {
        String[] words = new String[4 + more.length];
        System.arraycopy(new String[] {"matrix", file.toString(), "--out", out.toString()}, 0, words, 0, 4);
        System.arraycopy(more, 0, words, 4, more.length);
        return ProgramProcess.start(folder, words);
    }
}
