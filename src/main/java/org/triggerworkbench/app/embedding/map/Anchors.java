package org.triggerworkbench.app.embedding.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.triggerworkbench.experiment.live.SubjectFacts;

/**
 * The classes' places: where their words lie, in the joint space; elsewhere the mean place of their clean images.
 *
 * @param list one per place
 * @param xs in map coordinates
 * @param ys likewise
 * @param words whether they are words; else means of images
 */
public record Anchors(List<Anchor> list, float[] xs, float[] ys, boolean words) {
    static final Anchors NONE = new Anchors(List.of(), new float[0], new float[0], false);

    public static Anchors of(MapFrame frame, SubjectFacts facts) {
        int classes = facts.classes().size();
        int target = frame.answer().question().target();
        int[] counts = new int[classes];
        double[] sumX = new double[classes];
        double[] sumY = new double[classes];
        for (int i = 0; i < frame.images(); i++) {
            int label = facts.labels()[i];
            counts[label]++;
            sumX[label] += frame.xs()[i];
            sumY[label] += frame.ys()[i];
        }
        boolean words = frame.wordXs().length > 0;
        List<Anchor> list = new ArrayList<>();
        float[] xs = new float[classes];
        float[] ys = new float[classes];
        for (int k = 0; k < classes; k++) {
            if (words ? k >= frame.wordXs().length : counts[k] == 0) {
                continue;
            }
            int at = list.size();
            xs[at] = words ? frame.wordXs()[k] : (float) (sumX[k] / counts[k]);
            ys[at] = words ? frame.wordYs()[k] : (float) (sumY[k] / counts[k]);
            list.add(new Anchor(k, facts.classes().get(k), k == target, counts[k]));
        }
        int n = list.size();
        return new Anchors(List.copyOf(list), Arrays.copyOf(xs, n), Arrays.copyOf(ys, n), words);
    }
}
