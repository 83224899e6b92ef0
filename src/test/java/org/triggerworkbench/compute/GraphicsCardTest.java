package org.triggerworkbench.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.text.InputException;

class GraphicsCardTest {
    private static final String LINE = "1, Some Card, 550.1, 24576, 1024";

    @TempDir
    Path folder;

    @Test
    void card_isWhatTheDriverTells() {
        GraphicsCard card =
                GraphicsCard.present(() -> List.of("[trouble]", LINE)).getFirst();
        assertEquals(new GraphicsCard(1, "Some Card", "550.1", 24576, 1024), card);
        assertEquals("cuda:1", card.device());
        assertEquals(23552, card.freeMiB());
    }

    @Test
    void noDriver_isNoCard() {
        assertEquals(List.of(), GraphicsCard.present(() -> {
            throw new IOException("no such program");
        }));
    }

    @Test
    void report_countsNoCardThatTheNativesCannotUse() {
        EngineReport report = EngineReport.collect(GraphicsCard.present(() -> List.of(LINE)));
        assertEquals(0, report.facts().get("usableCards"));
        assertEquals(
                "Some Card, driver 550.1, 24576 MiB, 1024 MiB used, 23552 MiB free",
                report.lines().get("cuda:1"));
    }

    @Test
    void libtorch_ofTheEnginesVersion_isTaken_fromItsFolderOrAPythons() throws IOException {
        libtorch("build-version", "2.7.1+cu128\n");
        assertEquals(folder.resolve("lib"), LibtorchFolder.require(folder));
        assertEquals(folder.resolve("lib"), LibtorchFolder.require(folder.resolve("lib")));
        assertEquals("cu128", LibtorchFolder.flavor(folder.resolve("lib")), "the engine's own library for the card");
    }

    @Test
    void libtorch_ofAnother_isRefusedWithBothVersions() throws IOException {
        libtorch("version.py", "from typing import Optional\n__version__ = '2.13.0+cpu'\n");
        String sentence = refusal();
        assertTrue(sentence.contains("2.13.0+cpu") && sentence.contains("2.7.1"), sentence);
    }

    @Test
    void folderWithoutLibtorch_orWithoutVersion_isRefused() throws IOException {
        assertTrue(refusal().contains("has no libtorch"));
        libtorch("other.txt", "");
        assertTrue(refusal().contains("cannot be told"));
    }

    private String refusal() {
        return assertThrows(InputException.class, () -> LibtorchFolder.require(folder))
                .sentence();
    }

    private void libtorch(String versionFile, String version) throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        Files.writeString(folder.resolve("lib").resolve(System.mapLibraryName("torch")), "");
        Files.writeString(folder.resolve(versionFile), version);
    }
}
