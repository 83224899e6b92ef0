package org.triggerworkbench.model.load;

import java.util.List;
import org.triggerworkbench.text.InputException;

/** A TorchScript file puts out several tables that could be its logits, and nobody said which of them are. */
public final class SeveralOutputsException extends InputException {
    private static final long serialVersionUID = 1L;

    private final transient List<Output> outputs;

    SeveralOutputsException(String sentence, List<Output> outputs) {
        super(sentence);
        this.outputs = List.copyOf(outputs);
    }

    /**
     * A table of numbers, one row for each image.
     *
     * @param name its number from 0 in a tuple or list, or its key in a dictionary, as the file has it
     * @param columns numbers for each image
     */
    public record Output(String name, int columns) {}

    /** Those to choose from, in the order of the file; at least two. */
    public List<Output> outputs() {
        return outputs;
    }
}
