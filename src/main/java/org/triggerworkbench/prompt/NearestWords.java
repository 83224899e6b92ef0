package org.triggerworkbench.prompt;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.model.ImageTextModel;
import org.triggerworkbench.model.TokenBatch;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * What a learned context may mean: the words whose token vectors lie nearest to each of its vectors, by Euclidean distance as
 * in CoOp (Zhou et al. 2022, table 4). A far nearest word means nothing: the distances are part of the answer.
 */
public final class NearestWords {
    private NearestWords() {}

    /**
     * A word and how far it is.
     *
     * @param distance |v - token|
     */
    public record Near(String word, double distance) {}

    /**
     * @param classNumber whose vectors are looked at where each class has its own
     * @param words to choose from; those that take more than one token are left out
     * @param count of words a vector, at most
     * @return for each of the M vectors the nearest words, nearest first; of equal ones the first given comes first
     * @throws InputException if the context has another width than the model's token table
     */
    public static List<List<Near>> of(
            ImageTextModel model, LearnedContext context, int classNumber, List<String> words, int count) {
        try (TensorScope _ = new TensorScope()) {
            TokenBatch tokens = model.tokenize(words);
            NDArray table = model.tokenEmbeddings(tokens);
            int length = Math.toIntExact(table.getShape().get(1));
            int width = Math.toIntExact(table.getShape().get(2));
            float[] rows = table.toFloatArray();
            NDArray all = context.vectors();
            int own = Math.toIntExact(all.getShape().get(all.getShape().dimension() - 1));
            if (own != width) {
                throw new InputException(Messages.of(LearnedContext.class).get("context.width", own, width));
            }
            float[] vectors = (context.isPerClass() ? all.get(classNumber) : all).toFloatArray();
            // A start token, one of the word, an end token.
            int[] single = IntStream.range(0, words.size())
                    .filter(i -> tokens.ends()[i] == 2)
                    .toArray();
            List<List<Near>> found = new ArrayList<>();
            for (int v = 0; v < context.length(); v++) {
                int from = v * width;
                found.add(IntStream.of(single)
                        .mapToObj(i ->
                                new Near(words.get(i), distance(vectors, from, rows, (i * length + 1) * width, width)))
                        .sorted(Comparator.comparingDouble(Near::distance))
                        .limit(count)
                        .toList());
            }
            return found;
        }
    }

    private static double distance(float[] a, int fromA, float[] b, int fromB, int width) {
        double squares = 0;
        for (int i = 0; i < width; i++) {
            double difference = (double) a[fromA + i] - b[fromB + i];
            squares += difference * difference;
        }
        return Math.sqrt(squares);
    }
}
