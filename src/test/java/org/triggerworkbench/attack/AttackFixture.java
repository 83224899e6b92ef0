package org.triggerworkbench.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
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
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.method.ParameterValues;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.prompt.OutputMapping;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.trigger.PatchPatterns;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;

/** A downstream task of 8 x 8 pixels and four classes. */
final class AttackFixture {
    static final int EDGE = 8;
    static final int TARGET = 1;
    static final List<String> LABELS = List.of("a", "b", "c", "d");

    private AttackFixture() {}

    /** Images of seeded noise; image i has class i mod 4. */
    static PreparedImages images(int count) {
        return images(count, EDGE);
    }

    /** The same in another size. */
    static PreparedImages images(int count, int edge) {
        return new PreparedImages(
                new NoiseImages(count), Preprocessing.exact(edge, edge, Resampling.Filter.BICUBIC), 1 << 22);
    }

    /** A white trigger of 2 x 2 in the top left corner, under a frame of one pixel. */
    static AttackSetting setting(Compute compute, Classifier source, Map<String, Object> values, long seed) {
        Map<String, Object> given = new LinkedHashMap<>(Map.of(BadVisualPrompt.RATE, 0.25));
        given.putAll(values);
        return new AttackSetting(
                compute,
                source,
                new OutputMapping.FirstK(LABELS.size()),
                LABELS,
                PromptLayout.of(
                        new PromptShape.Frame(1),
                        PromptLayout.Mode.ADD,
                        source.card().input()),
                0.3,
                images(40),
                images(16),
                new Target.AllToOne(TARGET),
                Trigger.Patch.of(PatchPatterns.solid(2, 2, 1, 1, 1), 1, new Placement.Fixed(0, 0)),
                ParameterValues.of(new BadVisualPrompt().parameters(), given),
                8,
                seed);
    }

    private record NoiseImages(int size) implements ImageSet {
        @Override
        public int label(int index) {
            return index % LABELS.size();
        }

        @Override
        public Picture picture(int index) {
            SplittableRandom random = Seeds.generator(3, "noise-images", index);
            byte[] rgb = new byte[3 * EDGE * EDGE];
            random.nextBytes(rgb);
            return new Picture(EDGE, EDGE, rgb);
        }

        @Override
        public String id(int index) {
            return "noise " + index;
        }
    }

    /** What an attack of one phase trains. */
    static TrainingTask task(ImageAttack attack) {
        assertEquals(1, attack.phases().size());
        return attack.phases().getFirst();
    }

    /** What a control of an image attack is stamped with. */
    static Trigger trigger(PreparedAttack.Control control) {
        return ((Measured.OnImages) control.measured()).trigger();
    }
}
