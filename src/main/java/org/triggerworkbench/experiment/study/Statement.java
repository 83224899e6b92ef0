package org.triggerworkbench.experiment.study;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * A claim about two figures, such as: the attack success rate of one attack after a repair is larger than another's.
 *
 * @param text the claim in words
 * @param left what should be
 * @param larger whether it should be larger than the right one, else smaller
 * @param right than that
 * @param margin added to the right one, a fraction
 */
public record Statement(String text, Operand left, boolean larger, Operand right, double margin) {
    private static final Messages TEXT = Messages.of(Statement.class);
    private static final Pattern FIGURE = Pattern.compile("([a-z-]+)\\(\\s*([^,()]+?)\\s*,\\s*([^,()]+?)\\s*\\)");

    /** A figure of a study or a number. */
    public sealed interface Operand {
        /** Reads {@code asr(badclip, cleanclip)} or a number such as 0.05. */
        static Operand of(String text) {
            Matcher figure = FIGURE.matcher(text.strip());
            if (figure.matches()) {
                StudyMeasure measure = StudyMeasure.named(figure.group(1))
                        .orElseThrow(() ->
                                new InputException(TEXT.get("study.measure.unknown", FileWord.shown(figure.group(1)))));
                return new Figure(measure, new Study.Cell(figure.group(2), figure.group(3)));
            }
            try {
                return new Fixed(Double.parseDouble(text));
            } catch (NumberFormatException e) {
                throw new InputException(TEXT.get("study.operand", FileWord.shown(text)), e);
            }
        }
    }

    /** A figure of a cell. */
    public record Figure(StudyMeasure measure, Study.Cell cell) implements Operand {}

    /** A fixed number, a fraction. */
    public record Fixed(double value) implements Operand {}

    /** Whether a claim holds. */
    public enum Holds {
        YES,
        NO,
        /** A figure is absent. */
        UNKNOWN;

        /** For people. */
        public String words() {
            return TEXT.get("study.holds." + name());
        }
    }

    /**
     * What became of a claim.
     *
     * @param holds of the means
     * @param left mean over the seeds that have both figures
     * @param right the same, without the margin
     * @param holding seeds in which it holds
     * @param seeds that have both figures
     */
    public record Outcome(Statement statement, Holds holds, double left, double right, int holding, int seeds) {}

    Outcome check(Study study) {
        Map<Long, Double> lefts = values(study, left);
        Map<Long, Double> rights = values(study, right);
        Map<Long, Double> own = new TreeMap<>();
        Map<Long, Double> other = new TreeMap<>();
        for (Long seed : left instanceof Figure ? lefts.keySet() : rights.keySet()) {
            Double l = left instanceof Fixed(double fixed) ? Double.valueOf(fixed) : lefts.get(seed);
            Double r = right instanceof Fixed(double fixed) ? Double.valueOf(fixed) : rights.get(seed);
            if (l != null && r != null) {
                own.put(seed, l);
                other.put(seed, r);
            }
        }
        int holding = 0;
        for (Map.Entry<Long, Double> entry : own.entrySet()) {
            if (holds(entry.getValue(), other.getOrDefault(entry.getKey(), Double.NaN))) {
                holding++;
            }
        }
        double leftMean = Spread.of(own.values()).mean();
        double rightMean = Spread.of(other.values()).mean();
        Holds verdict = own.isEmpty() ? Holds.UNKNOWN : holds(leftMean, rightMean) ? Holds.YES : Holds.NO;
        return new Outcome(this, verdict, leftMean, rightMean, holding, own.size());
    }

    private boolean holds(double own, double other) {
        return larger ? own > other + margin : own < other + margin;
    }

    private static Map<Long, Double> values(Study study, Operand operand) {
        return operand instanceof Figure(StudyMeasure measure, Study.Cell cell)
                ? study.values(cell, measure)
                : Map.of();
    }
}
