package org.triggerworkbench.app.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.core.ConsoleAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class ProgramLogTest {
    private static final Logger LOG = LoggerFactory.getLogger(ProgramLogTest.class);

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        ProgramLog.close();
    }

    @Test
    void failure_isWrittenWithItsStackTrace() throws IOException {
        assertTrue(ProgramLog.open(folder));
        assertEquals(Optional.of(ProgramLog.file(folder)), ProgramLog.opened());
        LOG.error("opening failed", new IllegalStateException("planted", new ArithmeticException("below")));
        String log = Files.readString(ProgramLog.file(folder));
        assertTrue(log.contains("Trigger Workbench"), log);
        assertTrue(log.contains(System.getProperty("os.arch")), log);
        assertTrue(log.contains("ERROR") && log.contains("opening failed"), log);
        assertTrue(log.contains("IllegalStateException: planted") && log.contains("ArithmeticException: below"), log);
        assertTrue(log.contains("\tat " + ProgramLogTest.class.getName()), log);
    }

    @Test
    void otherLibraries_tellWarningsThereToo() throws IOException {
        ProgramLog.open(folder);
        LoggerFactory.getLogger("ai.djl.engine").warn("no card");
        LoggerFactory.getLogger("ai.djl.engine").info("chatter");
        String log = Files.readString(ProgramLog.file(folder));
        assertTrue(log.contains("no card"), log);
        assertFalse(log.contains("chatter"), log);
    }

    @Test
    void log_isBounded() throws IOException {
        ProgramLog.open(folder);
        String line = "x".repeat(100_000);
        for (int i = 0; i < 250; i++) {
            LOG.info("{} {}", i, line);
        }
        try (Stream<Path> files = Files.list(folder.resolve("logs"))) {
            long bytes = files.mapToLong(file -> file.toFile().length()).sum();
            assertTrue(bytes < 12L << 20, bytes + " bytes");
        }
        assertTrue(Files.exists(folder.resolve("logs/workbench.1.log")));
        assertTrue(Files.readString(ProgramLog.file(folder)).contains("249 xxx"));
    }

    @Test
    void folderThatCannotBeWritten_isNoReasonToStop() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "a file where the folder should be");
        assertFalse(ProgramLog.open(file));
        assertEquals(Optional.empty(), ProgramLog.opened());
        List<String> told = onStandardError(() -> {
            LOG.error("no file for this");
            LOG.info("chatter");
        });
        assertEquals(List.of("ERROR ProgramLogTest: no file for this"), told);
        assertTrue(ProgramLog.open(folder));
        assertEquals(List.of(), onStandardError(() -> LOG.error("to the file alone")));
    }

    private static List<String> onStandardError(Runnable work) {
        ch.qos.logback.classic.Logger root =
                (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        ConsoleAppender<?> console = (ConsoleAppender<?>) root.getAppender("STDERR");
        OutputStream before = console.getOutputStream();
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        console.setOutputStream(told);
        try {
            work.run();
        } finally {
            console.setOutputStream(before);
        }
        return told.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void openedAgain_writesToOneFileOnly(@TempDir Path other) throws IOException {
        ProgramLog.open(folder);
        ProgramLog.open(other);
        LOG.info("one line");
        assertEquals(
                1,
                Files.readString(ProgramLog.file(other))
                        .lines()
                        .filter(line -> line.contains("one line"))
                        .count());
        assertFalse(Files.readString(ProgramLog.file(folder)).contains("one line"));
    }
}
