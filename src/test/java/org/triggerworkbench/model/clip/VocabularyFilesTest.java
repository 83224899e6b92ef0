package org.triggerworkbench.model.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.text.InputException;

/** vocab.json and merges.txt give the ids that transformers' CLIPTokenizer gives; what is damaged or another's is refused. */
class VocabularyFilesTest {
    private static final Path FILES = Path.of("src/test/resources/parity/clip-vocabulary");

    @TempDir
    Path folder;

    @BeforeEach
    void copy() throws IOException {
        for (String name : List.of("vocab.json", "merges.txt")) {
            Files.copy(FILES.resolve(name), folder.resolve(name));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alone",
                "as OpenAI's",
                "map of words",
                "added tokens",
                "decoder",
                "padding apart",
                "more special tokens"
            })
    void ids_areThoseOfTheReference(String name) throws IOException {
        JsonObject all = JsonParser.parseString(Files.readString(FILES.resolve("cases.json")))
                .getAsJsonObject();
        JsonObject told = all.getAsJsonObject("cases").getAsJsonObject(name);
        for (String file : told.getAsJsonObject("files").keySet()) {
            Files.writeString(
                    folder.resolve(file),
                    told.getAsJsonObject("files").get(file).toString());
        }
        JsonArray texts = all.getAsJsonArray("texts");
        JsonArray ids = told.getAsJsonArray("ids");
        try (ClipTokenizer tokenizer = ClipTokenizer.in(folder)) {
            for (int i = 0; i < texts.size(); i++) {
                String text = texts.get(i).getAsString();
                long[] expected = ids.get(i).getAsJsonArray().asList().stream()
                        .mapToLong(id -> id.getAsLong())
                        .toArray();
                assertArrayEquals(expected, tokenizer.encode(List.of(text), Integer.MAX_VALUE)[0], text);
            }
        }
    }

    @Test
    void tokenizerJson_isReadFirst() throws IOException {
        Files.copy(Path.of("src/test/resources/parity/clip-tiny/tokenizer.json"), folder.resolve("tokenizer.json"));
        try (ClipTokenizer tokenizer = ClipTokenizer.in(folder)) {
            assertEquals(0, tokenizer.encode(List.of("a"), 9)[0][0]);
        }
    }

    @Test
    void save_givesATokenizerJsonThatReadsAlike() throws IOException {
        Path saved = Files.createDirectory(folder.resolve("saved"));
        try (ClipTokenizer tokenizer = ClipTokenizer.in(folder)) {
            tokenizer.save(saved);
            try (ClipTokenizer again = ClipTokenizer.in(saved)) {
                List<String> text = List.of("It's a STOP sign, déjà vu 🙂");
                assertArrayEquals(tokenizer.encode(text, 77)[0], again.encode(text, 77)[0]);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a b c'|line 3|\"a b c\"",
                "'ab'|line 3|\"ab\"",
                "''|line 3|\"\"",
                "'a zzz'|line 3|\"zzz\"",
                "'q 9'|line 3|\"q9\"",
                "'\u0007 b'|line 3|\"?\""
            })
    void damagedMerge_isNamedWithItsLine(String line, String place, String named) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("merges.txt"));
        lines.set(2, line);
        Files.write(folder.resolve("merges.txt"), lines);
        String sentence = refused();
        assertTrue(sentence.contains("merges.txt") && sentence.contains(place) && sentence.contains(named), sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tokenizer_config.json|{\"tokenizer_class\": \"RobertaTokenizer\"}|\"RobertaTokenizer\"",
                "tokenizer_config.json|{\"split_special_tokens\": true}|split_special_tokens",
                "tokenizer_config.json|{\"eos_token\": null}|eos_token",
                "tokenizer_config.json|{\"added_tokens_decoder\": {\"0\": {\"content\": \"zz\"}}}|id 0",
                "tokenizer_config.json|{\"added_tokens_decoder\": {\"zz\": {\"content\": \"x\"}}}|zz",
                "tokenizer_config.json|{\"added_tokens_decoder\": {\"0\": {\"lstrip\": true}}}|lstrip",
                "tokenizer_config.json|{\"additional_special_tokens\": \"x\"}|additional_special_tokens",
                "tokenizer_config.json|[]|JSON",
                "added_tokens.json|{\"<extra>\": 9000}|9000",
                "special_tokens_map.json|{\"eos_token\": {\"content\": \"<e>\", \"lstrip\": 3}}|lstrip",
                "vocab.json|{\"a\": -1}|-1",
                "vocab.json|[1]|JSON",
                "vocab.json|{\"a\": {\"b\": 1}}|b"
            })
    void whatCannotBeFollowed_isNamed(String file, String content, String named) throws IOException {
        Files.writeString(folder.resolve(file), content);
        String sentence = refused();
        assertTrue(sentence.contains(file) && sentence.contains(named), sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vocab.json", "merges.txt"})
    void sizeIsBounded(String name) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
            file.setLength(40L << 20);
        }
        String sentence = refused();
        assertTrue(sentence.contains(name) && sentence.contains("40 MiB"), sentence);
    }

    private String refused() {
        return assertThrows(InputException.class, () -> ClipTokenizer.in(folder).close())
                .sentence();
    }
}
