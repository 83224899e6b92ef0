package org.triggerworkbench.experiment.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.ExperimentFile;
import org.triggerworkbench.text.InputException;

class RunFolderTest {
    @TempDir
    Path temporary;

    @Test
    void create_writesTheExperimentResolved() {
        Path path = temporary.resolve("a/b");
        RunFolder folder = RunFolder.create(path, Experiment.PRESET);
        assertTrue(folder.experiment().threads() > 0);
        assertFalse(folder.isFinished());
        RunFolder opened = RunFolder.open(path);
        assertEquals(folder.experiment().threads(), opened.experiment().threads());
        assertEquals(folder.experiment().training(), opened.experiment().training());
    }

    @Test
    void create_refusesAFolderThatHoldsSomething() throws IOException {
        Path note = temporary.resolve("note.txt");
        Files.writeString(note, "mine");
        String sentence = assertThrows(InputException.class, () -> RunFolder.create(temporary, Experiment.PRESET))
                .sentence();
        assertTrue(sentence.contains(temporary + " is not empty"), sentence);
        assertEquals("mine", Files.readString(note));
    }

    @Test
    void create_takesAFolderWhoseRunNeverStarted() throws IOException {
        Path file = Files.writeString(temporary.resolve("mine.toml"), "# mine\nseed = 2\n");
        Experiment experiment = ExperimentFile.read(file);
        Path path = temporary.resolve("run");
        RunFolder.create(path, experiment);
        assertEquals(path, RunFolder.create(path, experiment).path());
        Files.copy(file, path.resolve("experiment.toml"), StandardCopyOption.REPLACE_EXISTING);
        assertThrows(InputException.class, () -> RunFolder.create(path, experiment));
        assertTrue(Files.readString(path.resolve("experiment.toml")).startsWith("# mine"));
    }

    @Test
    void create_refusesWhereAFileIsInTheWay() throws IOException {
        Path file = temporary.resolve("file");
        Files.writeString(file, "mine");
        String sentence = assertThrows(InputException.class, () -> RunFolder.create(file, Experiment.PRESET))
                .sentence();
        assertTrue(sentence.contains(file + " cannot be written to"), sentence);
    }

    @Test
    void create_refusesAReadOnlyFolder() throws IOException {
        Path locked = Files.createDirectory(temporary.resolve("locked"));
        Assumptions.assumeTrue(
                locked.toFile().setWritable(false) && !Files.isWritable(locked), "permissions do not bind this user");
        String sentence = assertThrows(InputException.class, () -> RunFolder.create(locked, Experiment.PRESET))
                .sentence();
        assertTrue(sentence.contains(locked + " cannot be written to (access is denied)"), sentence);
    }

    @Test
    void open_refusesAFolderWithoutARun() {
        for (Path path : new Path[] {temporary, temporary.resolve("absent")}) {
            String sentence = assertThrows(InputException.class, () -> RunFolder.open(path))
                    .sentence();
            assertTrue(sentence.contains(path + " is not a run folder"), sentence);
        }
    }
}
