package org.triggerworkbench.prompt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.text.InputException;

class OutputMappingTest {

    @Test
    void apply_picksTheNamedLogits() {
        try (Compute compute = Compute.openCpu();
                TensorScope _ = new TensorScope()) {
            NDArray logits = compute.tensor(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 4);
            assertSame(logits, new OutputMapping.Identity().apply(logits));
            assertArrayEquals(
                    new float[] {1, 2, 5, 6},
                    new OutputMapping.FirstK(2).apply(logits).toFloatArray());
            assertArrayEquals(
                    new float[] {4, 1, 3, 8, 5, 7},
                    new OutputMapping.Table(new int[] {3, 0, 2}).apply(logits).toFloatArray());
        }
    }

    @Test
    void parse_takesALongTableAndRefusesALongNonsense() {
        String row = "table " + "7 ".repeat(300_000);
        assertEquals(
                300_001, ((OutputMapping.Table) MappingWords.parse(row + "7").orElseThrow()).sourceOfClass().length);
        assertTrue(MappingWords.parse(row + "x").isEmpty());
        assertTrue(MappingWords.parse(row).isEmpty());
    }

    @Test
    void frequencyBased_servesTheLargestCountFirstAndTakesNoSourceTwice() {
        // class 0: source 2 twice, source 1 once; class 1: source 2 three times, source 0 never
        int[] labels = {0, 0, 0, 1, 1, 1};
        int[] predictions = {2, 2, 1, 2, 2, 2};
        OutputMapping.Table table = OutputMapping.frequencyBased(predictions, labels, 2, 4);
        assertArrayEquals(new int[] {1, 2}, table.sourceOfClass());
    }

    @Test
    void frequencyBased_breaksTiesByTheLowerIndexAndFillsWhatIsLeft() {
        OutputMapping.Table table = OutputMapping.frequencyBased(new int[] {3, 1, 3, 1}, new int[] {0, 0, 1, 1}, 3, 4);
        assertArrayEquals(new int[] {1, 3, 0}, table.sourceOfClass());
    }

    @Test
    void frequencyBased_leavesOutImagesWithoutAnAnswer() {
        OutputMapping.Table table = OutputMapping.frequencyBased(new int[] {-1, 2, -1}, new int[] {0, 0, 1}, 2, 3);
        assertArrayEquals(new int[] {2, 0}, table.sourceOfClass());
    }

    @Test
    void requireSource_refusesASourceWithTooFewClasses() {
        assertThrows(InputException.class, () -> new OutputMapping.FirstK(11).requireSource(10));
        assertThrows(InputException.class, () -> new OutputMapping.Table(new int[] {0, 10}).requireSource(10));
        assertThrows(InputException.class, () -> OutputMapping.frequencyBased(new int[0], new int[0], 3, 2));
    }
}
