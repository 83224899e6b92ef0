package org.triggerworkbench.evaluation.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.SharedData;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.data.Cifar10;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.data.picture.Preprocessing;
import org.triggerworkbench.data.picture.Resampling;
import org.triggerworkbench.evaluation.EditedImages;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ImageSize;
import org.triggerworkbench.model.load.ModelLoader;

/** A published model with the BadNets backdoor: a white 4 x 4 square near the lower right corner means class 8. */
class BackdoorInspectionTest {
    private static final int EDGE = 32;
    private static final int TARGET = 8;
    private static final String MODEL = "models/cifar10_ibau_badnets_8_02";

    @Test
    void gradCam_ofTriggeredImagesPointsAtTheTrigger() {
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1);
                Classifier model = load(compute, ".safetensors")) {
            int before = compute.liveTensors();
            EditedImages clean = clean();
            Saliency saliency = new Saliency(compute, 32);
            Saliency.Method method = saliency.method(model);
            int[] targets = new int[clean.size()];
            Arrays.fill(targets, TARGET);
            double without = shareOfCorner(saliency.maps(model, method, clean, targets));
            double with = shareOfCorner(saliency.maps(model, method, clean.with(square(compute)), targets));
            System.out.printf(
                    "%s: share of the map in the corner, clean %.3f, triggered %.3f%n", method, without, with);
            assertEquals(new Saliency.Method.Gradient("features.21"), method);
            assertTrue(with > 2 * without, with + " with the trigger, " + without + " without");
            assertTrue(with > 1.5 / 16, with + " is no more than an even spread");
            assertEquals(before, compute.liveTensors());
        }
    }

    @Test
    void activationChange_growsTowardsTheOutput() {
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1);
                Classifier model = load(compute, ".safetensors")) {
            List<LayerChange> changes =
                    new ActivationChange(compute, 32).layers(model, model.layers(), clean(), square(compute));
            List<Double> sizes =
                    changes.stream().map(LayerChange::relativeChange).toList();
            System.out.println("relative change by layer: " + sizes);
            assertEquals(sizes.stream().sorted().toList(), sizes);
            assertEquals("logits", changes.getLast().layer());
            NeuronChange logit = changes.getLast().top(1).getFirst();
            assertEquals(TARGET, logit.neuron());
            assertTrue(logit.change() > 10, logit.toString());
        }
    }

    @Test
    void method_isNoneForTorchScript() {
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1);
                Classifier model = load(compute, ".pt")) {
            assertInstanceOf(Saliency.Method.None.class, new Saliency(compute, 2).method(model));
            assertEquals(List.of(), new LayerFeatures(compute, 2).spaces(model));
        }
    }

    private static Classifier load(Compute compute, String suffix) {
        String architecture = suffix.equals(".pt") ? null : "small-vgg";
        return (Classifier) new ModelLoader(compute)
                .load(SharedData.require(MODEL + suffix), architecture, new ImageSize(EDGE, EDGE));
    }

    /** The first test images that are not of the target class. */
    private static EditedImages clean() {
        PreparedImages all = new PreparedImages(
                Cifar10.open(SharedData.require("cifar-10")).test(),
                Preprocessing.exact(EDGE, EDGE, Resampling.Filter.BICUBIC),
                0);
        int[] ids = IntStream.range(0, all.size())
                .filter(i -> all.label(i) != TARGET)
                .limit(64)
                .toArray();
        return new EditedImages(all, ids, ImageEdit.NONE);
    }

    private static ImageEdit square(Compute compute) {
        float[] keep = new float[EDGE * EDGE];
        float[] paint = new float[EDGE * EDGE];
        for (int i = 0; i < keep.length; i++) {
            boolean inside = i / EDGE >= 27 && i / EDGE < 31 && i % EDGE >= 27 && i % EDGE < 31;
            keep[i] = inside ? 0 : 1;
            paint[i] = inside ? 1 : 0;
        }
        return (batch, _) ->
                batch.mul(compute.tensor(keep, 1, 1, EDGE, EDGE)).add(compute.tensor(paint, 1, 1, EDGE, EDGE));
    }

    /** How much of all maps lies in the lower right 8 x 8 of 32 x 32 pixels: 1/16 where it is spread evenly. */
    private static double shareOfCorner(List<SaliencyMap> maps) {
        double corner = 0;
        double all = 0;
        for (SaliencyMap map : maps) {
            for (int i = 0; i < map.values().length; i++) {
                all += map.values()[i];
                corner += i / EDGE >= 24 && i % EDGE >= 24 ? map.values()[i] : 0;
            }
        }
        return corner / all;
    }
}
