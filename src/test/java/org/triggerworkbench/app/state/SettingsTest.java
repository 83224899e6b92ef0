package org.triggerworkbench.app.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.prefs.BackingStoreException;
import java.util.prefs.Preferences;
import java.util.stream.IntStream;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private final Preferences node = Preferences.userRoot().node("org/triggerworkbench/test-" + UUID.randomUUID());
    private final Settings settings = new Settings(node);

    @AfterEach
    void remove() throws BackingStoreException {
        node.removeNode();
    }

    @Test
    void whatWasNeverSet_isTheUsual() {
        assertFalse(settings.isDark());
        assertFalse(settings.isMaximised());
        assertEquals("cpu", settings.device());
        assertEquals(Optional.empty(), settings.place());
        assertEquals(new Settings.Dividers(0.49, 0.57), settings.dividers());
        assertEquals(List.of(), settings.recent());
    }

    @Test
    void whatWasSet_isThereAtTheNextStart() {
        settings.setDark(true);
        settings.setMaximised(true);
        settings.setDevice("cuda:0");
        settings.setPlace(new Rectangle2D(-5, 7, 1100, 800));
        settings.setDividers(new Settings.Dividers(0.3, 0.6));
        Settings next = new Settings(node);
        assertTrue(next.isDark());
        assertTrue(next.isMaximised());
        assertEquals("cuda:0", next.device());
        assertEquals(Optional.of(new Rectangle2D(-5, 7, 1100, 800)), next.place());
        assertEquals(new Settings.Dividers(0.3, 0.6), next.dividers());
    }

    @Test
    void recent_holdsEightPathsOnceEach_newestFirst() {
        IntStream.rangeClosed(1, 9).forEach(number -> settings.remember("/file" + number));
        settings.remember("/file5");
        assertEquals(
                List.of("/file5", "/file9", "/file8", "/file7", "/file6", "/file4", "/file3", "/file2"),
                settings.recent());
    }

    @Test
    void answers_areKeptByPath_forSixteenPaths() {
        assertEquals(Optional.empty(), settings.answer("/a b"));
        settings.remember("/a b", "one\ntwo \u00e9%");
        settings.remember("/other", "x");
        assertEquals(Optional.of("one\ntwo \u00e9%"), settings.answer("/a b"));
        settings.remember("/a b", "");
        assertEquals(Optional.of(""), settings.answer("/a b"));
        assertEquals(List.of(), settings.recent());
        IntStream.range(0, 15).forEach(number -> settings.remember("/file" + number, "y"));
        assertEquals(Optional.empty(), settings.answer("/other"));
        assertEquals(Optional.of(""), settings.answer("/a b"));
    }

    @Test
    void longPaths_areLeftOutRatherThanRefused() {
        String path = "/" + "x".repeat(3000);
        IntStream.range(0, 4).forEach(number -> settings.remember(path + number));
        assertEquals(List.of(path + 3, path + 2), settings.recent());
        settings.remember("/" + "x".repeat(9000), "y");
        assertEquals(2, settings.recent().size());
    }

    /** What an older start wrote, key by key, is read as it was. */
    @Test
    void keys_areThoseOfOlderStarts() {
        node.putBoolean("dark", true);
        node.putDouble("columns", 0.4);
        node.putDouble("width", 1200);
        node.putDouble("height", 700);
        node.put("device", "cuda:1");
        assertTrue(settings.isDark());
        assertEquals(0.4, settings.dividers().columns());
        assertEquals(Optional.of(new Rectangle2D(0, 0, 1200, 700)), settings.place());
        assertEquals("cuda:1", settings.device());
    }
}
