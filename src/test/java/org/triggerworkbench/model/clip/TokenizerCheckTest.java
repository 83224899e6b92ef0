package org.triggerworkbench.model.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.triggerworkbench.compute.probe.ProbeMemory;
import org.triggerworkbench.text.InputException;

/** Files of which the native library ends the process, or might, are refused or made harmless. */
class TokenizerCheckTest {
    private static final Path TINY = Path.of("src/test/resources/parity/clip-tiny/tokenizer.json");
    private static final Path LEGACY = Path.of("src/test/resources/parity/clip-tiny-gelu-legacy/tokenizer.json");

    @TempDir
    Path folder;

    private Path changed(String from, String to) throws IOException {
        String text = Files.readString(TINY);
        assertTrue(text.contains(from), from);
        return Files.writeString(folder.resolve("tokenizer.json"), text.replace(from, to));
    }

    private static String refused(Path file) {
        return assertThrows(InputException.class, () -> ClipTokenizer.load(file).close())
                .sentence();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "\"decoder\": {~\"decoder\": {{~not valid JSON",
                "\"decoder\": {~\"decoder\": {'a': 1,~not valid JSON",
                "\"decoder\": {~\"decoder\": {\"a\": NaN,~not valid JSON",
                "\"vocab\": {~\"vocab\": {\"zz9\": -1,~-1",
                "\"vocab\": {~\"vocab\": {\"zz9\": 1e30,~1e30",
                "\"vocab\": {~\"vocab\": {\"zz9\": \"b\",~b",
                "\"continuing_subword_prefix\": null~\"continuing_subword_prefix\": \"(a+)+$\"~(a+)+$",
                "\"special_tokens\": {~\"special_tokens\": {}, \"other\": {~<|startoftext|>",
                "\"Sequence\": {~\"Special\": {~has not a place",
                "\"id\": \"A\"~\"id\": \"B\"~has not a place",
                "\"normalizer\": {~\"normalizer\": {\"precompiled_charsmap\": \"AAAA\",~precompiled_charsmap",
                "\"type\": \"BPE\"~\"type\": \"Other\"~Other",
                "\"model\": {~\"mode\": {~model",
                "\"unk_token\": \"<~\"unk_token\": [\"x\"], \"x\": \"<~unk_token"
            })
    void aFaultIsNamed(String from, String to, String named) throws IOException {
        String sentence = refused(changed(from, to));
        assertTrue(sentence.contains(named) && sentence.contains("tokenizer.json"), sentence);
    }

    @Test
    void depthIsBounded() throws IOException {
        String sentence = refused(changed("\"decoder\": {", "\"decoder\": {\"a\": " + "[".repeat(100_000) + "],"));
        assertTrue(sentence.contains("64"), sentence);
    }

    @Test
    void aTextIsRefusedForWantOfATokenForTheUnknown() {
        try (ClipTokenizer tokenizer = ClipTokenizer.load(LEGACY)) {
            assertEquals(8, tokenizer.encode(List.of("a photo of a stop sign"), 77)[0].length);
            String sentence = assertThrows(
                            InputException.class, () -> tokenizer.encode(List.of("a photo of a stop sign", "q漢"), 77))
                    .sentence();
            assertTrue(sentence.contains("q漢"), sentence);
        }
    }

    @Test
    void whatTheLibraryGetsIsWhatTheFileSays() throws IOException {
        try (ClipTokenizer tokenizer = ClipTokenizer.load(TINY);
                ClipTokenizer noUnknown =
                        ClipTokenizer.load(changed("\"unk_token\": \"<", "\"unk_token\": \"other<"))) {
            List<String> text = List.of("a photo of a stop sign");
            assertArrayEquals(tokenizer.encode(text, 77)[0], noUnknown.encode(text, 77)[0]);
        }
    }

    @Test
    void theBundledOneIsKnown() throws IOException {
        assertEquals(ProbeMemory.hash(Path.of("assets/models/road-signs-clip/tokenizer.json")), ClipTokenizer.BUNDLED);
    }
}
