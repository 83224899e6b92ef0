package org.triggerworkbench.model;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import org.triggerworkbench.compute.Compute;

/** Images and texts to embeddings in one space (CLIP). Embeddings are N x D rows of unit length. */
public interface ImageTextModel extends ImageModel {
    NDArray imageEmbeddings(NDArray images);

    NDArray textEmbeddings(List<String> texts);

    /** Image embeddings in less time and not exact; empty where there is nothing faster. To be closed before the model. */
    default Optional<DraftEmbeddings> drafts(Compute compute) {
        return Optional.empty();
    }

    /** The tokens of texts, padded to one length, with the place of each end-of-text token. */
    TokenBatch tokenize(List<String> texts);

    /** Embeddings of tokenised texts. */
    NDArray textEmbeddings(TokenBatch tokens);

    /** Rows of the token table, M x L x W: where learned context vectors are put in. */
    NDArray tokenEmbeddings(TokenBatch tokens);

    /**
     * Embeddings of texts given as token vectors, the text tower without its table.
     *
     * @param tokenEmbeddings M x L x W, before positions are added
     * @param tokens tells where each text ends; its ids are not looked at
     */
    NDArray textEmbeddings(NDArray tokenEmbeddings, TokenBatch tokens);

    /** The factor on cosine similarities, exp(logit_scale), as a scalar tensor (a parameter while trainable). */
    NDArray logitScale();

    /** What is added to the scaled similarities, as a scalar tensor; empty where nothing is. */
    default Optional<NDArray> logitBias() {
        return Optional.empty();
    }

    /** Whether learned context vectors can stand between the first token and the words of a text. */
    default boolean takesContext() {
        return true;
    }

    /** Attention of each layer of the image tower, N x heads x T x T; empty where no token stands for the image. */
    List<NDArray> attention(NDArray images);
}
