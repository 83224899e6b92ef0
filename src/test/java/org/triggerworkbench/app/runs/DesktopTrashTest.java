package org.triggerworkbench.app.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class DesktopTrashTest {
    @TempDir
    private Path folder;

    @Test
    void desktopsFindWhatWasThrownAway_andWhere() throws IOException {
        Path run = run("runs/first ü %");
        DesktopTrash trash = new DesktopTrash(folder.resolve("Trash"));
        Path trashed = trash.move(run);
        assertFalse(Files.exists(run));
        assertTrue(Files.exists(trashed.resolve("experiment.toml")));
        String info = Files.readString(folder.resolve("Trash/info/first ü %.trashinfo"));
        assertTrue(info.startsWith("[Trash Info]\nPath=" + folder + "/runs/first%20%C3%BC%20%25\nDeletionDate="), info);
        assertTrue(info.matches("(?s).*DeletionDate=\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\n"), info);
    }

    @Test
    void secondOfOneName_getsAnother_andEachCanBePutBack() throws IOException {
        DesktopTrash trash = new DesktopTrash(folder.resolve("Trash"));
        Path first = trash.move(run("a/run"));
        Path second = trash.move(run("b/run"));
        assertNotEquals(first, second);
        Trash.putBack(second, folder.resolve("b/run"));
        assertTrue(Files.exists(folder.resolve("b/run/experiment.toml")));
        try (var left = Files.list(folder.resolve("Trash/info"))) {
            assertEquals(1, left.count());
        }
    }

    @Test
    void whatCannotBeMoved_leavesNothingInTheTrash() throws IOException {
        DesktopTrash trash = new DesktopTrash(folder.resolve("Trash"));
        assertThrows(IOException.class, () -> trash.move(folder.resolve("absent")));
        try (var left = Files.list(folder.resolve("Trash/info"))) {
            assertEquals(0, left.count());
        }
    }

    private Path run(String name) throws IOException {
        Path run = Files.createDirectories(folder.resolve(name));
        Files.writeString(run.resolve("experiment.toml"), "");
        return run;
    }
}
