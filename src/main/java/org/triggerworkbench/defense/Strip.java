package org.triggerworkbench.defense;

import ai.djl.ndarray.NDArray;
import com.google.auto.service.AutoService;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.triggerworkbench.compute.Scalars;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.evaluation.EditedImages;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.text.Messages;

/**
 * STRIP (Gao et al., "STRIP: A Defence Against Trojan Attacks on Deep Neural Networks", 2019). Clean images x' are laid over an
 * input x; a trigger survives that, so the predictions stay the same and their entropy is low:
 *
 * <pre>
 * x_n = clip(x + alpha x'_n)    H(x) = 1/N sum_n H_n    H_n = - sum_c p_c log p_c with p = softmax(f(x_n))
 * </pre>
 *
 * <p>The score is -H(x), in nats. Where a prompt is in front of the model it comes after the superposition.
 */
@AutoService(Defense.class)
public final class Strip implements Defense {
    static final String OVERLAYS = "overlays";
    static final String ALPHA = "alpha";
    static final String CLIP = "clip";
    static final String REJECTED = "false-rejections";

    @Override
    public String id() {
        return "strip";
    }

    @Override
    public Level level() {
        return Level.INPUT;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.CLASSIFIER, Need.TRIGGER);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter.Numeric(OVERLAYS, 64, 1, 1000, true, false),
                new Parameter.Numeric(ALPHA, 0.5, 0, 1, false, false),
                new Parameter.Numeric(REJECTED, 0.05, 0, 0.5, false, false),
                new Parameter.Choice(CLIP, "yes", List.of("yes", "no"), true));
    }

    @Override
    public PreparedDefense prepare(DefenseSetting setting) {
        return new Prepared(setting);
    }

    /** -sum_c p_c log p_c of the softmax of logits, in nats. */
    static double entropy(float[] logits) {
        double largest = IntStream.range(0, logits.length)
                .mapToDouble(k -> logits[k])
                .max()
                .orElse(0);
        double[] shares = IntStream.range(0, logits.length)
                .mapToDouble(k -> Math.exp(logits[k] - largest))
                .toArray();
        double sum = Arrays.stream(shares).sum();
        // log p_c = z_c - max - log sum; a share of 0 adds nothing.
        return IntStream.range(0, shares.length)
                .filter(k -> shares[k] > 0)
                .mapToDouble(k -> -shares[k] / sum * (logits[k] - largest - Math.log(sum)))
                .sum();
    }

    private record Prepared(DefenseSetting setting) implements PreparedDefense.InputFilter {
        private static final Messages TEXT = Messages.of(Strip.class);
        private static final int SHOWN = 8;

        @Override
        public String statistic() {
            return TEXT.get("strip.statistic");
        }

        @Override
        public double rejected() {
            return setting.values().number(REJECTED);
        }

        @Override
        public double[] scores(EditedImages inputs) {
            return inputs.parts(1).stream()
                    .mapToDouble(input -> -superimposed(input, overlays()).logits().stream()
                            .mapToDouble(Strip::entropy)
                            .average()
                            .orElseThrow())
                    .toArray();
        }

        @Override
        public Optional<Figure> illustration(EditedImages input, String name) {
            int shown = Math.min(SHOWN, overlays());
            return Optional.of(superimposed(input, shown)
                    .gallery(
                            setting,
                            TEXT.get("strip.gallery", name),
                            IntStream.range(0, shown).boxed().toList(),
                            (_, prediction) -> prediction));
        }

        private int overlays() {
            return Math.min(setting.values().whole(OVERLAYS), setting.clean().size());
        }

        /** An input under clean images, which are drawn for it by its place in the set alone. */
        private Variants superimposed(EditedImages input, int count) {
            PreparedImages clean = setting.clean();
            int[] order =
                    Seeds.permutation(clean.size(), Seeds.generator(setting.seed(), "strip/overlays", input.ids()[0]));
            int[] drawn = Arrays.copyOf(order, count);
            return Variants.of(setting, input, image -> {
                NDArray over = setting.compute().images(clean.batch(drawn), count, clean.height(), clean.width());
                NDArray sum = image.add(Scalars.times(over, setting.values().number(ALPHA)));
                return setting.values().choice(CLIP).equals("yes") ? Scalars.clip(sum, 0, 1) : sum;
            });
        }

        @Override
        public void close() {}
    }
}
