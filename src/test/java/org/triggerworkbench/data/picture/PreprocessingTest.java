package org.triggerworkbench.data.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.triggerworkbench.data.picture.Resampling.Filter;
import org.triggerworkbench.text.InputException;

class PreprocessingTest {

    @ParameterizedTest
    @EnumSource(Filter.class)
    void resize_keepsAFlatColour(Filter filter) {
        Picture flat = TestPictures.drawn(13, 7, (x, y, channel) -> 40 + 70 * channel);
        for (int width : new int[] {1, 5, 13, 40}) {
            Picture resized = Resampling.resize(flat, width, 9, filter);
            for (int x = 0; x < width; x++) {
                assertEquals(40, resized.at(x, 4, 0));
                assertEquals(180, resized.at(x, 8, 2));
            }
        }
    }

    @Test
    void resize_bilinearTwiceAsSmall_weighsAsATriangle() {
        // Triangle 2 wide to each side of the centre at 1.0: weights 1/4, 3/4, 3/4, 1/4 cut at the left edge.
        Picture row = TestPictures.row(0, 100, 200, 40);
        Picture half = Resampling.resize(row, 2, 1, Filter.BILINEAR);
        assertEquals(Math.round((0 * 0.75 + 100 * 0.75 + 200 * 0.25) / 1.75), half.at(0, 0, 0));
        assertEquals(Math.round((100 * 0.25 + 200 * 0.75 + 40 * 0.75) / 1.75), half.at(1, 0, 0));
    }

    @Test
    void resize_bicubicTwiceAsLarge_overshootsAndIsClipped() {
        // Keys' weights at 1/4 and 3/4 of a pixel: -0.0703125, 0.8671875, 0.2265625, -0.0234375.
        Picture large = Resampling.resize(TestPictures.row(0, 0, 255, 255, 255, 255), 12, 1, Filter.BICUBIC);
        assertEquals(0, large.at(2, 0, 0));
        assertEquals(Math.round(255 * (0.2265625 - 0.0234375)), large.at(3, 0, 0));
        assertEquals(255, large.at(5, 0, 0));
    }

    @Test
    void resize_nearest_takesThePixelUnderTheCentre() {
        Picture row = TestPictures.row(10, 20, 30, 40, 50);
        Picture small = Resampling.resize(row, 2, 1, Filter.NEAREST);
        assertEquals(20, small.at(0, 0, 0));
        assertEquals(40, small.at(1, 0, 0));
        Picture large = Resampling.resize(row, 10, 3, Filter.NEAREST);
        assertEquals(30, large.at(4, 2, 1));
        assertEquals(30, large.at(5, 0, 1));
    }

    @Test
    void resize_actsOnBothAxesAlike() {
        Picture picture = TestPictures.drawn(9, 9, (x, y, channel) -> (x * 31 + channel) % 256);
        Picture turned = TestPictures.drawn(9, 9, (x, y, channel) -> (y * 31 + channel) % 256);
        Picture across = Resampling.resize(picture, 4, 9, Filter.BICUBIC);
        Picture down = Resampling.resize(turned, 9, 4, Filter.BICUBIC);
        for (int i = 0; i < 4; i++) {
            assertEquals(across.at(i, 5, 1), down.at(5, i, 1));
        }
    }

    @ParameterizedTest
    @EnumSource(Scaling.Kind.class)
    void apply_rightSize_isTheSameObject(Scaling.Kind kind) {
        Picture picture = TestPictures.drawn(4, 4, (x, y, channel) -> x * y + channel);
        Scaling same = kind == Scaling.Kind.NONE ? Scaling.NONE : new Scaling(kind, 4, 4, Filter.BICUBIC);
        assertSame(picture, new Preprocessing(4, 4, same, CenterCrop.TORCHVISION).apply(picture));
    }

    @Test
    void apply_scaledToMoreThanTheInput_cutsAlsoAPictureOfItsSize() {
        Picture ring = TestPictures.drawn(8, 8, (x, y, channel) -> x == 0 || y == 0 || x == 7 || y == 7 ? 255 : 0);
        Picture seen =
                new Preprocessing(8, 8, Scaling.shortestEdge(16, Filter.BOX), CenterCrop.TORCHVISION).apply(ring);
        assertArrayEquals(new byte[3 * 64], seen.rgb());
    }

    @Test
    void apply_shortestEdge_keepsTheMiddle() {
        Picture wide = TestPictures.drawn(40, 10, (x, y, channel) -> x < 20 ? 0 : 255);
        Picture seen = Preprocessing.clip(10).apply(wide);
        assertEquals(10, seen.width());
        assertEquals(0, seen.at(4, 5, 0));
        assertEquals(255, seen.at(5, 5, 0));
    }

    @Test
    void apply_exact_ignoresTheAspect() {
        Picture seen = Preprocessing.exact(5, 7, Filter.BILINEAR).apply(TestPictures.row(9, 9, 9));
        assertEquals(5, seen.width());
        assertEquals(7, seen.height());
    }

    @Test
    void apply_thread_isRefusedInWords() {
        Picture thread = new Picture(1_000_000, 1, new byte[3_000_000]);
        InputException refusal =
                assertThrows(InputException.class, () -> Preprocessing.clip(224).apply(thread));
        assertEquals(
                "A picture of 1000000 x 1 pixels is too narrow to scale its shorter side to 224; crop it first.",
                refusal.sentence());
    }

    @Test
    void crop_oddRemainder_goesToTheRight() {
        Picture middle = CenterCrop.HUGGING_FACE.apply(TestPictures.row(1, 2, 3, 4, 5), 2, 1);
        assertArrayEquals(TestPictures.row(2, 3).rgb(), middle.rgb());
    }

    @Test
    void crop_asTorchvision_roundsHalfPixelsToEven() {
        Picture five = TestPictures.row(1, 2, 3, 4, 5);
        assertArrayEquals(
                TestPictures.row(1, 2, 3, 4).rgb(),
                CenterCrop.TORCHVISION.apply(five, 4, 1).rgb());
        assertArrayEquals(
                TestPictures.row(3, 4).rgb(),
                CenterCrop.TORCHVISION.apply(five, 2, 1).rgb());
    }

    @Test
    void crop_smallPicture_isPaddedWithBlackMoreAtTheLeft() {
        Picture padded = CenterCrop.HUGGING_FACE.apply(TestPictures.row(7, 8), 5, 3);
        int[] row = new int[5];
        for (int x = 0; x < 5; x++) {
            row[x] = padded.at(x, 1, 0);
            assertEquals(0, padded.at(x, 0, 0));
            assertEquals(0, padded.at(x, 2, 0));
        }
        assertArrayEquals(new int[] {0, 0, 7, 8, 0}, row);
    }
}
