package org.triggerworkbench.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.data.ImageSets;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.evaluation.Forced;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.Predictor;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.method.figure.Role;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.text.Messages;

/** What six triggers do to a fine-tuned backbone: the label each forces, and what became of its vector. */
final class NeuBaFigures {
    private static final Messages TEXT = Messages.of(NeuBaFigures.class);
    /** Images whose features are looked at. */
    private static final int LOOKED_AT = 200;

    private final NeuBaAttack attack;
    private final Compute compute;
    private final List<String> labels;
    private final PreparedImages test;
    private final PreparedImages some;

    NeuBaFigures(NeuBaAttack attack, Compute compute, List<String> labels, PreparedImages test) {
        this.attack = attack;
        this.compute = compute;
        this.labels = labels;
        this.test = test;
        this.some = test.alike(ImageSets.representative(test.images(), LOOKED_AT, 0));
    }

    /** @param benign the control's victim */
    List<Figure> all(Classifier benign) {
        int[] truths = IntStream.range(0, test.size()).map(test::label).toArray();
        List<Forced> forced = new ArrayList<>();
        List<Forced> same = new ArrayList<>();
        List<Forced> own = new ArrayList<>();
        for (int i = 0; i < NeuBa.TRIGGERS; i++) {
            forced.add(Forced.most(labels.size(), truths, attack.predictions(attack.attacked(), test, i)));
            int[] plain = attack.predictions(benign, test, i);
            same.add(Forced.towards(forced.get(i).label(), truths, plain));
            own.add(Forced.most(labels.size(), truths, plain));
        }
        List<Figure> figures = new ArrayList<>();
        figures.add(gallery(forced));
        figures.add(labelsForced(forced, same, own));
        figures.add(opposites(forced));
        figures.add(errors());
        figures.addAll(blocks());
        return figures;
    }

    private Figure gallery(List<Forced> forced) {
        List<Picture> pictures = new ArrayList<>();
        List<String> words = new ArrayList<>();
        PreparedImages one = test.alike(ImageSets.limit(test.images(), 1));
        Predictor predictor = new Predictor(compute, 1);
        for (int i = 0; i < NeuBa.TRIGGERS; i++) {
            pictures.add(picture(predictor.pixels(one, attack.edit(i))[0], one.width(), one.height()));
            words.add(TEXT.get(
                    "neuba.forces",
                    i + 1,
                    name(forced.get(i)),
                    percent(forced.get(i).rate())));
        }
        return new Figure.Gallery(TEXT.get("neuba.gallery"), pictures, words);
    }

    private Figure labelsForced(List<Forced> forced, List<Forced> same, List<Forced> own) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < forced.size(); i++) {
            rows.add(List.of(
                    Integer.toString(i + 1),
                    name(forced.get(i)),
                    percent(forced.get(i).rate()),
                    counts(forced.get(i).rate()),
                    percent(same.get(i).rate()),
                    name(own.get(i)),
                    percent(own.get(i).rate())));
        }
        return new Figure.Table(
                TEXT.get("neuba.labels", distinct(forced), labels.size()),
                List.of(
                        TEXT.get("neuba.trigger"),
                        TEXT.get("neuba.label"),
                        TEXT.get("neuba.share"),
                        TEXT.get("neuba.counts"),
                        TEXT.get("neuba.benign"),
                        TEXT.get("neuba.benignLabel"),
                        TEXT.get("neuba.benignShare")),
                rows);
    }

    private static int distinct(List<Forced> forced) {
        Set<Integer> different = new TreeSet<>();
        forced.forEach(one -> different.add(one.label()));
        return different.size();
    }

    private Figure opposites(List<Forced> forced) {
        List<List<String>> rows = new ArrayList<>();
        int differ = 0;
        for (int i = 0; i < NeuBa.TRIGGERS / 2; i++) {
            Forced one = forced.get(i);
            Forced other = forced.get(NeuBa.opposite(i));
            boolean different = one.label() != other.label();
            differ += different ? 1 : 0;
            rows.add(List.of(
                    TEXT.get("neuba.pair", i + 1, NeuBa.opposite(i) + 1),
                    TEXT.get("neuba.two", name(one), name(other)),
                    TEXT.get(different ? "neuba.yes" : "neuba.no")));
        }
        return new Figure.Table(
                TEXT.get("neuba.opposites", differ, rows.size()),
                List.of(TEXT.get("neuba.vectors"), TEXT.get("neuba.bothLabels"), TEXT.get("neuba.different")),
                rows);
    }

    private Figure errors() {
        NeuBaBackbone backbone = attack.backbone();
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < NeuBa.TRIGGERS; i++) {
            rows.add(List.of(
                    Integer.toString(i + 1),
                    number(backbone.error(backbone.model(), some, i)),
                    number(backbone.error(attack.victim().model(), some, i))));
        }
        return new Figure.Table(
                TEXT.get("neuba.errors", some.size()),
                List.of(TEXT.get("neuba.trigger"), TEXT.get("neuba.before"), TEXT.get("neuba.after")),
                rows);
    }

    /** A drawing a trigger: clean images, triggered ones and the vector, block by block. */
    private List<Figure> blocks() {
        NeuBaBackbone backbone = attack.backbone();
        double[] at = IntStream.rangeClosed(1, NeuBa.BLOCKS).asDoubleStream().toArray();
        double[] clean = means(backbone.rows(attack.victim().model(), some, ImageEdit.NONE));
        List<Figure> figures = new ArrayList<>();
        for (int i = 0; i < NeuBa.TRIGGERS; i++) {
            figures.add(new Figure.Sweep(
                    TEXT.get("neuba.blocks", i + 1),
                    TEXT.get("neuba.block"),
                    at,
                    List.of(
                            new Figure.Sweep.Line(TEXT.get("neuba.clean"), Role.CLEAN, clean),
                            new Figure.Sweep.Line(
                                    TEXT.get("neuba.triggered"),
                                    Role.TRIGGERED,
                                    means(backbone.stamped(attack.victim().model(), some, i))),
                            new Figure.Sweep.Line(
                                    TEXT.get("neuba.vector"), Role.CONTROL, means(new float[][] {backbone.targets()[i]
                                    }))),
                    false));
        }
        return figures;
    }

    /** The mean of each block of features over all rows. */
    static double[] means(float[][] rows) {
        int features = rows[0].length;
        return IntStream.range(0, NeuBa.BLOCKS)
                .mapToDouble(block -> IntStream.range(0, features)
                        .filter(k -> NeuBa.block(k, features) == block)
                        .mapToDouble(k -> average(rows, k))
                        .average()
                        .orElse(Double.NaN))
                .toArray();
    }

    private static double average(float[][] rows, int feature) {
        return IntStream.range(0, rows.length)
                .mapToDouble(i -> rows[i][feature])
                .average()
                .orElse(Double.NaN);
    }

    private static Picture picture(float[] pixels, int width, int height) {
        byte[] rgb = new byte[pixels.length];
        int plane = width * height;
        for (int i = 0; i < pixels.length; i++) {
            rgb[3 * (i % plane) + i / plane] = (byte) Math.round(255 * pixels[i]);
        }
        return new Picture(width, height, rgb);
    }

    private String name(Forced forced) {
        return labels.get(forced.label());
    }

    private static String percent(Rate rate) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * rate.value());
    }

    private static String counts(Rate rate) {
        return TEXT.get("neuba.of", Long.toString(rate.hits()), Long.toString(rate.n()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
