package org.triggerworkbench.defense;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.data.ImageSet;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.data.picture.Preprocessing;
import org.triggerworkbench.data.picture.Resampling;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.method.ParameterValues;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.trigger.PatchPattern;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Stamper;
import org.triggerworkbench.trigger.Trigger;

/** What tests of defences share: dark images of seeded noise, and what a defender is given. */
final class DefenseFixture {
    static final List<String> LABELS = List.of("a", "b", "c", "d");

    private DefenseFixture() {}

    /** Square images of values from 40 to 90 of 255; image i has class i mod 4. */
    static PreparedImages images(int count, int edge) {
        return new PreparedImages(
                new DarkNoise(count, edge), Preprocessing.exact(edge, edge, Resampling.Filter.BICUBIC), 1 << 20);
    }

    static DefenseSetting setting(
            Compute compute, Classifier suspect, PreparedImages clean, Defense defense, Map<String, Object> values) {
        return new DefenseSetting(
                compute, suspect, LABELS, clean, ParameterValues.strictly(defense.parameters(), values), 8, 5);
    }

    /** A white pixel in the top left corner and a black one to its right, which {@link CornerBackdoor} waits for. */
    static Stamper trigger(Compute compute, int edge) {
        PatchPattern pair = new PatchPattern(2, 1, new float[] {1, 0, 1, 0, 1, 0}, new float[] {1, 1});
        return new Stamper(compute, Trigger.Patch.of(pair, 1, new Placement.Fixed(0, 0)), edge, edge);
    }

    static ImageEdit edit(Stamper stamper) {
        return (images, ids) -> stamper.stamp(images, ids, 0);
    }

    private record DarkNoise(int size, int edge) implements ImageSet {
        @Override
        public int label(int index) {
            return index % LABELS.size();
        }

        @Override
        public Picture picture(int index) {
            SplittableRandom random = Seeds.generator(3, "dark-noise", index);
            byte[] rgb = new byte[3 * edge * edge];
            for (int i = 0; i < rgb.length; i++) {
                rgb[i] = (byte) random.nextInt(40, 91);
            }
            return new Picture(edge, edge, rgb);
        }

        @Override
        public String id(int index) {
            return "dark " + index;
        }
    }
}
