package org.triggerworkbench.defense;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.defense.inversion.AnomalyIndex;
import org.triggerworkbench.defense.inversion.ClassGoal;
import org.triggerworkbench.defense.inversion.MaskSearch;
import org.triggerworkbench.defense.inversion.PenaltyRule;
import org.triggerworkbench.method.Detection;
import org.triggerworkbench.method.FoundTrigger;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.method.ParameterValues;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.training.optimizer.Schedule;

/**
 * The smallest trigger for each class, found once for each of some seeds, and whether one is much smaller than the others:
 * the median norm of each class over the seeds, then the {@link AnomalyIndex}. The verdict is "inconclusive" where the seeds
 * disagree or too few triggers are found.
 */
final class TriggerInversion implements PreparedDefense.Detector {
    private static final Messages TEXT = Messages.of(TriggerInversion.class);

    private final List<String> labels;
    private final List<MaskSearch> searches = new ArrayList<>();
    private final long seed;

    /**
     * What is set of it.
     *
     * @param seeds how many, where nothing is given
     */
    static List<Parameter> parameters(int seeds) {
        return List.of(
                new Parameter.Numeric("seeds", seeds, 1, 9, true, false),
                new Parameter.Numeric("steps", 100, 1, 40_000, true, false),
                new Parameter.Numeric("images", 4, 1, 256, true, false),
                new Parameter.Numeric("round", 2, 1, 1000, true, true),
                new Parameter.Numeric("patience", 4, 1, 100, true, true),
                new Parameter.Numeric("lambda", 0.001, 1e-6, 10, false, true),
                new Parameter.Numeric("success", 0.99, 0.5, 1, false, true),
                new Parameter.Numeric("mask-rate", 0.2, 0.001, 10, false, true));
    }

    /**
     * @param images to stamp triggers on
     * @param taken the class of each without a trigger, so that it counts for the other classes only; empty for all to count
     */
    TriggerInversion(DefenseSetting setting, PreparedImages images, int[] taken) {
        this.labels = setting.labels();
        this.seed = setting.seed();
        ClassGoal goal = new ClassGoal(setting.compute(), setting.suspect(), labels.size(), taken);
        int seeds = setting.values().whole("seeds");
        for (int i = 0; i < seeds; i++) {
            searches.add(new MaskSearch(
                    "inversion-" + (i + 1),
                    setting.compute(),
                    goal,
                    images,
                    plan(setting.values()),
                    Seeds.derive(seed, "inversion", i)));
        }
    }

    private static MaskSearch.Plan plan(ParameterValues values) {
        return new MaskSearch.Plan(
                values.whole("steps"),
                values.whole("images"),
                values.whole("round"),
                values.number("mask-rate"),
                Schedule.CONSTANT,
                PenaltyRule.neuralCleanse(values.number("lambda"), values.whole("patience"), values.number("success")));
    }

    @Override
    public List<TrainingTask> phases() {
        return List.copyOf(searches);
    }

    @Override
    public Shown shown(Map<String, HostTensor> weights) {
        return new Shown.Found(found(weights));
    }

    /** The triggers of one search as they are now. */
    List<FoundTrigger> found(Map<String, HostTensor> weights) {
        return searches.getFirst().found(weights);
    }

    /** Whether weights are those of a search. */
    static boolean isSearch(Map<String, HostTensor> weights) {
        return MaskSearch.isSearch(weights);
    }

    @Override
    public Detection detect(BooleanSupplier cancelled) {
        List<List<FoundTrigger>> found =
                searches.stream().map(MaskSearch::found).toList();
        List<double[]> norms = found.stream().map(TriggerInversion::norms).toList();
        double[] medians = IntStream.range(0, labels.size())
                .mapToDouble(label -> AnomalyIndex.median(norms.stream().mapToDouble(row -> row[label])))
                .toArray();
        double[] index = AnomalyIndex.of(medians);
        List<Detection.SeedRow> rows = IntStream.range(0, norms.size())
                .mapToObj(i -> row(seed + i, norms.get(i)))
                .toList();
        List<FoundTrigger> middle = IntStream.range(0, labels.size())
                .mapToObj(label -> middle(found, label))
                .toList();
        return new Detection(
                verdict(medians, index, rows),
                TEXT.get("inversion.index"),
                Detection.Scale.CLASSES_ABOVE,
                index,
                AnomalyIndex.THRESHOLD,
                rows,
                figures(middle, medians, norms),
                middle,
                null);
    }

    /** Norms by class; NaN where no trigger works. */
    private static double[] norms(List<FoundTrigger> found) {
        return found.stream()
                .mapToDouble(trigger -> trigger.settled() ? trigger.norm() : Double.NaN)
                .toArray();
    }

