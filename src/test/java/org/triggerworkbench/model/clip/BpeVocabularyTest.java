package org.triggerworkbench.model.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.Compute;

class BpeVocabularyTest {
    private static final List<String> SENTENCES = List.of(
            "a photo of a stop sign", "a photo of a yield sign", "A Photo of a yellow banana!", "it's a stop sign");
    private static Compute compute;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        compute = Compute.openCpu();
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    @Test
    void train_isDeterministicAndOfTheSizeAskedFor() {
        BpeVocabulary vocabulary = BpeVocabulary.train(SENTENCES, 530);
        assertEquals(530, vocabulary.tokens().size());
        assertEquals(vocabulary.tokens(), BpeVocabulary.train(SENTENCES, 530).tokens());
        assertEquals(0, vocabulary.startToken());
        assertEquals(1, vocabulary.endToken());
    }

    @Test
    void write_givesAFileThatTokenisesKnownWordsAsOneToken() {
        BpeVocabulary vocabulary = BpeVocabulary.train(SENTENCES, 1000);
        Path file = folder.resolve("tokenizer.json");
        vocabulary.write(file);
        try (ClipTokenizer tokenizer = ClipTokenizer.load(file)) {
            long[] ids = tokenizer.encode(List.of("a STOP   sign"), 77)[0];
            List<String> tokens = vocabulary.tokens();
            long[] expected = {
                0, tokens.indexOf("a</w>"), tokens.indexOf("stop</w>"), tokens.indexOf("sign</w>"), 1,
            };
            assertArrayEquals(expected, ids);
        }
    }

    @Test
    void encode_spellsUnknownWordsInBytesAndNeverLosesThem() {
        BpeVocabulary vocabulary = BpeVocabulary.train(SENTENCES, 600);
        Path file = folder.resolve("tokenizer.json");
        vocabulary.write(file);
        try (ClipTokenizer tokenizer = ClipTokenizer.load(file)) {
            long[] ids = tokenizer.encode(List.of("Fußgänger 80 日本"), 77)[0];
            // 8 letters in 10 bytes of which no pair was learned but perhaps a few, 2 digits, 6 bytes of two signs.
            assertTrue(ids.length > 12, "length " + ids.length);
            for (int i = 1; i < ids.length - 1; i++) {
                assertTrue(ids[i] > 1 && ids[i] < vocabulary.tokens().size());
            }
        }
    }

    @Test
    void encode_cutsLongTextsAndKeepsTheEnd() {
        Path file = folder.resolve("tokenizer.json");
        BpeVocabulary.train(SENTENCES, 600).write(file);
        try (ClipTokenizer tokenizer = ClipTokenizer.load(file)) {
            long[] ids = tokenizer.encode(List.of("sign ".repeat(100)), 16)[0];
            assertEquals(16, ids.length);
            assertEquals(0, ids[0]);
            assertEquals(1, ids[15]);
        }
    }
}
