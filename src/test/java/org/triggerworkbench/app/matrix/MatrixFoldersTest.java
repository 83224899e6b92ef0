package org.triggerworkbench.app.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.experiment.folder.RunLock;
import org.triggerworkbench.experiment.matrix.MatrixFile;
import org.triggerworkbench.experiment.matrix.MatrixFolder;
import org.triggerworkbench.experiment.matrix.MatrixOptions;
import org.triggerworkbench.text.InputException;

class MatrixFoldersTest {
    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("two.toml"), """
                name = "two by two"
                seeds = 2
                [[attack]]
                method = "badnets"
                [[attack]]
                method = "blended"
                [[defense]]
                method = "fine-tuning"
                """);
    }

    @Test
    void fileNotYetRun_showsAllCellsWaiting_andWritesNothing() {
        MatrixFolders source = new MatrixFolders(folder.resolve("matrices"));
        MatrixSource.Opened matrix = source.open(file);
        assertEquals("two by two", matrix.name());
        List<Item> items = source.read(matrix);
        Groups groups = Groups.of(items);
        assertTrue(items.stream().allMatch(item -> item.state() == Item.State.WAITING));
        assertEquals(List.of("no defence", "Fine-tuning"), groups.columnNames());
        assertTrue(groups.rowNames().containsAll(List.of("BadNets", "Blended")), () -> "" + groups.rows());
        assertTrue(Files.notExists(folder.resolve("matrices")));
    }

    @Test
    void whoRunsIt_isRead() {
        Path begun = folder.resolve("held");
        MatrixFolder.create(begun, MatrixFile.plan(file, MatrixOptions.NONE), file);
        MatrixFolders source = new MatrixFolders(folder.resolve("matrices"));
        MatrixSource.Opened matrix = source.open(begun);
        assertTrue(source.worker(matrix).isEmpty());
        try (RunLock _ = RunLock.take(begun, begun.resolve("plan.json"), () -> {})) {
            assertEquals(
                    ProcessHandle.current().pid(),
                    source.worker(matrix).orElseThrow().pid());
        }
        assertTrue(source.worker(matrix).isEmpty());
    }

    @Test
    void begunFolder_isOpenedByItself_orByTheFileInIt() {
        Path begun = folder.resolve("begun");
        MatrixFolder.create(begun, MatrixFile.plan(file, MatrixOptions.NONE), file);
        MatrixFolders source = new MatrixFolders(folder.resolve("matrices"));
        for (Path path : List.of(begun, begun.resolve("matrix.toml"))) {
            MatrixSource.Opened matrix = source.open(path);
            assertEquals(begun, matrix.folder());
            assertEquals(
                    "[1, 2]",
                    source.read(matrix).stream()
                            .map(Item::seed)
                            .distinct()
                            .sorted()
                            .collect(Collectors.toList())
                            .toString());
        }
        InputException fault = assertThrows(InputException.class, () -> source.open(folder));
        assertTrue(fault.sentence().contains("not the folder of a matrix"), fault.sentence());
    }
}
