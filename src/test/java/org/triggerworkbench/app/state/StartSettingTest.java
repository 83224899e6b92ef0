package org.triggerworkbench.app.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.prefs.BackingStoreException;
import java.util.prefs.Preferences;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.session.UserFolder;
import org.triggerworkbench.compute.Compute;

/** What was chosen in the window is read at the next start by the code that reads {@code -D}. */
class StartSettingTest {
    private final Preferences node = Preferences.userRoot().node("org/triggerworkbench/test-" + UUID.randomUUID());
    private final Settings settings = new Settings(node);
    private final Map<StartSetting, String> before = new HashMap<>();

    @BeforeEach
    void asIfNothingWasGiven() {
        for (StartSetting each : StartSetting.values()) {
            before.put(each, each.inUse());
            System.clearProperty(each.property());
        }
    }

    @AfterEach
    void putBack() throws BackingStoreException {
        before.forEach((setting, value) -> {
            if (value.isEmpty()) {
                System.clearProperty(setting.property());
            } else {
                System.setProperty(setting.property(), value);
            }
        });
        node.removeNode();
    }

    @Test
    void whatWasChosen_countsAtTheNextStart() {
        Path folder = Path.of("target").toAbsolutePath();
        settings.choose(StartSetting.THREADS, "3");
        settings.choose(StartSetting.DATA, folder.resolve("data").toString());
        settings.choose(StartSetting.CACHE, folder.resolve("cache").toString());
        assertFalse(Compute.cacheFolder().equals(folder.resolve("cache")), "not before the next start");
        StartSetting.apply(new Settings(node));
        assertEquals(3, Compute.defaultThreads());
        assertEquals(folder.resolve("data"), UserFolder.path());
        assertEquals(folder.resolve("cache"), Compute.cacheFolder());
        assertFalse(StartSetting.THREADS.isGiven(), "it was chosen, not given");
    }

    @Test
    void whatWasGiven_outranksWhatWasChosen() {
        System.setProperty("workbench.threads", "2");
        settings.choose(StartSetting.THREADS, "3");
        StartSetting.apply(settings);
        assertEquals(2, Compute.defaultThreads());
        assertTrue(StartSetting.THREADS.isGiven());
        assertFalse(StartSetting.DATA.isGiven());
    }

    @Test
    void theBuildsEmptyValue_isNoneGiven() {
        System.setProperty("workbench.threads", "");
        settings.choose(StartSetting.THREADS, "3");
        StartSetting.apply(settings);
        assertEquals(3, Compute.defaultThreads());
    }

    @Test
    void usualAgain_isForgotten() {
        settings.choose(StartSetting.DATA, "/somewhere");
        settings.choose(StartSetting.DATA, "");
        StartSetting.apply(settings);
        assertEquals(UserFolder.usual(), UserFolder.path());
    }
}
