package org.triggerworkbench.app.answer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.data.picture.Residual;

class TopClassesTest {
    @Test
    void of_takesTheLargestOfCleanAndTriggered() {
        float[] clean = {0.7f, 0.2f, 0.05f, 0.05f};
        float[] triggered = {0.05f, 0.05f, 0.8f, 0.1f};
        assertEquals(List.of(2, 0, 1), TopClasses.of(clean, triggered, 2, 3));
    }

    @Test
    void of_alwaysHasTheTarget() {
        float[] clean = {0.7f, 0.2f, 0.1f, 0f};
        assertEquals(List.of(0, 1, 3), TopClasses.of(clean, new float[0], 3, 3));
    }

    @Test
    void residual_isTheClippedDifferenceOfEachChannel() {
        int[] clean = {0xff102030, 0xff000000};
        int[] triggered = {0xff112030, 0xffff0000};
        assertArrayEquals(new int[] {0xff0a0000, 0xffff0000}, Residual.of(clean, triggered, 10));
    }
}
