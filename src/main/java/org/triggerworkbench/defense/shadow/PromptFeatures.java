package org.triggerworkbench.defense.shadow;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.triggerworkbench.prompt.PromptLayout;

/**
 * What a classifier sees of a prompt: on a grid of 8 x 8 cells, for each cell that the prompt covers, how strong its values are
 * there and how rough, both as logarithms and against the mean of all cells, so that a longer training alone changes nothing;
 * then how uneven strength and roughness are over the cells.
 */
final class PromptFeatures {
    private static final int GRID = 8;
    private static final double TINY = 1e-6;

    private PromptFeatures() {}

    /** @param values 3 x H x W of the layout */
    static double[] of(PromptLayout layout, float[] values) {
        List<Double> strengths = new ArrayList<>();
        List<Double> roughness = new ArrayList<>();
        float[] mask = layout.mask();
        for (int cell = 0; cell < GRID * GRID; cell++) {
            double square = 0;
            double steps = 0;
            int n = 0;
            int neighbours = 0;
            int top = cell / GRID * layout.height() / GRID;
            int bottom = (cell / GRID + 1) * layout.height() / GRID;
            int left = cell % GRID * layout.width() / GRID;
            int right = (cell % GRID + 1) * layout.width() / GRID;
            for (int y = top; y < bottom; y++) {
                for (int x = left; x < right; x++) {
                    int at = y * layout.width() + x;
                    if (mask[at] == 0) {
                        continue;
                    }
                    for (int channel = 0; channel < 3; channel++) {
                        int place = channel * mask.length + at;
                        square += values[place] * values[place];
                        n++;
                        if (x + 1 < right && mask[at + 1] > 0) {
                            double step = values[place + 1] - values[place];
                            steps += step * step;
                            neighbours++;
                        }
                    }
                }
            }
            if (n > 0) {
                strengths.add(Math.log(TINY + square / n) / 2);
                roughness.add(Math.log(TINY + (neighbours == 0 ? 0 : steps / neighbours)) / 2);
            }
        }
        double[] strong = centred(strengths);
        double[] rough = centred(roughness);
        return DoubleStream.concat(
                        DoubleStream.concat(DoubleStream.of(strong), DoubleStream.of(rough)),
                        DoubleStream.of(spread(strong), spread(rough), mean(roughness) - mean(strengths)))
                .toArray();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(value -> value).average().orElse(0);
    }

    private static double[] centred(List<Double> values) {
        double mean = mean(values);
        return values.stream().mapToDouble(value -> value - mean).toArray();
    }

    private static double spread(double[] values) {
        return Math.sqrt(
                DoubleStream.of(values).map(value -> value * value).average().orElse(0));
    }
}
