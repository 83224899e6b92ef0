package org.triggerworkbench.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.triggerworkbench.data.Refusals.sentence;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.data.picture.CenterCrop;
import org.triggerworkbench.data.picture.NumberedImages;
import org.triggerworkbench.data.picture.Preprocessing;
import org.triggerworkbench.data.picture.Resampling.Filter;
import org.triggerworkbench.data.picture.Scaling;

class PreparedImagesTest {
    private static final Preprocessing SAME = Preprocessing.exact(4, 2, Filter.NEAREST);
    private static final int LENGTH = 24;

    private final NumberedImages images = new NumberedImages(50, index -> 0);

    @Test
    void planes_areChannelRowColumn() {
        byte[] out = new byte[LENGTH + 2];
        new PreparedImages(images, SAME, 0).planes(7, out, 1);
        byte[] expected = new byte[LENGTH + 2];
        for (int i = 0; i < LENGTH; i++) {
            expected[1 + i] = (byte) (7 + 100 * (i / 8) + i % 4);
        }
        assertArrayEquals(expected, out);
    }

    @Test
    void planes_withoutRoom_prepareAgain() {
        PreparedImages prepared = new PreparedImages(images, SAME, 0);
        prepared.planes(3, new byte[LENGTH], 0);
        prepared.planes(3, new byte[LENGTH], 0);
        assertEquals(2, images.drawn().get());
        assertEquals(0, prepared.keptBytes());
    }

    @Test
    void batch_keepsUpToTheLimitAndGivesTheSameBytesAgain() {
        PreparedImages prepared = new PreparedImages(images, SAME, 30 * LENGTH + 5);
        int[] all = IntStream.range(0, 50).toArray();
        byte[] first = prepared.batch(all);
        assertEquals(50, images.drawn().get());
        byte[] second = prepared.batch(all);
        assertArrayEquals(first, second);
        assertEquals(30 * LENGTH, prepared.keptBytes());
        byte[] last = new byte[LENGTH];
        prepared.planes(49, last, 0);
        assertArrayEquals(last, Arrays.copyOfRange(first, 49 * LENGTH, 50 * LENGTH));
    }

    @Test
    void batch_repeatedIndex_isKeptOnce() {
        PreparedImages prepared = new PreparedImages(images, SAME, 1000 * LENGTH);
        prepared.batch(new int[400]);
        assertEquals(LENGTH, prepared.keptBytes());
    }

    @Test
    void batch_resizes() {
        PreparedImages prepared = new PreparedImages(images, Preprocessing.clip(6), 0);
        assertEquals(6, prepared.width());
        assertEquals(2 * 3 * 36, prepared.batch(new int[] {1, 2}).length);
    }

    @Test
    void batch_sizeThatNothingChanges_namesTheImage() {
        PreparedImages prepared = new PreparedImages(images, new Preprocessing(8, 8, Scaling.NONE, CenterCrop.NONE), 0);
        assertEquals(
                "n5 comes to the model as 4 x 2 pixels, but the model sees 8 x 8 and its preprocessing crops nothing;"
                        + " crop the picture first, or let the preprocessing crop.",
                sentence(() -> prepared.batch(new int[] {5})));
    }
}
