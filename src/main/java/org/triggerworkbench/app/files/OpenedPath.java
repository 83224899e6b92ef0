package org.triggerworkbench.app.files;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.data.Sample.Split;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.experiment.file.Experiment;

/** What a path turned out to be. */
public sealed interface OpenedPath {
    /** The path to open, which may be the folder of the one that was chosen. */
    Path path();

    /**
     * A model: a Hugging Face folder, a state dict, a TorchScript file.
     *
     * @param script whether it brings its own code, so that its architecture need not be told
     * @param card whether a card says what it is; a Hugging Face folder says so itself
     */
    record Model(Path path, boolean script, boolean card) implements OpenedPath {}

    /**
     * Images with labels.
     *
     * @param splits those that have images
     * @param fault what is wrong with pictures of them, if the others can be used without; null for nothing
     */
    record Data(Path path, List<Split> splits, @Nullable String fault) implements OpenedPath {
        public Data {
            splits = List.copyOf(splits);
        }
    }

    /** A visual prompt. */
    record Prompt(Path path) implements OpenedPath {}

    /** A trigger for inputs of one size. */
    record TriggerFile(Path path) implements OpenedPath {}

    /** A picture that is no trigger. */
    record Photo(Path path, Picture picture) implements OpenedPath {}

    /** An experiment not yet run. */
    record ExperimentToml(Path path, Experiment experiment) implements OpenedPath {}

    /** The folder of a run. */
    record Run(Path path, Experiment experiment) implements OpenedPath {}

    /** The file of a matrix, or the folder of one that was begun. */
    record Matrix(Path path) implements OpenedPath {}

    /** A saved session. */
    record Session(Path path) implements OpenedPath {}
}
