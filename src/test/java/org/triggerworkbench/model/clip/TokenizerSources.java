package org.triggerworkbench.model.clip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.triggerworkbench.model.JsonFields;

/** Files that tokenizers are made of, up to what the native library is given of them. */
public final class TokenizerSources {
    private TokenizerSources() {}

    /** A file beside spiece.model, or that one. */
    public static void pieces(Path file) {
        Path pieces = file.resolveSibling(PieceFile.NAME);
        JsonFields told = JsonFields.orNone(file.resolveSibling(SpecialTokens.CONFIG));
        checked(pieces, PieceTokenizer.json(pieces, told));
    }

    /** A file beside vocab.json, or that one. */
    public static void vocabulary(Path file) {
        Path vocabulary = file.resolveSibling(VocabularyFiles.VOCABULARY);
        checked(vocabulary, VocabularyFiles.json(vocabulary.resolveSibling(".").normalize()));
    }

    /** A tokenizer.json. */
    public static void tokenizer(Path file) {
        try {
            checked(file, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void checked(Path file, byte[] json) {
        TokenizerCheck _ = TokenizerCheck.of(file, json);
    }
}
