package org.triggerworkbench.compute.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.text.InputException;

class AtomicFilesTest {
    @TempDir
    Path folder;

    @Test
    void write_existingFile_isReplacedAndNothingElseIsLeft() throws IOException {
        Path file = Files.writeString(folder.resolve("x"), "old and longer");
        AtomicFiles.write(file, new byte[] {1, 2});
        assertArrayEquals(new byte[] {1, 2}, Files.readAllBytes(file));
        assertEquals(List.of(file), list());
    }

    @Test
    void write_diskFullHalfWay_keepsTheOldFileAndNamesTheWayOut() throws IOException {
        Path file = Files.writeString(folder.resolve("x"), "old");
        String sentence = assertThrows(
                        InputException.class,
                        () -> AtomicFiles.write(file, out -> {
                            out.write(new byte[100_000]);
                            throw new IOException("No space left on device");
                        }))
                .sentence();
        assertTrue(sentence.contains(file.toString()) && sentence.contains("free some space"), sentence);
        assertEquals("old", Files.readString(file));
        assertEquals(List.of(file), list());
    }

    @Test
    void write_actionFails_leavesNothing() throws IOException {
        assertThrows(
                IllegalStateException.class,
                () -> AtomicFiles.write(folder.resolve("x"), out -> {
                    out.write(1);
                    throw new IllegalStateException("a bug");
                }));
        assertEquals(List.of(), list());
    }

    @Test
    void write_missingFolder_isRefused() {
        refused(folder.resolve("none/x"), "does not exist");
    }

    @Test
    void write_overFolder_isRefused() {
        refused(folder, "a folder has that name");
    }

    @Test
    void write_folderThatNobodyMayWrite_isRefused() {
        Path system = Path.of("/proc/self");
        Assumptions.assumeTrue(Files.isDirectory(system), "no /proc on this system");
        refused(system.resolve("x"), "choose another folder");
    }

    @Test
    void write_interruptedThread_stillWrites() throws IOException {
        Path file = folder.resolve("x");
        Thread.currentThread().interrupt();
        try {
            AtomicFiles.write(file, new byte[] {1});
        } finally {
            assertTrue(Thread.interrupted());
        }
        assertArrayEquals(new byte[] {1}, Files.readAllBytes(file));
    }

    @Test
    void write_throughLink_replacesWhatItPointsTo() throws IOException {
        Path file = Files.writeString(folder.resolve("x"), "old");
        Path link = folder.resolve("link");
        try {
            Files.createSymbolicLink(link, file);
        } catch (IOException | UnsupportedOperationException e) {
            Assumptions.abort("no symbolic links here: " + e);
        }
        AtomicFiles.write(link, new byte[] {'n'});
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("n", Files.readString(file));
    }

    private List<Path> list() throws IOException {
        try (var listing = Files.list(folder)) {
            return listing.toList();
        }
    }

    private static void refused(Path file, String fault) {
        String sentence = assertThrows(InputException.class, () -> AtomicFiles.write(file, new byte[1]))
                .sentence();
        assertTrue(sentence.contains(file.toString()) && sentence.contains(fault), sentence);
    }
}
