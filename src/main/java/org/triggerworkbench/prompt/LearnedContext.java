package org.triggerworkbench.prompt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import java.util.Arrays;
import java.util.List;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.model.ImageTextModel;
import org.triggerworkbench.model.TokenBatch;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * Trainable token vectors in the place of a template's words (CoOp, Zhou et al. 2022): the text of class k is [V]1 [V]2 ...
 * [V]M CLASS, the class name at the end. The vectors are shared by all classes or each class has its own.
 */
public final class LearnedContext implements AutoCloseable {
    /** CoOp's scale of random vectors. */
    public static final double SCALE = 0.02;

    private final NDArray vectors;

    private LearnedContext(NDArray vectors) {
        this.vectors = vectors;
    }

    /**
     * Vectors of given values.
     *
     * @param vectors M x W shared by all classes, or K x M x W; W is the width of the model's token table
     * @throws InputException if the values have another form
     */
    public static LearnedContext from(Compute compute, HostTensor vectors) {
        int axes = vectors.shape().length;
        if ((axes != 2 && axes != 3) || HostTensor.elements(vectors.shape()) == 0) {
            throw new InputException(Messages.of(LearnedContext.class).get("context.form", vectors));
        }
        try (TensorScope scope = new TensorScope()) {
            return new LearnedContext(scope.keep(compute.tensor(vectors.floats(), vectors.shape())));
        }
    }

    /**
     * Independent draws from N(0, 0.02^2), CoOp's start.
     *
     * @param classes number of classes K that have vectors of their own, 0 for shared vectors
     * @param length number of vectors M; CoOp uses 16
     * @param width of the model's token table, see {@link #tokenWidth}
     */
    public static LearnedContext random(Compute compute, int classes, int length, int width, long seed) {
        long[] shape = classes == 0 ? new long[] {length, width} : new long[] {classes, length, width};
        int count = Math.toIntExact(HostTensor.elements(shape));
        float[] draws = Seeds.normal(count, SCALE, Seeds.generator(seed, "learned-context", 0));
        return from(compute, HostTensor.of(draws, shape));
    }

    /** Shared vectors that start as the tokens of words, such as {@code a photo of a}. */
    public static LearnedContext fromWords(Compute compute, ImageTextModel model, String words) {
        require(model);
        try (TensorScope _ = new TensorScope()) {
            TokenBatch tokens = model.tokenize(List.of(words));
            NDArray rows = model.tokenEmbeddings(tokens).get(new NDIndex("0, 1:" + tokens.ends()[0]));
            return from(compute, Compute.toHost(rows));
        }
    }

    /** @throws InputException if a model's texts have no place for vectors of their own */
    private static void require(ImageTextModel model) {
        if (!model.takesContext()) {
            throw new InputException(Messages.of(LearnedContext.class)
                    .get("context.model", model.card().name()));
        }
    }

    /** Width W of a model's token table. */
    public static int tokenWidth(ImageTextModel model) {
        require(model);
        try (TensorScope _ = new TensorScope()) {
            long width = model.tokenEmbeddings(model.tokenize(List.of("a")))
                    .getShape()
                    .get(2);
            return Math.toIntExact(width);
        }
    }

    /** The trainable tensor, M x W or K x M x W; this object owns it. Change it in place. */
    public NDArray vectors() {
        return vectors;
    }

    /** A copy of the vectors in plain memory. */
    public HostTensor toHost() {
        return Compute.toHost(vectors);
    }

    /** Number of vectors M in a text. */
    public int length() {
        return Math.toIntExact(vectors.getShape().get(vectors.getShape().dimension() - 2));
    }

    /** Whether each class has vectors of its own. */
    public boolean isPerClass() {
        return vectors.getShape().dimension() == 3;
    }

    /**
     * Embeddings of the classes' texts with the vectors in them; gradients reach the vectors.
     *
     * @return K x D rows of unit length, in the caller's tensor scope
     * @throws InputException if a text gets too long for the model, or the vectors are for another number of classes or
     *     another width
     */
    public NDArray classEmbeddings(ImageTextModel model, List<String> classNames) {
        require(model);
        if (isPerClass() && vectors.getShape().get(0) != classNames.size()) {
            throw new InputException(Messages.of(LearnedContext.class)
                    .get("context.classes", vectors.getShape().get(0), classNames.size()));
        }
        int length = length();
        TokenBatch names =
                model.tokenize(classNames.stream().map(name -> name + ".").toList());
        TokenBatch tokens = withPlaces(model, names, classNames);
        NDArray words = model.tokenEmbeddings(names);
        long width = vectors.getShape().get(vectors.getShape().dimension() - 1);
        if (words.getShape().get(2) != width) {
            throw new InputException(Messages.of(LearnedContext.class)
                    .get("context.width", width, words.getShape().get(2)));
        }
        NDArray context = isPerClass() ? vectors : vectors.expandDims(0).broadcast(classNames.size(), length, width);
        NDArray start = words.get(new NDIndex(":, 0:1"));
        NDArray end = words.get(new NDIndex(":, 1:"));
        return model.textEmbeddings(NDArrays.concat(new NDList(start, context, end), 1), tokens);
    }

    @Override
    public void close() {
        vectors.close();
    }

    /** The class names' tokens with {@link #length()} places, filled with any id, after each start token. */
    private TokenBatch withPlaces(ImageTextModel model, TokenBatch names, List<String> classNames) {
        int length = length();
        long[][] ids = new long[names.size()][];
        int[] ends = new int[names.size()];
        int longest = 0;
        for (int k = 0; k < ids.length; k++) {
            long[] name = names.ids()[k];
            ids[k] = new long[name.length + length];
            Arrays.fill(ids[k], 0, 1 + length, name[0]);
            System.arraycopy(name, 1, ids[k], 1 + length, name.length - 1);
            ends[k] = names.ends()[k] + length;
            longest = ends[k] > ends[longest] ? k : longest;
        }
        // A model cuts texts that are too long for it: so does it cut one of as many words?
        String words = "a ".repeat(ends[longest] + 1);
        if (model.tokenize(List.of(words)).length() < ends[longest] + 1) {
            throw new InputException(Messages.of(LearnedContext.class)
                    .get("context.long", length, FileWord.shown(classNames.get(longest))));
        }
        return new TokenBatch(ids, ends);
    }
}
