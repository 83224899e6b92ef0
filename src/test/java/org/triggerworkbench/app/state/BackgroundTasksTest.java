package org.triggerworkbench.app.state;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.Inline;

class BackgroundTasksTest {
    private final Inline window = new Inline();
    private final BackgroundTasks works = new BackgroundTasks(window);

    @Test
    void aClosingWindow_beginsNothing() {
        List<String> done = new ArrayList<>();
        works.start(new BackgroundTask("first", null), () -> "first", done::add);
        window.untilIdle(works);
        works.close();
        assertDoesNotThrow(() -> works.start(new BackgroundTask("late", null), () -> "late", done::add));
        assertEquals(List.of("first"), done);
    }
}
