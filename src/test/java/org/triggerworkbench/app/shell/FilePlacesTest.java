package org.triggerworkbench.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.prefs.BackingStoreException;
import java.util.prefs.Preferences;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.app.session.SessionFile;
import org.triggerworkbench.app.state.Settings;

class FilePlacesTest {
    private final Preferences node = Preferences.userRoot().node("org/triggerworkbench/test-" + UUID.randomUUID());
    private final FilePlaces places = new FilePlaces(new Settings(node));

    @TempDir
    private Path folder;

    @AfterEach
    void remove() throws BackingStoreException {
        node.removeNode();
    }

    @Test
    void start_isTheLastFolderOfTheKind_elseTheLastOfAny() throws IOException {
        Path models = Files.createDirectory(folder.resolve("models"));
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        String model = FilePlaces.kind(List.of("*.safetensors", "*.pt"));
        String picture = FilePlaces.kind(List.of("*.png"));
        assertEquals(Optional.empty(), places.start(model));
        places.used(model, models.resolve("a.pt"));
        places.used(picture, pictures.resolve("b.png"));
        FilePlaces next = new FilePlaces(new Settings(node));
        assertEquals(Optional.of(models), next.start(model));
        assertEquals(Optional.of(pictures), next.start(picture));
        assertEquals(Optional.of(pictures), next.start(FilePlaces.folderKind("Open images…")));
    }

    @Test
    void start_ofAFolderThatIsGone_isNone() throws IOException {
        Path gone = Files.createDirectory(folder.resolve("gone"));
        places.used("any", gone.resolve("a.bin"));
        Files.delete(gone);
        assertEquals(Optional.empty(), places.start("any"));
    }

    @Test
    void sessions_areOpenedWhereTheyWereSaved() {
        assertEquals(
                FilePlaces.kind(List.of("*" + SessionFile.SUFFIX)),
                FilePlaces.kind("Patch-on-a-sign" + SessionFile.SUFFIX));
    }

    @Test
    void completed_addsTheProposedEndingWhereNoneWasTyped() {
        String session = "scene" + SessionFile.SUFFIX;
        assertEquals(Path.of("/x/mine" + SessionFile.SUFFIX), FilePlaces.completed(Path.of("/x/mine"), session));
        assertEquals(
                Path.of("/x/mine" + SessionFile.SUFFIX),
                FilePlaces.completed(Path.of("/x/mine" + SessionFile.SUFFIX), session));
        assertEquals(Path.of("/x/run 2.5" + SessionFile.SUFFIX), FilePlaces.completed(Path.of("/x/run 2.5"), session));
        assertEquals(Path.of("/x/figure.svg"), FilePlaces.completed(Path.of("/x/figure.svg"), "figure.png"));
        assertEquals(Path.of("/x/figure.png"), FilePlaces.completed(Path.of("/x/figure"), "figure.png"));
        // A folder has no ending.
        assertEquals(Path.of("/x/tables"), FilePlaces.completed(Path.of("/x/tables"), "workbench-export"));
    }
}
