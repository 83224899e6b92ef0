package org.triggerworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code workbench} in a clone whose path has a space and an umlaut, with a Maven and a java that only tell. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script is for a POSIX shell")
class StartScriptTest {
    @TempDir
    Path folder;

    private Path clone;
    private Path calls;

    @BeforeEach
    void makeClone() throws IOException {
        clone = Files.createDirectories(folder.resolve("a clöne"));
        calls = folder.resolve("calls.txt");
        Files.createDirectories(clone.resolve("src/main"));
        Files.createDirectories(clone.resolve("installers"));
        Files.createDirectories(folder.resolve("bin"));
        Files.copy(Path.of("workbench"), clone.resolve("workbench"));
        Files.writeString(clone.resolve("pom.xml"), "");
        Files.writeString(clone.resolve("src/main/A.java"), "");
        Files.writeString(clone.resolve("installers/StartFile.java"), "");
        for (Path file : List.of(
                clone.resolve("pom.xml"),
                clone.resolve("src/main/A.java"),
                clone.resolve("installers/StartFile.java"),
                clone.resolve("src/main"))) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
        }
        program("bin/my java", "for word; do echo \"[$word]\"; done");
        program("bin/mvn", """
                echo built >> "%s"
                [ ! -e broken ] || exit 1
                mkdir -p target/classes
                echo "%s" > target/workbench.java
                echo "-cp" > target/workbench.args
                """.formatted(calls, folder.resolve("bin/my java")));
    }

    @Test
    void secondStart_needsNoMaven_unlessSomethingChanged() throws Exception {
        String started = start(0, "evaluate", "--model", "a model", "*");
        assertEquals(
                "[@" + clone.toRealPath() + "/target/workbench.args]\n[org.triggerworkbench.Launcher]\n"
                        + "[evaluate]\n[--model]\n[a model]\n[*]\n",
                started);
        start(0);
        assertEquals(1, builds());
        Files.setLastModifiedTime(
                clone.resolve("src/main/A.java"), FileTime.from(Instant.now().plusSeconds(60)));
        start(0);
        assertEquals(2, builds());
    }

    @Test
    void brokenBuild_startsNothing_andIsTriedAgain() throws Exception {
        start(0);
        Files.writeString(clone.resolve("broken"), "");
        Files.setLastModifiedTime(
                clone.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));
        assertEquals("", start(1));
        assertEquals("", start(1));
        assertEquals(3, builds());
    }

    private long builds() throws IOException {
        return Files.readAllLines(calls).size();
    }

    private void program(String name, String lines) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + lines);
        assertTrue(file.toFile().setExecutable(true));
    }

    private String start(int code, String... words) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("sh", clone.resolve("workbench").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.directory(folder.toFile());
        builder.environment()
                .merge("PATH", folder.resolve("bin").toString(), (old, ours) -> ours + File.pathSeparator + old);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int ended = process.waitFor();
        if (code == 0) {
            assertEquals(0, ended, out);
        } else {
            assertNotEquals(0, ended, out);
        }
        return out;
    }
}
