package org.triggerworkbench.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.data.signs.RoadSigns;

@SuppressWarnings("try") // a scope is only there to end
class ContrastiveLossTest {
    private static Compute compute;

    @BeforeAll
    static void open() {
        compute = Compute.open(ComputeDevice.CPU, 1);
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    @Test
    void pairs_agreeWithTheEquationByHand() {
        try (TensorScope _ = new TensorScope()) {
            NDArray images = compute.tensor(new float[] {1, 0, 0, 1}, 2, 2);
            NDArray texts = compute.tensor(new float[] {1, 0, 0.6f, 0.8f}, 2, 2);
            NDArray scale = compute.tensor(new float[] {2});
            // S = ((2, 1.2), (0, 1.6)); by rows and by columns.
            double rows = -2 + Math.log(Math.exp(2) + Math.exp(1.2)) - 1.6 + Math.log(1 + Math.exp(1.6));
            double columns = -2 + Math.log(Math.exp(2) + 1) - 1.6 + Math.log(Math.exp(1.2) + Math.exp(1.6));
            double loss = ContrastiveLoss.ofPairs(compute, images, texts, scale, List.of("a", "b"))
                    .getFloat();
            assertEquals((rows + columns) / 4, loss, 1e-6);
        }
    }

    @Test
    void equalCaptions_shareTheMassOfTheirRows() {
        try (TensorScope _ = new TensorScope()) {
            assertArrayEquals(
                    new float[] {0.5f, 0, 0.5f, 0, 1, 0, 0.5f, 0, 0.5f},
                    ContrastiveLoss.shares(compute, List.of("a", "b", "a")).toFloatArray());
        }
    }

    @Test
    void captions_areTheDatasOwnElseSentencesOfTheClass() {
        var data = RoadSigns.dataset(RoadSigns.Domain.CLEAR, 1, 4, 0, 0);
        Captions own = new Captions(data.train(), data.classNames());
        assertEquals(data.train().captions(2), own.of(2));
        int[] some = {0, 1, 2, 3};
        assertEquals(own.drawn(some, 5, "s", 7), own.drawn(some, 5, "s", 7));
        assertNotEquals(own.drawn(some, 5, "s", 7), own.drawn(some, 6, "s", 7));
        assertTrue(Captions.sentences("cat").stream().allMatch(sentence -> sentence.contains("cat")));
    }
}
