package org.triggerworkbench.defense;

import ai.djl.ndarray.NDArray;
import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.defense.inversion.AnomalyIndex;
import org.triggerworkbench.defense.inversion.CollapseGoal;
import org.triggerworkbench.defense.inversion.MaskSearch;
import org.triggerworkbench.defense.inversion.PenaltyRule;
import org.triggerworkbench.evaluation.EditedImages;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.method.Detection;
import org.triggerworkbench.method.FoundTrigger;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.training.optimizer.Schedule;

/**
 * DECREE (Feng et al. 2023): the smallest mask under which an encoder gives all images one embedding. Its share of the image,
 * the PL1-norm, is small where a trigger was trained in. It looks at no class and no label.
 */
@AutoService(Defense.class)
public final class Decree implements Defense {
    private static final Messages TEXT = Messages.of(Decree.class);
    /** What encoders call their embeddings, most telling first. */
    private static final List<String> LAYERS = List.of("image.embedding", "pooled", "vision.pooled");

    @Override
    public String id() {
        return "decree";
    }

    @Override
    public Level level() {
        return Level.MODEL;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.CLASSIFIER);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter.Numeric("seeds", 3, 1, 9, true, false),
                new Parameter.Numeric("threshold", 0.1, 0, 1, false, false),
                new Parameter.Numeric("calibrated", 0, 0, 1, false, false),
                new Parameter.Numeric("steps", 300, 1, 40_000, true, false),
                new Parameter.Numeric("images", 32, 2, 256, true, false),
                new Parameter.Numeric("stale", 60, 1, 10_000, true, true),
                new Parameter.Numeric("success", 0.99, 0.5, 1, false, true),
                new Parameter.Numeric("mask-rate", 0.5, 0.001, 10, false, true));
    }

    @Override
    public PreparedDefense prepare(DefenseSetting setting) {
        ClipPairs.require(id(), setting);
        return new Prepared(setting);
    }

    private static UnaryOperator<NDArray> encoder(Classifier suspect) {
        String layer = LAYERS.stream()
                .filter(suspect.layers()::contains)
                .findFirst()
                .orElseThrow(() -> new InputException(
                        TEXT.get("decree.layer", suspect.card().name())));
        return images -> Objects.requireNonNull(
                suspect.activations(images, Set.of(layer)).layers().get(layer));
    }

    private static final class Prepared implements PreparedDefense.Detector {
        private static final int BATCH = 64;
        /** Clean images that are that alike leave nothing to tell. */
        private static final double COLLAPSED = 0.95;

        private final DefenseSetting setting;
        private final UnaryOperator<NDArray> encoder;
        private final List<MaskSearch> searches = new ArrayList<>();

        Prepared(DefenseSetting setting) {
            this.setting = setting;
            this.encoder = encoder(setting.suspect());
            MaskSearch.Plan plan = new MaskSearch.Plan(
                    setting.values().whole("steps"),
                    setting.values().whole("images"),
                    1,
                    setting.values().number("mask-rate"),
                    Schedule.COSINE,
                    PenaltyRule.decree(
                            setting.values().number("success"), setting.values().whole("stale")));
            for (int i = 0; i < setting.values().whole("seeds"); i++) {
                searches.add(new MaskSearch(
                        "inversion-" + (i + 1),
                        setting.compute(),
                        new CollapseGoal(encoder),
                        setting.clean(),
                        plan,
                        Seeds.derive(setting.seed(), "inversion", i)));
            }
        }

        @Override
        public List<TrainingTask> phases() {
            return List.copyOf(searches);
        }

        @Override
        public Shown shown(Map<String, HostTensor> weights) {
            return new Shown.Found(searches.getFirst().found(weights));
        }

        @Override
        public Detection detect(BooleanSupplier cancelled) {
            List<FoundTrigger> found =
                    searches.stream().map(search -> search.found().getFirst()).toList();
            double[] shares = found.stream().mapToDouble(Prepared::share).toArray();
            double median =
                    AnomalyIndex.median(IntStream.range(0, shares.length).mapToDouble(i -> shares[i]));
            double threshold = setting.values().number("threshold");
            double clean = cleanCosine();
            List<Detection.SeedRow> rows = IntStream.range(0, shares.length)
                    .mapToObj(i -> new Detection.SeedRow(
                            setting.seed() + i, verdict(shares[i], threshold, clean), new double[] {shares[i]}))
                    .toList();
            Detection.Verdict verdict = verdict(median, threshold, clean);
            long agree = rows.stream().filter(row -> row.verdict() == verdict).count();
            FoundTrigger middle = found.stream()
                    .min(Comparator.comparingDouble(trigger -> Math.abs(share(trigger) - median)))
                    .orElseThrow();
            return new Detection(
                    2 * agree > rows.size() ? verdict : Detection.Verdict.INCONCLUSIVE,
                    TEXT.get("decree.share"),
                    Detection.Scale.WHOLE_BELOW,
                    new double[] {median},
                    threshold,
                    rows,
                    figures(found, shares, median, clean),
                    List.of(middle),
                    null);
        }

        /** ||m||_1 over the number of pixels. The mask of the whole image always works, so that is the most. */
        private static double share(FoundTrigger trigger) {
            return trigger.settled() ? trigger.norm() / (trigger.width() * trigger.height()) : 1;
        }

        private static Detection.Verdict verdict(double share, double threshold, double clean) {
            if (!(clean < COLLAPSED)) {
                return Detection.Verdict.INCONCLUSIVE;
            }
            return share < threshold ? Detection.Verdict.BACKDOORED : Detection.Verdict.CLEAN;
        }

        /** How alike the clean images are: the mean cosine of all pairs. */
        private double cleanCosine() {
            float[][] rows = EditedImages.all(setting.clean(), ImageEdit.NONE).rows(setting.compute(), BATCH, encoder);
            double[] sum = new double[rows[0].length];
            for (float[] row : rows) {
                double length = 0;
                for (float value : row) {
                    length += (double) value * value;
                }
                for (int d = 0; d < sum.length; d++) {
                    sum[d] += row[d] / Math.sqrt(length);
                }
            }
            double square = 0;
            for (double value : sum) {
                square += value * value;
            }
            double n = rows.length;
            return (square - n) / (n * (n - 1));
        }

        private List<Figure> figures(List<FoundTrigger> found, double[] shares, double median, double clean) {
            double calibrated = setting.values().number("calibrated");
            List<List<String>> rows = new ArrayList<>();
            rows.add(row("decree.published", setting.values().number("threshold"), median, clean));
            if (calibrated > 0) {
                rows.add(row("decree.calibrated", calibrated, median, clean));
            }
            List<String> names = IntStream.rangeClosed(1, shares.length)
                    .mapToObj(i -> TEXT.get("inversion.seed", i))
                    .toList();
            return List.of(
                    new Figure.Gallery(
                            TEXT.get("decree.gallery"),
                            found.stream().map(FoundTrigger::picture).toList(),
                            IntStream.range(0, shares.length)
                                    .mapToObj(i -> names.get(i) + ": " + three(shares[i]))
                                    .toList()),
                    new Figure.ThresholdBars(
                            TEXT.get("decree.bars"),
                            TEXT.get("decree.share"),
                            names,
                            shares,
                            setting.values().number("threshold"),
                            IntStream.range(0, shares.length)
                                    .filter(i -> shares[i] < setting.values().number("threshold"))
                                    .toArray()),
                    new Figure.Table(
                            TEXT.get("decree.thresholds", three(clean)),
                            List.of(TEXT.get("decree.which"), TEXT.get("decree.line"), TEXT.get("decree.verdict")),
                            rows));
        }

        private static List<String> row(String which, double threshold, double median, double clean) {
            Detection.Verdict verdict = verdict(median, threshold, clean);
            return List.of(
                    TEXT.get(which),
                    three(threshold),
                    TEXT.get("decree." + verdict.name().toLowerCase(Locale.ROOT)));
        }

        private static String three(double value) {
            return String.format(Locale.ROOT, "%.3f", value);
        }

        @Override
        public void close() {
            searches.forEach(MaskSearch::close);
        }
    }
}
