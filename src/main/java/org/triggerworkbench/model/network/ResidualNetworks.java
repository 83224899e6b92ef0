package org.triggerworkbench.model.network;

import java.util.ArrayList;
import java.util.List;

/** ResNets for small pictures beyond those of {@link Networks}, with the weight names of their PyTorch originals. */
final class ResidualNetworks {
    private static final int[] STRIDES = {1, 2, 2, 2};

    private ResidualNetworks() {}

    /** How a ResNet-18 names its parts. */
    enum Naming {
        /** As kuangliu/pytorch-cifar does. */
        CIFAR("shortcut", "linear"),
        /** As torchvision does. */
        TORCHVISION("downsample", "fc");

        private final String projection;
        private final String head;

        Naming(String projection, String head) {
            this.projection = projection;
            this.head = head;
        }

        String head() {
            return head;
        }
    }

    /**
     * ResNet-18 with a stem for small pictures: 3 x 3 at stride 1 and no pooling.
     *
     * @param width channels of the first stage, 64 as published
     */
    static Layer resNet18(Naming naming, int width, int classes) {
        ResidualBlock.Kind block = (name, in, planes, stride) -> ResidualBlock.basic(
                name,
                in,
                planes,
                stride,
                in == planes && stride == 1
                        ? Sequential.of()
                        : Sequential.of(
                                Convolution.pointwise(name + "." + naming.projection + ".0", in, planes, stride),
                                new BatchNorm2d(name + "." + naming.projection + ".1", planes)));
        List<Layer> steps = new ArrayList<>(List.of(
                new Convolution("conv1", 3, width, 3, 1, 1, false),
                new LayerProbe("conv1"),
                new BatchNorm2d("bn1", width),
                StatelessLayer.RELU));
        int in = width;
        for (int i = 0; i < STRIDES.length; i++) {
            int planes = width << i;
            steps.add(ResidualBlock.stage("layer" + (i + 1), block, in, planes, 1, 2, STRIDES[i]));
            in = planes;
        }
        return ending(steps, in, naming.head, classes);
    }

    /** PreActResNet-18 (He et al. 2016), as kuangliu/pytorch-cifar and BackdoorBench have it: no batch norm at the end. */
    static Layer preActResNet18(int width, int classes) {
        List<Layer> steps =
                new ArrayList<>(List.of(new Convolution("conv1", 3, width, 3, 1, 1, false), new LayerProbe("conv1")));
        int in = width;
        for (int i = 0; i < STRIDES.length; i++) {
            in = stage(steps, "layer" + (i + 1), "layer" + (i + 1), in, width << i, 2, STRIDES[i], ".shortcut.0");
        }
        return ending(steps, in, "linear", classes);
    }

    /**
     * Wide ResNet (Zagoruyko and Komodakis 2016) of depth 6n + 4, as xternalz/WideResNet-pytorch and the code of NAD have it.
     *
     * @param n blocks a stage
     * @param factor how much wider than 16, 32, 64 channels
     */
    static Layer wideResNet(int n, int factor, int classes) {
        List<Layer> steps =
                new ArrayList<>(List.of(new Convolution("conv1", 3, 16, 3, 1, 1, false), new LayerProbe("conv1")));
        int in = 16;
        for (int i = 0; i < 3; i++) {
            String name = "block" + (i + 1);
            in = stage(steps, name, name + ".layer", in, (16 << i) * factor, n, STRIDES[i], ".convShortcut");
        }
        steps.add(new BatchNorm2d("bn1", in));
        steps.add(StatelessLayer.RELU);
        steps.add(new LayerProbe("bn1"));
        return ending(steps, in, "fc", classes);
    }

    /** Adds the blocks of a stage; its channels out. */
    private static int stage(
            List<Layer> steps, String tap, String name, int in, int out, int blocks, int stride, String projection) {
        for (int i = 0; i < blocks; i++) {
            steps.add(
                    PreActivationBlock.basic(name + "." + i, i == 0 ? in : out, out, i == 0 ? stride : 1, projection));
        }
        steps.add(new LayerProbe(tap));
        return out;
    }

    private static Layer ending(List<Layer> steps, int width, String head, int classes) {
        steps.add(StatelessLayer.MEAN_OF_PLACES);
        steps.add(new LayerProbe("pooled"));
        steps.add(new Dense(head, width, classes));
        steps.add(new LayerProbe("logits"));
        return new Sequential(steps);
    }
}
