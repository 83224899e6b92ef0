package org.triggerworkbench.app.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.text.InputException;

class OneWindowTest {
    @TempDir
    private Path folder;

    private final BlockingQueue<List<Path>> received = new LinkedBlockingQueue<>();

    @Test
    void files_comeToTheFirst_whereverItsFolderIs() throws InterruptedException {
        handsOver(folder);
        handsOver(folder.resolve("with spaces and ü"));
        handsOver(folder.resolve("deep/".repeat(30)));
    }

    private void handsOver(Path user) throws InterruptedException {
        try (OneWindow first = OneWindow.claim(user).orElseThrow()) {
            first.receive(received::add);
            List<Path> files = List.of(Path.of("/a b/ü.twsession"), Path.of("/c.toml"));
            OneWindow.hand(user, files);
            assertEquals(files, received.poll(1, TimeUnit.MINUTES));
            OneWindow.hand(user, List.of());
            assertEquals(List.of(), received.poll(1, TimeUnit.MINUTES));
        }
    }

    @Test
    void whatWasLeftByOneThatWasKilled_isNoHindrance() throws IOException {
        Files.createFile(folder.resolve("window.lock"));
        Files.createFile(folder.resolve("window.socket"));
        try (OneWindow first = OneWindow.claim(folder).orElseThrow()) {
            first.receive(received::add);
            OneWindow.hand(folder, List.of());
        }
        assertEquals(1, received.size());
    }

    @Test
    void windowThatIsGone_isTold() {
        InputException fault = assertThrows(InputException.class, () -> OneWindow.hand(folder, List.of()));
        assertTrue(fault.sentence().contains(folder.toString()), fault.sentence());
    }

    @Test
    void folderThatCannotBeWritten_opensAWindowOfItsOwn() throws IOException {
        Path taken = Files.writeString(folder.resolve("taken"), "no folder");
        try (OneWindow alone = OneWindow.claim(taken).orElseThrow()) {
            alone.receive(received::add);
        }
        assertEquals(0, received.size());
    }
}
