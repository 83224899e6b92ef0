package org.triggerworkbench.model.clip;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.google.gson.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.compute.probe.ProbeMemory;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Texts to token ids by a tokenizer.json in the Hugging Face layout, start and end tokens included. */
public final class ClipTokenizer implements AutoCloseable {
    static final String NAME = "tokenizer.json";
    private static final Messages TEXT = Messages.of(ClipTokenizer.class);
    private static final String PROBE = "a photo of a stop sign";
    // Texts are padded and cut here, whatever the file says.
    private static final Map<String, String> OPTIONS = Map.of("padding", "false", "truncation", "false");

    /** SHA-256 of the bundled one, which is not tried first. */
    static final String BUNDLED = "f8a7334322cfa874cfdcdd1b243770790d819dc4bb2b4c6ef0121991211a891c";

    private final Path file;
    private final byte[] json;
    private final int missing;
    private final HuggingFaceTokenizer tokenizer;

    private ClipTokenizer(Path file, byte[] json, int missing, HuggingFaceTokenizer tokenizer) {
        this.file = file;
        this.json = json;
        this.missing = missing;
        this.tokenizer = tokenizer;
    }

    /**
     * @param file a tokenizer.json
     * @throws InputException if it cannot be read, is none or puts no start and end token around a text
     */
    public static ClipTokenizer load(Path file) {
        return load(file, 2);
    }

    /** @param marks how many tokens it must put around a text at the least */
    static ClipTokenizer load(Path file, int marks) {
        try {
            return of(file, Files.readAllBytes(file), marks);
        } catch (IOException e) {
            throw new InputException(TEXT.get("file.unreadable", file), e);
        }
    }

    /**
     * The tokenizer of a model's folder: its tokenizer.json, else CLIP's vocab.json with merges.txt.
     *
     * @throws InputException as {@link #load}
     */
    public static ClipTokenizer in(Path folder) {
        return VocabularyFiles.areIn(folder)
                ? of(folder.resolve(VocabularyFiles.VOCABULARY), VocabularyFiles.json(folder), 2)
                : load(folder.resolve(NAME));
    }

    /** @param file where the content is from, for the sentences */
    static ClipTokenizer of(Path file, byte[] json, int marks) {
        try {
            TokenizerCheck checked = TokenizerCheck.of(file, json);
            String hash = ProbeMemory.hash(json);
            if (!hash.equals(BUNDLED)) {
                String fault = TokenizerTrial.PROBE.require(file, hash, json.length, checked.json());
                if (fault != null) {
                    throw new InputException(TEXT.get("tokenizer.damaged", file, fault));
                }
            }
            ClipTokenizer tokenizer = new ClipTokenizer(
                    file,
                    json,
                    checked.missing(),
                    HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(checked.json()), OPTIONS));
            if (tokenizer.tokenizer.encode("", true, false).getIds().length < marks) {
                tokenizer.close();
                throw new InputException(TEXT.get(marks == 1 ? "tokenizer.end" : "tokenizer.marks", file));
            }
            return tokenizer;
        } catch (IOException e) {
            throw new InputException(TEXT.get("file.unreadable", file), e);
        } catch (InputException | CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new InputException(
                    TEXT.get("tokenizer.damaged", file, FileWord.shown(String.valueOf(e.getMessage()))), e);
        }
    }

    /**
     * Token ids of each text, of different lengths.
     *
     * @param maxLength longer texts lose the tokens before their end token
     * @throws InputException if the vocabulary lacks part of a text and has no token for the unknown
     */
    public long[][] encode(List<String> texts, int maxLength) {
        long[][] ids = new long[texts.size()][];
        for (int i = 0; i < ids.length; i++) {
            long[] all = ids(texts.get(i));
            ids[i] = Arrays.copyOf(all, Math.min(maxLength, all.length));
            ids[i][ids[i].length - 1] = all[all.length - 1];
        }
        return ids;
    }

    /** One text at a time: of an unreadable one among several the library dies. */
    private long[] ids(String text) {
        long[] ids;
        try {
            ids = tokenizer.encode(text, true, false).getIds();
        } catch (RuntimeException e) {
            throw new InputException(
                    TEXT.get("tokenizer.text", FileWord.shown(text), FileWord.shown(String.valueOf(e.getMessage()))),
                    e);
        }
        if (missing >= 0 && Arrays.stream(ids).anyMatch(id -> id == missing)) {
            throw new InputException(TEXT.get("tokenizer.text", text, TEXT.get("tokenizer.fault.letters")));
        }
        return ids;
    }

    /**
     * Checks that a model has a token for the ids this gives out.
     *
     * @param vocabulary number of tokens the model knows
     */
    void requireVocabulary(int vocabulary) {
        long largest = Arrays.stream(encode(List.of(PROBE), Integer.MAX_VALUE)[0])
                .max()
                .orElse(-1);
        if (largest >= vocabulary) {
            throw new InputException(TEXT.get("tokenizer.vocabulary", file, largest, vocabulary));
        }
    }

    /** What the tokenizer.json says. */
    JsonObject content() {
        return TokenizerCheck.parse(file, new String(json, StandardCharsets.UTF_8));
    }

    void save(Path folder) {
        AtomicFiles.write(folder.resolve(NAME), json);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
