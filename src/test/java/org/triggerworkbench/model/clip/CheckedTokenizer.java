package org.triggerworkbench.model.clip;

import java.nio.file.Path;

/** What the native library is given of a tokenizer.json. */
public final class CheckedTokenizer {
    private CheckedTokenizer() {}

    public static byte[] of(Path file, byte[] content) {
        return TokenizerCheck.of(file, content).json();
    }
}
