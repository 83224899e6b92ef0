package org.triggerworkbench.experiment.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.text.InputException;

class DemoTest {
    @TempDir
    private Path folder;

    @Test
    void quickDemo_isSmallerAndSaysSo() {
        Experiment whole = Demo.start(folder.resolve("whole"), false).experiment();
        Experiment quick = Demo.start(folder.resolve("quick"), true).experiment();
        assertEquals("demo", whole.name());
        assertEquals("demo-quick", quick.name());
        assertEquals(1500, whole.data().train());
        assertEquals(640, quick.data().train());
        assertEquals(500, quick.data().test());
        assertEquals(2, quick.training().epochs());
        assertEquals(whole.seed(), quick.seed());
        assertEquals(whole.trigger(), quick.trigger());
    }

    @Test
    void olderDemo_isReplacedByItsLike_only() throws IOException {
        Path place = folder.resolve("demo");
        Path mark = place.resolve("mark");
        var _ = Demo.start(place, true);
        Files.createFile(mark);
        var _ = Demo.start(place, true);
        assertFalse(Files.exists(mark));
        Files.createFile(mark);
        assertThrows(InputException.class, () -> Demo.start(place, false));
    }
}
