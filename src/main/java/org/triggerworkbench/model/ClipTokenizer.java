package org.triggerworkbench.model;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.triggerworkbench.compute.AtomicFiles;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Texts to token ids by a tokenizer.json in the Hugging Face layout, start and end tokens included. */
public final class ClipTokenizer implements AutoCloseable {
    static final String NAME = "tokenizer.json";
    private static final Messages TEXT = Messages.of(ClipTokenizer.class);
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
     * @throws InputException if it cannot be read or is none
     */
    public static ClipTokenizer load(Path file) {
        try {
            byte[] json = Files.readAllBytes(file);
            return new ClipTokenizer(json, HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), OPTIONS));
        } catch (IOException e) {
            throw new InputException(TEXT.get("file.unreadable", file), e);
        } catch (RuntimeException e) {
            throw new InputException(TEXT.get("tokenizer.damaged", file), e);
        }
    }

    /**
     * Token ids of each text, of different lengths.
     *
     * @param maxLength longer texts lose the tokens before their end token
     */
    public long[][] encode(List<String> texts, int maxLength) {
        Encoding[] encodings = tokenizer.batchEncode(texts, true, false);
        long[][] ids = new long[encodings.length][];
        for (int i = 0; i < ids.length; i++) {
            long[] all = encodings[i].getIds();
            ids[i] = Arrays.copyOf(all, Math.min(maxLength, all.length));
            ids[i][ids[i].length - 1] = all[all.length - 1];
        }
        return ids;
    }

    void save(Path folder) {
        AtomicFiles.write(folder.resolve(NAME), json);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
