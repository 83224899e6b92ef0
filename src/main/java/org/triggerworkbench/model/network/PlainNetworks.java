package org.triggerworkbench.model.network;

import java.util.ArrayList;
import java.util.List;

/** VGG (Simonyan and Zisserman 2015) and MobileNetV2 (Sandler et al. 2018), with the weight names of their PyTorch originals. */
final class PlainNetworks {
    /** Convolutions of each of the five groups, by depth. */
    private static final int[] VGG_16 = {2, 2, 3, 3, 3};

    private static final int[] VGG_19 = {2, 2, 4, 4, 4};
    private static final int[] VGG_WIDTHS = {64, 128, 256, 512, 512};

    /** Expansion, channels, blocks and stride of each stage of MobileNetV2. */
    private static final int[][] INVERTED = {
        {1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2}, {6, 64, 4, 2}, {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}
    };

    private PlainNetworks() {}

    /**
     * torchvision's VGG, with two hidden layers of one width.
     *
     * @param depth 16 or 19
     * @param share of the published widths, for tests; 1 as published
     */
    static Layer vgg(int depth, boolean normalised, double share, int classes) {
        List<Layer> steps = new ArrayList<>();
        int in = features(steps, depth, normalised, share);
        int hidden = (int) (4096 * share);
        steps.addAll(List.of(
                StatelessLayer.SEVEN_BY_SEVEN,
                StatelessLayer.FLATTEN,
                new Dense("classifier.0", in * 49, hidden),
                StatelessLayer.RELU,
                new Dropout(0.5f),
                new Dense("classifier.3", hidden, hidden),
                StatelessLayer.RELU,
                new LayerProbe("classifier.4"),
                new LayerProbe("pooled"),
                new Dropout(0.5f),
                new Dense("classifier.6", hidden, classes),
                new LayerProbe("logits")));
        return new Sequential(steps);
    }

    /** VGG for pictures of 32 x 32, as kuangliu/pytorch-cifar has it: one linear layer after the convolutions. */
    static Layer cifarVgg(int depth, double share, int classes) {
        List<Layer> steps = new ArrayList<>();
        int in = features(steps, depth, true, share);
        steps.addAll(List.of(
                StatelessLayer.MEAN_OF_PLACES,
                new LayerProbe("pooled"),
                new Dense("classifier", in, classes),
                new LayerProbe("logits")));
        return new Sequential(steps);
    }

    private static int features(List<Layer> steps, int depth, boolean normalised, double share) {
        int[] groups = depth == 16 ? VGG_16 : VGG_19;
        int in = 3;
        int index = 0;
        for (int group = 0; group < groups.length; group++) {
            int width = (int) (VGG_WIDTHS[group] * share);
            for (int i = 0; i < groups[group]; i++) {
                steps.add(new Convolution("features." + index++, in, width, 3, 1, 1, true));
                if (normalised) {
                    steps.add(new BatchNorm2d("features." + index++, width));
                }
                steps.add(StatelessLayer.RELU);
                steps.add(new LayerProbe("features." + index++));
                in = width;
            }
            steps.add(StatelessLayer.HALVE);
            index++;
        }
        return in;
    }

    /** torchvision's MobileNetV2. */
    static Layer mobileNetV2(int classes) {
        List<Layer> steps = new ArrayList<>();
        normalised(steps, new Convolution("features.0.0", 3, 32, 3, 2, 1, false), "features.0.1", true);
        steps.add(new LayerProbe("features.0"));
        int in = 32;
        int index = 1;
        for (int[] stage : INVERTED) {
            for (int i = 0; i < stage[2]; i++) {
                String name = "features." + index++;
                steps.add(inverted(name + ".conv.", in, stage[1], stage[0], i == 0 ? stage[3] : 1));
                steps.add(new LayerProbe(name));
                in = stage[1];
            }
        }
        normalised(steps, Convolution.pointwise("features.18.0", in, 1280, 1), "features.18.1", true);
        steps.addAll(List.of(
                new LayerProbe("features.18"),
                StatelessLayer.MEAN_OF_PLACES,
                new LayerProbe("pooled"),
                new Dropout(0.2f),
                new Dense("classifier.1", 1280, classes),
                new LayerProbe("logits")));
        return new Sequential(steps);
    }

    private static Layer inverted(String name, int in, int out, int expansion, int stride) {
        int wide = in * expansion;
        List<Layer> branch = new ArrayList<>();
        int part = 0;
        if (expansion != 1) {
            normalised(branch, Convolution.pointwise(name + part + ".0", in, wide, 1), name + part + ".1", true);
            part++;
        }
        normalised(branch, Convolution.depthwise(name + part + ".0", wide, stride), name + part + ".1", true);
        part++;
        normalised(branch, Convolution.pointwise(name + part, wide, out, 1), name + (part + 1), false);
        return stride == 1 && in == out
                ? new LinearSum(new Sequential(branch), Sequential.of())
                : new Sequential(branch);
    }

    private static void normalised(List<Layer> steps, Convolution convolution, String norm, boolean active) {
        steps.add(convolution);
        steps.add(new BatchNorm2d(norm, convolution.out()));
        if (active) {
            steps.add(StatelessLayer.RELU_6);
        }
    }

    /** MobileNetV2 for pictures of 32 x 32, as kuangliu/pytorch-cifar has it. */
    static Layer cifarMobileNetV2(int classes) {
        List<Layer> steps = new ArrayList<>(List.of(
                new Convolution("conv1", 3, 32, 3, 1, 1, false),
                new LayerProbe("conv1"),
                new BatchNorm2d("bn1", 32),
                StatelessLayer.RELU));
        int in = 32;
        int index = 0;
        for (int stage = 0; stage < INVERTED.length; stage++) {
            int[] row = INVERTED[stage];
            for (int i = 0; i < row[2]; i++) {
                // The second stage keeps the size of small pictures.
                int stride = i > 0 || stage == 1 ? 1 : row[3];
                String name = "layers." + index++;
                steps.add(cifarInverted(name, in, row[1], row[0], stride));
                steps.add(new LayerProbe(name));
                in = row[1];
            }
        }
        steps.addAll(List.of(
                Convolution.pointwise("conv2", in, 1280, 1),
                new BatchNorm2d("bn2", 1280),
                StatelessLayer.RELU,
                new LayerProbe("conv2"),
                StatelessLayer.MEAN_OF_PLACES,
                new LayerProbe("pooled"),
                new Dense("linear", 1280, classes),
                new LayerProbe("logits")));
        return new Sequential(steps);
    }

    private static Layer cifarInverted(String name, int in, int out, int expansion, int stride) {
        int wide = in * expansion;
        Sequential branch = Sequential.of(
                Convolution.pointwise(name + ".conv1", in, wide, 1),
                new BatchNorm2d(name + ".bn1", wide),
                StatelessLayer.RELU,
                Convolution.depthwise(name + ".conv2", wide, stride),
                new BatchNorm2d(name + ".bn2", wide),
                StatelessLayer.RELU,
                Convolution.pointwise(name + ".conv3", wide, out, 1),
                new BatchNorm2d(name + ".bn3", out));
        if (stride != 1) {
            return branch;
        }
        return new LinearSum(
                branch,
                in == out
                        ? Sequential.of()
                        : Sequential.of(
                                Convolution.pointwise(name + ".shortcut.0", in, out, 1),
                                new BatchNorm2d(name + ".shortcut.1", out)));
    }
}
