package org.triggerworkbench.app.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.app.Inline;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.experiment.live.ModelState;

class AutosaveTest {
    private static final long T0 = 1_000_000_000_000L;

    @TempDir
    private Path folder;

    private final Inline window = new Inline();
    private final BackgroundTasks works = new BackgroundTasks(window);
    private final Workbench workbench = new Workbench();
    private int captured;

    @AfterEach
    void close() {
        works.close();
    }

    private Autosave autosave() {
        return new Autosave(folder.resolve("autosave"), workbench, works, () -> {
            captured++;
            return SessionFileTest.session(workbench.trigger().get(), null);
        });
    }

    private List<Path> saved() throws IOException {
        if (!Files.exists(folder.resolve("autosave"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder.resolve("autosave"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void tick_savesOnceChangesRest() throws IOException {
        Autosave autosave = autosave();
        autosave.tick(T0);
        assertEquals(0, captured, "nothing has changed");
        autosave.note(T0);
        autosave.tick(T0 + Autosave.QUIET_NANOS - 1);
        assertEquals(0, captured, "more may come");
        autosave.tick(T0 + Autosave.QUIET_NANOS);
        window.untilIdle(works);
        assertEquals(1, captured);
        assertEquals(2, saved().size(), "the session and its marker");
        autosave.tick(T0 + 2 * Autosave.LONGEST_NANOS);
        assertEquals(1, captured, "saved already");
    }

    @Test
    void tick_savesWhileChangesGoOn() {
        Autosave autosave = autosave();
        for (long now = 0; now < Autosave.LONGEST_NANOS; now += Autosave.QUIET_NANOS / 2) {
            autosave.note(T0 + now);
            autosave.tick(T0 + now);
        }
        assertEquals(0, captured);
        autosave.note(T0 + Autosave.LONGEST_NANOS);
        autosave.tick(T0 + Autosave.LONGEST_NANOS);
        assertEquals(1, captured);
        window.untilIdle(works);
    }

    @Test
    void change_ofAnInputIsNoticed() {
        Autosave autosave = autosave();
        workbench.trigger().set(SessionFileTest.PATCH);
        autosave.tick(System.nanoTime() + Autosave.QUIET_NANOS);
        assertEquals(1, captured);
        window.untilIdle(works);
    }

    /** Weights in training are not in a session; saving the same again every half minute would only wear the disk. */
    @Test
    void weightsInTraining_areNoChange() {
        Autosave autosave = autosave();
        workbench.modelState().set(new ModelState(Map.of(), 1));
        autosave.tick(System.nanoTime() + Autosave.QUIET_NANOS);
        assertEquals(0, captured);
        workbench.selection().toggle(3);
        autosave.tick(System.nanoTime() + Autosave.QUIET_NANOS);
        assertEquals(1, captured);
        window.untilIdle(works);
    }

    @Test
    void left_tellsACrashFromACleanEnd() throws IOException {
        Autosave autosave = autosave();
        assertEquals(Optional.empty(), autosave.left(), "nothing was ever saved");
        autosave.note(T0);
        autosave.tick(T0 + Autosave.QUIET_NANOS);
        window.untilIdle(works);
        assertEquals(Optional.empty(), autosave.left(), "this process still runs");
        // As if this process had another number and were gone.
        for (Path file : saved()) {
            Files.copy(file, file.resolveSibling("999999999-1" + ending(file)));
        }
        Path crashed = autosave.left().orElseThrow();
        assertTrue(SessionFile.recognises(crashed));
        autosave.forget(crashed);
        assertEquals(Optional.empty(), autosave.left());
        autosave.close();
        assertEquals(List.of(), saved());
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.indexOf('.'));
    }

    @Test
    void close_whileWritingLeavesNothing() throws IOException {
        Autosave autosave = autosave();
        autosave.note(T0);
        autosave.tick(T0 + Autosave.QUIET_NANOS);
        autosave.close();
        window.untilIdle(works);
        assertEquals(List.of(), saved());
        assertFalse(works.lastError().get().contains("9"), works.lastError().get());
    }
}
