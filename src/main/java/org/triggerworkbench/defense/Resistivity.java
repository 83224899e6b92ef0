package org.triggerworkbench.defense;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.evaluation.EditedImages;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.method.figure.Role;
import org.triggerworkbench.model.Activations;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.model.clip.ClipModel;
import org.triggerworkbench.text.Messages;

/**
 * Perturbation resistivity of each block of an image tower, PR(x, d) = cos(c(x), c(x + d)) with c its class token, mean over
 * images: how little a harmless change moves it.
 */
final class Resistivity {
    private static final Messages TEXT = Messages.of(Resistivity.class);
    private static final int IMAGES = 200;
    private static final int BATCH = 64;

    private final DefenseSetting setting;
    private final int blocks;

    /** @param setting whose suspect is a CLIP */
    Resistivity(DefenseSetting setting) {
        this.setting = setting;
        this.blocks = ((ClipModel) ((ZeroShotClassifier) setting.suspect()).source())
                .config()
                .vision()
                .layers();
    }

    /** For each perturbation, a line over the blocks of the suspect and one of the repaired model. */
    List<Figure> figures(Classifier repaired) {
        double[] depth = IntStream.rangeClosed(1, blocks).asDoubleStream().toArray();
        Map<Perturbation, double[]> before = curves(setting.suspect());
        Map<Perturbation, double[]> after = curves(repaired);
        List<Figure> figures = new ArrayList<>();
        for (Perturbation perturbation : Perturbation.values()) {
            figures.add(new Figure.Sweep(
                    TEXT.get("resistivity.caption", perturbation.title()),
                    TEXT.get("resistivity.block"),
                    depth,
                    List.of(
                            new Figure.Sweep.Line(
                                    TEXT.get("resistivity.before"),
                                    Role.CONTROL,
                                    Objects.requireNonNull(before.get(perturbation))),
                            new Figure.Sweep.Line(
                                    TEXT.get("resistivity.after"),
                                    Role.CLEAN,
                                    Objects.requireNonNull(after.get(perturbation)))),
                    false));
        }
        return figures;
    }

    /** By perturbation and block. */
    Map<Perturbation, double[]> curves(Classifier model) {
        float[][] clean = tokens(model, ImageEdit.NONE);
        Map<Perturbation, double[]> curves = new EnumMap<>(Perturbation.class);
        for (Perturbation perturbation : Perturbation.values()) {
            curves.put(perturbation, means(clean, tokens(model, edit(perturbation))));
        }
        return curves;
    }

    private ImageEdit edit(Perturbation perturbation) {
        return (images, ids) -> {
            SplittableRandom random = Seeds.generator(
                    setting.seed(), "perturbation/" + perturbation.name(), ids.length == 0 ? 0 : ids[0]);
            return perturbation.apply(setting.compute(), images, random);
        };
    }

    /** Class tokens of an image, block after block. */
    private float[][] tokens(Classifier model, ImageEdit edit) {
        List<String> names =
                IntStream.range(0, blocks).mapToObj(ClipModel::block).toList();
        Compute compute = setting.compute();
        int[] some =
                IntStream.range(0, Math.min(IMAGES, setting.clean().size())).toArray();
        return new EditedImages(setting.clean(), some, edit).rows(compute, BATCH, images -> {
            Activations seen = model.activations(images, new HashSet<>(names));
            return names.stream()
                    .map(name -> Objects.requireNonNull(seen.layers().get(name)).get(":, 0"))
                    .reduce((left, right) -> left.concat(right, 1))
                    .orElseThrow();
        });
    }

    private double[] means(float[][] clean, float[][] changed) {
        double[] means = new double[blocks];
        int width = clean[0].length / blocks;
        for (int d = 0; d < blocks; d++) {
            for (int i = 0; i < clean.length; i++) {
                means[d] += cosine(clean[i], changed[i], d * width, width) / clean.length;
            }
        }
        return means;
    }

    private static double cosine(float[] left, float[] right, int from, int width) {
        double product = 0;
        double leftSquares = 0;
        double rightSquares = 0;
        for (int k = from; k < from + width; k++) {
            product += (double) left[k] * right[k];
            leftSquares += (double) left[k] * left[k];
            rightSquares += (double) right[k] * right[k];
        }
        return product / Math.sqrt(leftSquares * rightSquares);
    }
}
