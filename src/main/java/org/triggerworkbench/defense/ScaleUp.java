package org.triggerworkbench.defense;

import ai.djl.ndarray.NDArray;
import com.google.auto.service.AutoService;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Scalars;
import org.triggerworkbench.evaluation.EditedImages;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.text.Messages;

/**
 * SCALE-UP (Guo et al., "SCALE-UP: An Efficient Black-box Input-level Backdoor Detection via Analyzing Scaled Prediction
 * Consistency", 2023). The pixels of an input are multiplied; a triggered one keeps its label:
 *
 * <pre>SPC(x) = 1/|S| sum over n in S of 1[argmax f(clip(n x, 0, 1)) = argmax f(x)]</pre>
 *
 * <p>Data-free the score is SPC; data-limited it is (SPC - mean) / std, both of clean images that are predicted as the same
 * class. Where a class has fewer than two clean images, or all with one SPC, those of all classes are taken.
 */
@AutoService(Defense.class)
public final class ScaleUp implements Defense {
    static final String VARIANT = "variant";
    static final String LARGEST = "largest";
    static final String STEP = "step";
    private static final String LIMITED = "data-limited";

    @Override
    public String id() {
        return "scale-up";
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
                new Parameter.Choice(VARIANT, "data-free", List.of("data-free", LIMITED), false),
                new Parameter.Numeric(LARGEST, 11, 2, 100, true, false),
                new Parameter.Numeric(STEP, 1, 1, 10, true, true),
                new Parameter.Numeric(Strip.REJECTED, 0.05, 0, 0.5, false, false));
    }

    @Override
    public PreparedDefense prepare(DefenseSetting setting) {
        return new Prepared(setting);
    }

    /**
     * How clean images answer.
     *
     * @param mean of SPC by predicted class
     * @param deviation of SPC by predicted class, above 0
     */
    record Normal(double[] mean, double[] deviation) {
        /**
         * From clean images.
         *
         * @param predictions of each, {@code classes} and more for none
         * @param consistencies of each
         */
        static Normal of(int classes, int[] predictions, double[] consistencies) {
            double[] mean = new double[classes];
            double[] deviation = new double[classes];
            for (int label = 0; label < classes; label++) {
                int wanted = label;
                double[] own = IntStream.range(0, predictions.length)
                        .filter(i -> predictions[i] == wanted)
                        .mapToDouble(i -> consistencies[i])
                        .toArray();
                double[] taken = deviation(own) > 0 ? own : consistencies;
                mean[label] = mean(taken);
                deviation[label] = deviation(taken) > 0 ? deviation(taken) : 1;
            }
            return new Normal(mean, deviation);
        }

        double normalised(int prediction, double consistency) {
            return (consistency - mean[prediction]) / deviation[prediction];
        }

        private static double mean(double[] values) {
            return Arrays.stream(values).average().orElse(0);
        }

        private static double deviation(double[] values) {
            double mean = mean(values);
            return Math.sqrt(Arrays.stream(values)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElse(0));
        }
    }

    private static final class Prepared implements PreparedDefense.InputFilter {
        private static final Messages TEXT = Messages.of(ScaleUp.class);
        private static final int SHOWN = 8;

        private final DefenseSetting setting;
        private final int[] factors;
        private @Nullable Normal normal;

        Prepared(DefenseSetting setting) {
            this.setting = setting;
            int step = setting.values().whole(STEP);
            this.factors = IntStream.iterate(1, n -> n <= setting.values().whole(LARGEST), n -> n + step)
                    .toArray();
        }

        @Override
        public String statistic() {
            return TEXT.get(isLimited() ? "scaleUp.normalised" : "scaleUp.consistency");
        }

        @Override
        public double rejected() {
            return setting.values().number(Strip.REJECTED);
        }

        @Override
        public double[] scores(EditedImages inputs) {
            return inputs.parts(1).stream().mapToDouble(this::score).toArray();
        }

        private double score(EditedImages input) {
            Variants scaled = scaled(input);
            int prediction = scaled.prediction(0);
            double consistency = consistency(scaled);
            return isLimited() && prediction >= 0 ? normal().normalised(prediction, consistency) : consistency;
        }

        @Override
        public Optional<Figure> illustration(EditedImages input, String name) {
            Variants scaled = scaled(input);
            int every = (factors.length + SHOWN - 1) / SHOWN;
            return Optional.of(scaled.gallery(
                    setting,
                    TEXT.get("scaleUp.gallery", name),
                    IntStream.iterate(0, i -> i < factors.length, i -> i + every)
                            .boxed()
                            .toList(),
                    (index, prediction) -> TEXT.get(
                            "scaleUp.scaled",
                            factors[index],
                            prediction,
                            String.format(
                                    Locale.ROOT,
                                    "%.0f%%",
                                    100 * saturated(scaled.pixels().get(index))))));
        }

        private boolean isLimited() {
            return setting.values().choice(VARIANT).equals(LIMITED);
        }

        private Normal normal() {
            Normal known = normal;
            if (known == null) {
                int count = setting.clean().size();
                int[] predictions = new int[count];
                double[] consistencies = new double[count];
                EditedImages clean = EditedImages.all(setting.clean(), ImageEdit.NONE);
                for (int i = 0; i < count; i++) {
                    Variants scaled = scaled(clean.at(i));
                    predictions[i] = scaled.prediction(0);
                    consistencies[i] = consistency(scaled);
                }
                known = Normal.of(setting.suspect().classes(), predictions, consistencies);
                normal = known;
            }
            return known;
        }

        /** An input times each factor; the first is the input itself. */
        private Variants scaled(EditedImages input) {
            return Variants.of(setting, input, image -> {
                NDArray[] scaled = IntStream.of(factors)
                        .mapToObj(factor -> Scalars.times(image, factor))
                        .toArray(NDArray[]::new);
                NDArray all = scaled[0];
                for (int i = 1; i < scaled.length; i++) {
                    all = all.concat(scaled[i], 0);
                }
                return Scalars.clip(all, 0, 1);
            });
        }

        /** The share of factors, 1 among them, under which the label stays. */
        private double consistency(Variants scaled) {
            return IntStream.range(0, factors.length)
                    .map(i -> scaled.prediction(i) == scaled.prediction(0) ? 1 : 0)
                    .average()
                    .orElseThrow();
        }

        /** The share of values that are as bright as can be. */
        private static double saturated(float[] pixels) {
            return IntStream.range(0, pixels.length).filter(i -> pixels[i] >= 1).count() / (double) pixels.length;
        }

        @Override
        public void close() {}
    }
}
