package org.triggerworkbench.model.clip;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Texts to token ids by a tokenizer.json in the Hugging Face layout, start and end tokens included. */
public final class ClipTokenizer implements AutoCloseable {
    static final String NAME = "tokenizer.json";
    private static final Messages TEXT = Messages.of(ClipTokenizer.class);
    private static final String PROBE = "a photo of a stop sign";
    // Texts are padded and cut here, whatever the file says.
    private static final Map<String, String> OPTIONS = Map.of("padding", "false", "truncation", "false");

    private final byte[] json;
    private final HuggingFaceTokenizer tokenizer;

    private ClipTokenizer(byte[] json, HuggingFaceTokenizer tokenizer) {
        this.json = json;
        this.tokenizer = tokenizer;
    }

    /**
     * @param file a tokenizer.json
     * @throws InputException if it cannot be read, is none or puts no start and end token around a text
     */
    public static ClipTokenizer load(Path file) {
        try {
            byte[] json = Files.readAllBytes(file);
            ClipTokenizer tokenizer =
                    new ClipTokenizer(json, HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), OPTIONS));
            if (tokenizer.tokenizer.encode("", true, false).getIds().length < 2) {
                tokenizer.close();
                throw new InputException(TEXT.get("tokenizer.marks", file));
            }
            return tokenizer;
        } catch (IOException e) {
            throw new InputException(TEXT.get("file.unreadable", file), e);
        } catch (InputException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new InputException(TEXT.get("tokenizer.damaged", file), e);
        }
    }

    /**
     * Token ids of each text, of different lengths.
     *
     * @param maxLength longer texts lose the tokens before their end token
     * @throws InputException if the vocabulary lacks part of a text and has no token for the unknown
     */
    public long[][] encode(List<String> texts, int maxLength) {
        Encoding[] encodings;
        try {
            encodings = tokenizer.batchEncode(texts, true, false);
        } catch (RuntimeException e) {
            throw new InputException(TEXT.get("tokenizer.text", texts.getFirst(), String.valueOf(e.getMessage())), e);
        }
        long[][] ids = new long[encodings.length][];
        for (int i = 0; i < ids.length; i++) {
            long[] all = encodings[i].getIds();
            ids[i] = Arrays.copyOf(all, Math.min(maxLength, all.length));
            ids[i][ids[i].length - 1] = all[all.length - 1];
        }
        return ids;
    }

    /**
     * Checks that a model has a token for the ids this gives out.
     *
     * @param vocabulary number of tokens the model knows
     */
    void requireVocabulary(Path file, int vocabulary) {
        long largest = Arrays.stream(encode(List.of(PROBE), Integer.MAX_VALUE)[0])
                .max()
                .orElse(-1);
        if (largest >= vocabulary) {
            throw new InputException(TEXT.get("tokenizer.vocabulary", file, largest, vocabulary));
        }
    }

    void save(Path folder) {
        AtomicFiles.write(folder.resolve(NAME), json);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
