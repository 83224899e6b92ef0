package org.triggerworkbench.evaluation;

import java.nio.file.Path;
import java.util.List;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.model.clip.ClipModel;
import org.triggerworkbench.model.network.Architecture;
import org.triggerworkbench.model.network.NetworkClassifier;

/** Models that the tests look into. */
public final class InspectedModels {
    public static final List<String> SIGNS = List.of("stop", "yield", "no entry");

    private InspectedModels() {}

    /** A CIFAR ResNet-20 of random weights: after its last convolutional layer come a mean over places and a linear layer. */
    public static NetworkClassifier resNet20(Compute compute) {
        ModelCard card = new ModelCard(
                "random",
                "cifar-resnet20",
                List.of(),
                Architecture.named("cifar-resnet20").input(),
                "");
        return NetworkClassifier.create(compute, card, 10, 1);
    }

    /** 64 x 64 pixels, three blocks. */
    public static ZeroShotClassifier tinyClip(Compute compute) {
        return signs(ClipModel.load(compute, Path.of("src/test/resources/parity/clip-tiny")));
    }

    public static ZeroShotClassifier bundled(Compute compute) {
        return signs(ClipModel.load(compute, Path.of("assets/models/road-signs-clip")));
    }

    private static ZeroShotClassifier signs(ClipModel model) {
        List<List<String>> prompts =
                SIGNS.stream().map(sign -> List.of("a " + sign + " sign")).toList();
        return new ZeroShotClassifier(model, SIGNS, prompts, true);
    }
}