    private static Detection.SeedRow row(long seed, double[] norms) {
        double[] index = AnomalyIndex.of(norms);
        Detection.Verdict alone = !isEnough(norms)
                ? Detection.Verdict.INCONCLUSIVE
                : flagged(index).length > 0 ? Detection.Verdict.BACKDOORED : Detection.Verdict.CLEAN;
        return new Detection.SeedRow(seed, alone, index);
    }

    private static boolean isEnough(double[] norms) {
        long known = Arrays.stream(norms).filter(norm -> !Double.isNaN(norm)).count();
        return known >= AnomalyIndex.LEAST_CLASSES && 2 * known >= norms.length;
    }

    private static int[] flagged(double[] index) {
        return IntStream.range(0, index.length)
                .filter(label -> index[label] > AnomalyIndex.THRESHOLD)
                .toArray();
    }

    /** Backdoored or clean where more than half of the seeds alone agree: on one of the classes, or that there is none. */
    private static Detection.Verdict verdict(double[] medians, double[] index, List<Detection.SeedRow> rows) {
        int[] flagged = flagged(index);
        long agree = flagged.length == 0
                ? rows.stream()
                        .filter(row -> row.verdict() == Detection.Verdict.CLEAN)
                        .count()
                : Arrays.stream(flagged)
                        .mapToLong(label -> rows.stream()
                                .filter(row -> row.values()[label] > AnomalyIndex.THRESHOLD)
                                .count())
                        .max()
                        .orElse(0);
        if (!isEnough(medians) || 2 * agree <= rows.size()) {
            return Detection.Verdict.INCONCLUSIVE;
        }
        return flagged.length == 0 ? Detection.Verdict.CLEAN : Detection.Verdict.BACKDOORED;
    }

    /** Of the triggers of a class that work, the one whose norm is in the middle; where none works, the first. */
    private static FoundTrigger middle(List<List<FoundTrigger>> found, int label) {
        List<FoundTrigger> sorted = found.stream()
                .map(triggers -> triggers.get(label))
                .sorted(Comparator.comparing((FoundTrigger trigger) -> !trigger.settled())
                        .thenComparingDouble(FoundTrigger::norm))
                .toList();
        int working = (int) sorted.stream().filter(FoundTrigger::settled).count();
        return sorted.get(Math.max(0, (working - 1) / 2));
    }

    private List<Figure> figures(List<FoundTrigger> middle, double[] medians, List<double[]> norms) {
        List<FoundTrigger> sorted = middle.stream()
                .sorted(Comparator.comparing((FoundTrigger trigger) -> Double.isNaN(medians[trigger.label()]))
                        .thenComparingDouble(trigger -> medians[trigger.label()]))
                .toList();
        double limit = AnomalyIndex.limit(medians);
        return List.of(
                new Figure.Gallery(
                        TEXT.get("inversion.gallery"),
                        sorted.stream().map(FoundTrigger::picture).toList(),
                        sorted.stream().map(this::label).toList()),
                new Figure.ThresholdBars(
                        TEXT.get("inversion.norms", norms.size()),
                        TEXT.get("inversion.norm"),
                        labels,
                        medians,
                        limit,
                        IntStream.range(0, medians.length)
                                .filter(label -> medians[label] < limit)
                                .toArray()),
                new Figure.Table(
                        TEXT.get(
                                "inversion.rates",
                                labels.size(),
                                AnomalyIndex.THRESHOLD,
                                Math.round(100 * AnomalyIndex.falseAlarms(labels.size()))),
                        Stream.concat(
                                        Stream.of(TEXT.get("inversion.class")),
                                        IntStream.rangeClosed(1, norms.size())
                                                .mapToObj(i -> TEXT.get("inversion.seed", i)))
                                .toList(),
                        IntStream.range(0, labels.size())
                                .mapToObj(label -> Stream.concat(
                                                Stream.of(labels.get(label)),
                                                norms.stream().map(row -> shown(row[label])))
                                        .toList())
                                .toList()));
    }

    private String label(FoundTrigger trigger) {
        String name = Objects.requireNonNull(labels.get(trigger.label()));
        return trigger.settled()
                ? TEXT.get("inversion.found", name, shown(trigger.norm()))
                : TEXT.get("inversion.notFound", name);
    }

    private static String shown(double norm) {
        return Double.isNaN(norm) ? "\u2013" : String.format(Locale.ROOT, "%.1f", norm);
    }

    @Override
    public void close() {
        searches.forEach(MaskSearch::close);
    }
}
