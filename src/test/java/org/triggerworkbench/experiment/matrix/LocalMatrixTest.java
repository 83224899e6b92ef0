package org.triggerworkbench.experiment.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers, devices and memory, with processes that are none. */
class LocalMatrixTest {
    private static final long GIB = 1L << 30;

    @TempDir
    private Path place;

    private final List<FakeProcess> alive = new ArrayList<>();
    private final List<String> devices = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private int most;
    private long available = 64 * GIB;
    private MatrixFolder folder = MatrixFolder.over(
            Path.of(""),
            new MatrixPlan("", List.of(), List.of(), List.of(), List.of(), Recipes.of(Map.of(), Path.of(""))));

    @BeforeEach
    void plan() throws IOException {
        Path file = Files.writeString(place.resolve("six.toml"), "seeds = 6\n[[attack]]\nmethod = \"badnets\"\n");
        folder = MatrixFolder.create(place.resolve("six"), MatrixFile.plan(file, MatrixOptions.NONE), file);
    }

    /** A cell that is looked at three times and then done; it took three gibibytes. */
    private final class FakeProcess extends Process {
        private final MatrixCell cell;
        private final @Nullable String device;
        private int looks;

        FakeProcess(MatrixCell cell, @Nullable String device) {
            this.cell = cell;
            this.device = device;
        }

        @Override
        public boolean isAlive() {
            if (++looks == 3) {
                alive.remove(this);
                try {
                    Files.createDirectories(folder.run(cell));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                folder.end(cell, new StateFile(null, new CellResult(Map.of(), 0, null), null, 1, 3 * GIB));
            }
            return looks < 3;
        }

        @Override
        public int exitValue() {
            return 0;
        }

        @Override
        public int waitFor() {
            return 0;
        }

        @Override
        public void destroy() {
            looks = 3;
        }

        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public InputStream getInputStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public InputStream getErrorStream() {
            return InputStream.nullInputStream();
        }
    }

    private Process start(MatrixCell cell, @Nullable String device) {
        FakeProcess process = new FakeProcess(cell, device);
        Set<String> busy = new HashSet<>();
        alive.forEach(other -> busy.add(String.valueOf(other.device)));
        assertFalse(device != null && busy.contains(device), () -> device + " has two cells at once");
        alive.add(process);
        devices.add(String.valueOf(device));
        most = Math.max(most, alive.size());
        return process;
    }

    private boolean run(int workers, List<String> cards) {
        MatrixListener listener = new MatrixListener() {
            @Override
            public void changed(MatrixCell cell, CellStatus status) {
                assertTrue(folder.plan().cells().contains(cell));
            }

            @Override
            public void told(String sentence) {
                told.add(sentence);
            }
        };
        MachineMemory memory = new MachineMemory() {
            @Override
            public long available() {
                return available;
            }

            @Override
            public long resident(Process process) {
                return GIB;
            }
        };
        return new LocalMatrix(folder, new LocalMatrix.Options(workers, cards, null), listener, this::start, memory)
                .run();
    }

    @Test
    void eachWorkerHasItsCard_andOneCellAtATime() {
        assertTrue(run(4, List.of("cuda:0", "cuda:1")));
        assertEquals(2, most, "no worker without a card");
        assertEquals(6, devices.size());
        assertEquals(Set.of("cuda:0", "cuda:1"), new HashSet<>(devices));
        assertEquals(3, devices.stream().filter("cuda:1"::equals).count());
    }

    @Test
    void withoutCards_thereAreAsManyAsAreAsked() {
        assertTrue(run(3, List.of()));
        assertEquals(3, most);
        assertEquals(Set.of("null"), new HashSet<>(devices));
    }

    @Test
    void memoryThatIsNotEnough_leavesOneWorker_andIsTold() {
        // One cell is done, and took three; one runs, has taken one and may take two more; four are not enough for a
        // second.
        MatrixCell first = folder.plan().cells().getFirst();
        Process done = start(first, null);
        while (done.isAlive()) {
            most = 0;
        }
        available = 4 * GIB;
        assertTrue(run(3, List.of()));
        assertEquals(1, most);
        assertEquals(
                1,
                told.stream()
                        .filter(line -> line.contains("4096") && line.contains("3072"))
                        .count(),
                told.toString());
    }

    @Test
    void memoryThatIsEnough_letsAllWork() {
        Process done = start(folder.plan().cells().getFirst(), null);
        while (done.isAlive()) {
            most = 0;
        }
        available = 5 * GIB;
        assertTrue(run(3, List.of()));
        assertEquals(2, most, "two, as the second leaves one, and two are promised to each");
    }

    @Test
    void installedProgram_startsCellsByItsLauncher_orItsJava() throws IOException {
        Path launcher = Files.writeString(place.resolve("trigger-workbench"), "");
        assertTrue(launcher.toFile().setExecutable(true));
        MatrixCell cell = folder.plan().cells().getFirst();
        List<String> words = List.of("matrix", "--resume", folder.path().toString(), "--cell", cell.id());
        System.setProperty("jpackage.app-path", launcher.toString());
        try {
            List<String> whole = new ArrayList<>(List.of(launcher.toString()));
            whole.addAll(words);
            ProcessBuilder builder = CellLauncher.builder(folder, cell, "cuda:3");
            assertEquals(whole, builder.command());
            assertEquals("3", builder.environment().get("CUDA_VISIBLE_DEVICES"));
            assertNull(builder.environment().get("_JPACKAGE_LAUNCHER"));
            Files.delete(launcher);
            List<String> command = CellLauncher.builder(folder, cell, null).command();
            assertEquals(Path.of(System.getProperty("java.home"), "bin", "java").toString(), command.getFirst());
            assertEquals("org.triggerworkbench.Launcher", command.get(command.size() - words.size() - 1));
            assertEquals(words, command.subList(command.size() - words.size(), command.size()));
        } finally {
            System.clearProperty("jpackage.app-path");
        }
    }
}
