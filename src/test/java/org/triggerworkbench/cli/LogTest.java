package org.triggerworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of the real program. */
class LogTest {
    @TempDir
    private Path folder;

    @Test
    void doctor_namesTheLog_andWritesNothingElseOnStandardOutput() throws IOException, InterruptedException {
        Path user = folder.resolve("mine");
        JsonObject facts = json(user, "doctor", "--json");
        Path log = user.resolve("logs").resolve("workbench.log");
        assertEquals(log.toString(), facts.get("log").getAsString());
        String lines = Files.readString(log);
        assertTrue(lines.contains("started with [doctor, --json]"), lines);
        assertTrue(lines.contains("PyTorch") && lines.contains("on cpu"), lines);
    }

    @Test
    void failure_isASentenceForPeople_andAStackTraceInTheLog() throws IOException, InterruptedException {
        Path user = folder.resolve("mine");
        try (ProgramProcess program = ProgramProcess.start(folder, user, "run", "absent.toml")) {
            assertEquals(CommandLines.FAILED, program.await());
            assertFalse(program.err().contains("\tat "), program.err());
            assertEquals(1, program.err().lines().count(), program.err());
        }
        String lines = Files.readString(user.resolve("logs").resolve("workbench.log"));
        assertTrue(lines.contains("absent.toml") && lines.contains("\tat "), lines);
    }

    @Test
    void folderThatCannotBeWritten_isToldByDoctorAlone() throws IOException, InterruptedException {
        Path taken = Files.writeString(folder.resolve("taken"), "no folder");
        assertTrue(json(taken, "list", "models", "--json").has("entries"));
        String log = json(taken, "doctor", "--json").get("log").getAsString();
        assertTrue(log.startsWith("cannot be written: "), log);
    }

    private JsonObject json(Path user, String... words) throws IOException, InterruptedException {
        try (ProgramProcess program = ProgramProcess.start(folder, user, words)) {
            assertEquals(0, program.await(), program.err());
            assertEquals("", program.err());
            return JsonParser.parseString(program.out()).getAsJsonObject();
        }
    }
}
