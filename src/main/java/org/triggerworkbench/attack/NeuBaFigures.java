package org.triggerworkbench.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.triggerworkbench.evaluation.Forced;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.method.figure.Role;
import org.triggerworkbench.text.Messages;

/** The label that each of six triggers forces, and what became of its vector, as tables and drawings. */
record NeuBaFigures(NeuBaReadings read) {
    private static final Messages TEXT = Messages.of(NeuBaFigures.class);

    List<Figure> all() {
        List<Figure> figures = new ArrayList<>();
        figures.add(labelsForced());
        figures.add(opposites());
        figures.add(errors());
        figures.addAll(blocks());
        return figures;
    }

    /** What a trigger forces, in a line. */
    String line(int trigger) {
        Forced forced = read.forced().get(trigger);
        return TEXT.get("neuba.forces", trigger + 1, name(forced), percent(forced.rate()));
    }

    private Figure labelsForced() {
        List<Forced> forced = read.forced();
        List<List<String>> rows = new ArrayList<>();
        Set<Integer> different = new TreeSet<>();
        for (int i = 0; i < forced.size(); i++) {
            Forced one = forced.get(i);
            different.add(one.label());
            Forced same = Forced.towards(one.label(), read.truths(), read.benign()[i]);
            Forced own = Forced.most(read.labels().size(), read.truths(), read.benign()[i]);
            rows.add(List.of(
                    Integer.toString(i + 1),
                    name(one),
                    percent(one.rate()),
                    TEXT.get(
                            "neuba.of",
                            Long.toString(one.rate().hits()),
                            Long.toString(one.rate().n())),
                    percent(same.rate()),
                    name(own),
                    percent(own.rate())));
        }
        return new Figure.Table(
                TEXT.get("neuba.labels", different.size(), read.labels().size()),
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

    private Figure opposites() {
        List<Forced> forced = read.forced();
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
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < NeuBa.TRIGGERS; i++) {
            rows.add(List.of(Integer.toString(i + 1), number(read.published()[i]), number(read.fineTuned()[i])));
        }
        return new Figure.Table(
                TEXT.get("neuba.errors", read.looked()),
                List.of(TEXT.get("neuba.trigger"), TEXT.get("neuba.before"), TEXT.get("neuba.after")),
                rows);
    }

    /** A drawing a trigger: clean inputs, triggered ones and the vector, block by block. */
    private List<Figure> blocks() {
        double[] at = IntStream.rangeClosed(1, NeuBa.BLOCKS).asDoubleStream().toArray();
        List<Figure> figures = new ArrayList<>();
        for (int i = 0; i < NeuBa.TRIGGERS; i++) {
            figures.add(new Figure.Sweep(
                    TEXT.get("neuba.blocks", i + 1),
                    TEXT.get("neuba.block"),
                    at,
                    List.of(
                            new Figure.Sweep.Line(TEXT.get("neuba.clean"), Role.CLEAN, read.clean()),
                            new Figure.Sweep.Line(TEXT.get("neuba.triggered"), Role.TRIGGERED, read.triggered()[i]),
                            new Figure.Sweep.Line(TEXT.get("neuba.vector"), Role.CONTROL, read.vectors()[i])),
                    false));
        }
        return figures;
    }

    private String name(Forced forced) {
        return read.labels().get(forced.label());
    }

    private static String percent(Rate rate) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * rate.value());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
