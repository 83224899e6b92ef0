package org.triggerworkbench.method.figure;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.data.picture.Picture;

/** Something a method shows beside its verdict. */
public sealed interface Figure {
    /** What is seen, in one sentence. */
    String caption();

    /**
     * Pictures with a line of text below each.
     *
     * @param labels one per picture
     */
    record Gallery(String caption, List<Picture> pictures, List<String> labels) implements Figure {
        public Gallery {
            pictures = List.copyOf(pictures);
            labels = List.copyOf(labels);
        }
    }

    /**
     * A bar a class, with the line it must not cross.
     *
     * @param statistic what the bars measure
     * @param names one a bar
     * @param values one a bar
     * @param threshold where suspicion begins
     * @param flagged indices of the bars beyond it
     */
    record ThresholdBars(
            String caption, String statistic, List<String> names, double[] values, double threshold, int[] flagged)
            implements Figure {
        public ThresholdBars {
            names = List.copyOf(names);
        }
    }

    /**
     * Histograms of the scores of clean and of triggered inputs over each other.
     *
     * @param statistic what the scores measure
     * @param clean scores of clean inputs
     * @param triggered scores of triggered inputs
     * @param threshold where suspicion begins
     */
    record TwoGroups(String caption, String statistic, double[] clean, double[] triggered, double threshold)
            implements Figure {}

    /**
     * A receiver operating characteristic.
     *
     * @param falsePositives shares of clean inputs called triggered, ascending from 0 to 1
     * @param truePositives shares of triggered inputs called triggered, one for each of them
     * @param area under it, in [0, 1]
     * @param point where inputs are told apart, measured on inputs of its own; null for nowhere
     */
    record Roc(
            String caption,
            double[] falsePositives,
            double[] truePositives,
            double area,
            @Nullable OperatingPoint point)
            implements Figure {

        /** A threshold's two shares, in [0, 1]. */
        public record OperatingPoint(double falsePositives, double truePositives) {}
    }

    /**
     * Lines over the values of one setting.
     *
     * @param setting what is swept
     * @param at its values, ascending
     * @param percent whether the lines are rates
     * @param mark the value that the method took; null for none
     */
    record Sweep(
            String caption,
            String setting,
            double[] at,
            List<Line> lines,
            boolean percent,
            @Nullable Mark mark) implements Figure {
        public Sweep {
            lines = List.copyOf(lines);
        }

        /** Without a mark. */
        public Sweep(String caption, String setting, double[] at, List<Line> lines, boolean percent) {
            this(caption, setting, at, lines, percent, null);
        }

        /**
         * A place on the axis.
         *
         * @param name what is there, in a word or two
         */
        public record Mark(double at, String name) {}

        /** @param values one a value of the setting */
        public record Line(String name, Role role, double[] values) {}
    }

    /** Rows of text under a head. */
    record Table(String caption, List<String> head, List<List<String>> rows) implements Figure {
        public Table {
            head = List.copyOf(head);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }
}
