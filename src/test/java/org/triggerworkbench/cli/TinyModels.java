package org.triggerworkbench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.network.Architecture;
import org.triggerworkbench.model.network.NetworkClassifier;

/** Models with random weights, for tests that need one that loads. */
final class TinyModels {
    private TinyModels() {}

    static Path smallVgg(Path folder) {
        return smallVgg(folder, 10);
    }

    static Path smallVgg(Path folder, int classes) {
        Path file = folder.resolve("vgg" + classes + ".safetensors");
        ModelCard card = new ModelCard(
                "vgg", "small-vgg", List.of(), Architecture.named("small-vgg").input(), "");
        try (Compute compute = Compute.openCpu();
                NetworkClassifier model = NetworkClassifier.create(compute, card, classes, 1)) {
            Safetensors.write(file, model.parameters().toHost(), Map.of());
        }
        return file;
    }
}
