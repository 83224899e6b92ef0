package org.triggerworkbench.app.files;

import java.nio.file.Path;
import java.util.List;
import org.triggerworkbench.model.load.SeveralOutputsException;

/**
 * Which output of a TorchScript file holds the logits.
 *
 * @param outputs to choose from, in the order of the file
 */
public record OutputQuestion(Path model, List<SeveralOutputsException.Output> outputs) {
    public OutputQuestion {
        outputs = List.copyOf(outputs);
    }
}
