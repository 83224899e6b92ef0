package org.triggerworkbench.model.network;

import java.util.ArrayList;
import java.util.List;

/** The networks known by name, with the weight names of their PyTorch originals. A tap has the name of the module shown. */
final class Networks {
    private Networks() {}

    /**
     * ResNet for CIFAR (He et al. 2016, section 4.2) of depth 6n + 2, as akamaster/pytorch_resnet_cifar10 has it.
     *
     * @param n blocks a stage
     */
    static Layer cifarResNet(int n, int classes) {
        ResidualBlock.Kind block = (name, in, planes, stride) -> ResidualBlock.basic(
                name, in, planes, stride, in == planes ? Sequential.of() : new PaddedShortcut((planes - in) / 2));
        return Sequential.of(
                new Convolution("conv1", 3, 16, 3, 1, 1, false),
                new LayerProbe("conv1"),
                new BatchNorm2d("bn1", 16),
                StatelessLayer.RELU,
                ResidualBlock.stage("layer1", block, 16, 16, 1, n, 1),
                ResidualBlock.stage("layer2", block, 16, 32, 1, n, 2),
                ResidualBlock.stage("layer3", block, 32, 64, 1, n, 2),
                StatelessLayer.MEAN_OF_PLACES,
                new LayerProbe("pooled"),
                new Dense("linear", 64, classes),
                new LayerProbe("logits"));
    }

    /** torchvision's ResNet-18. */
    static Layer resNet18(int classes) {
        ResidualBlock.Kind block = (name, in, planes, stride) ->
                ResidualBlock.basic(name, in, planes, stride, projection(name, in, planes, stride));
        return resNet(block, 1, new int[] {2, 2, 2, 2}, classes);
    }

    /** torchvision's ResNet-50 (the stride on the 3 x 3 convolution). */
    static Layer resNet50(int classes) {
        ResidualBlock.Kind block = (name, in, planes, stride) ->
                ResidualBlock.bottleneck(name, in, planes, stride, projection(name, in, 4 * planes, stride));
        return resNet(block, 4, new int[] {3, 4, 6, 3}, classes);
    }

    /**
     * The VGG of I-BAU (Zeng et al. 2022): three pairs of convolutions with batch norm and ELU, dropout in between.
     *
     * @param places height x width of the input divided by 64
     */
    static Layer smallVgg(int places, int classes) {
        List<Layer> steps = new ArrayList<>();
        int[] widths = {32, 64, 128};
        float[] rates = {0.3f, 0.4f, 0.4f};
        int in = 3;
        for (int i = 0; i < widths.length; i++) {
            for (int half = 0; half < 2; half++) {
                int index = 8 * i + 3 * half;
                steps.add(new Convolution("features." + index, in, widths[i], 3, 1, 1, true));
                steps.add(new BatchNorm2d("features." + (index + 1), widths[i]));
                steps.add(StatelessLayer.ELU);
                steps.add(new LayerProbe("features." + (index + 2)));
                in = widths[i];
            }
            steps.add(StatelessLayer.HALVE);
            if (i < widths.length - 1) {
                steps.add(new Dropout(rates[i]));
            }
        }
        steps.add(StatelessLayer.FLATTEN);
        // Before the last dropout: what is asked of the features is not asked of the few that it leaves.
        steps.add(new LayerProbe("pooled"));
        steps.add(new Dropout(rates[widths.length - 1]));
        steps.add(new Dense("classifier", in * places, classes));
        steps.add(new LayerProbe("logits"));
        return new Sequential(steps);
    }

    private static Layer resNet(ResidualBlock.Kind block, int expansion, int[] blocks, int classes) {
        return Sequential.of(
                new Convolution("conv1", 3, 64, 7, 2, 3, false),
                new LayerProbe("conv1"),
                new BatchNorm2d("bn1", 64),
                StatelessLayer.RELU,
                StatelessLayer.STEM_POOL,
                ResidualBlock.stage("layer1", block, 64, 64, expansion, blocks[0], 1),
                ResidualBlock.stage("layer2", block, 64 * expansion, 128, expansion, blocks[1], 2),
                ResidualBlock.stage("layer3", block, 128 * expansion, 256, expansion, blocks[2], 2),
                ResidualBlock.stage("layer4", block, 256 * expansion, 512, expansion, blocks[3], 2),
                StatelessLayer.MEAN_OF_PLACES,
                new LayerProbe("pooled"),
                new Dense("fc", 512 * expansion, classes),
                new LayerProbe("logits"));
    }

    private static Layer projection(String name, int in, int out, int stride) {
        return in == out && stride == 1
                ? Sequential.of()
                : Sequential.of(
                        new Convolution(name + ".downsample.0", in, out, 1, stride, 0, false),
                        new BatchNorm2d(name + ".downsample.1", out));
    }
}
