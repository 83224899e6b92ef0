package org.triggerworkbench.model.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.triggerworkbench.model.JsonFields;
import org.triggerworkbench.text.InputException;

/** spiece.model is read whole or refused; that its ids are the reference's, {@link SiglipParityTest} says. */
class PieceTokenizerTest {
    private static final Path SOUND = SiglipParityTest.FOLDER.resolve("spiece.model");

    @TempDir
    Path folder;

    @Test
    void pieces_haveTheirIdsAndTypes() {
        PieceFile read = PieceFile.read(SOUND);
        assertEquals(94, read.pieces().size());
        assertEquals(
                new PieceFile.Piece("</s>", 0, PieceFile.Type.CONTROL),
                read.pieces().get(1));
        assertEquals(2, read.unknown());
        assertEquals(1091, read.table().length);
    }

    /** Letters that are in no piece are spelled in bytes, as in the models of many languages. */
    @Test
    void ids_inBytes_areThoseOfTheReference() throws IOException {
        Path bytes = SiglipParityTest.FOLDER.resolve("bytes");
        JsonObject ids = JsonParser.parseString(Files.readString(bytes.resolve("ids.json")))
                .getAsJsonObject();
        Path file = bytes.resolve("spiece.model");
        assertTrue(PieceFile.read(file).inBytes());
        try (ClipTokenizer tokenizer = ClipTokenizer.of(file, PieceTokenizer.json(file, told("{}")), 1)) {
            for (String text : ids.keySet()) {
                long[] expected = ids.getAsJsonArray(text).asList().stream()
                        .mapToLong(id -> id.getAsLong())
                        .toArray();
                assertArrayEquals(expected, tokenizer.encode(List.of(text), Integer.MAX_VALUE)[0], text);
            }
        }
    }

    @Test
    void capitals_stayWhereTheFileSaysSo() throws IOException {
        Path other = Files.copy(SOUND, folder.resolve("spiece.model"));
        try (ClipTokenizer lower = ClipTokenizer.of(other, PieceTokenizer.json(other, told("{}")), 1);
                ClipTokenizer both =
                        ClipTokenizer.of(other, PieceTokenizer.json(other, told("{\"do_lower_case\": false}")), 1)) {
            assertArrayEquals(ids(lower, "a stop"), ids(lower, "A Stop!"));
            assertArrayEquals(ids(lower, "a stop"), ids(both, "a stop!"));
            assertTrue(ids(both, "A").length > 1 && ids(both, "A")[1] == 2, "A is unknown");
        }
    }

    @Test
    void aFileCutAnywhere_isRefused() throws IOException {
        byte[] whole = Files.readAllBytes(SOUND);
        for (int length = 0; length < whole.length - 1; length += 1 + length / 40) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertTrue(refused(cut).contains("cut off"), "cut at " + length);
        }
    }

    @Test
    void aDamagedFile_isReadOrRefused() throws IOException {
        byte[] whole = Files.readAllBytes(SOUND);
        SplittableRandom random = new SplittableRandom(1);
        Path file = folder.resolve("spiece.model");
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            try {
                TokenizerCheck _ = TokenizerCheck.of(file, PieceTokenizer.json(file, told("{}")));
            } catch (InputException e) {
                refused++;
            }
        }
        assertTrue(refused > 20, refused + " refused");
    }

    @ParameterizedTest
    @CsvSource({
        // A field of the trainer's settings (2) or the normaliser's (3), which is put after the others and so wins.
        "2, 3, 2, model_type",
        "2, 24, 1, treat_whitespace_as_suffix",
        "2, 40, 1, unknown",
        "2, 40, 500, 94",
        "3, 4, 0, remove_extra_whitespaces",
        "3, 5, 0, escape_whitespaces"
    })
    void aSettingThatIsNotComputed_isNamed(int message, int field, int value, String named) throws IOException {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        varint(inner, field << 3);
        varint(inner, value);
        String sentence = refused(with(message, inner.toByteArray()));
        assertTrue(sentence.contains(named), sentence);
    }

    @Test
    void aPieceOfAnotherType_isNamed() throws IOException {
        String sentence = refused(with(1, new byte[] {0x0a, 1, 'x', 0x18, 4}));
        assertTrue(sentence.contains("USER_DEFINED"), sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{\"sp_model_kwargs\": {\"enable_sampling\": true}}~enable_sampling",
                "{\"additional_special_tokens\": [\"<a>\"]}~additional_special_tokens",
                "{\"added_tokens_decoder\": {\"94\": {\"content\": \"<a>\"}}}~94",
                "{\"split_special_tokens\": true}~split_special_tokens",
                "{\"eos_token\": \"<end>\"}~<end>"
            })
    void aTokenizerOfMore_isNamed(String config, String named) {
        String sentence = assertThrows(InputException.class, () -> PieceTokenizer.json(SOUND, told(config)))
                .sentence();
        assertTrue(sentence.contains(named), sentence);
    }

    @Test
    void sizeIsBounded() throws IOException {
        Path file = folder.resolve("spiece.model");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(40L << 20);
        }
        String sentence =
                assertThrows(InputException.class, () -> PieceFile.read(file)).sentence();
        assertTrue(sentence.contains("40 MiB"), sentence);
    }

    private byte[] with(int message, byte[] content) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(Files.readAllBytes(SOUND));
        varint(all, message << 3 | 2);
        varint(all, content.length);
        all.writeBytes(content);
        return all.toByteArray();
    }

    private static void varint(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest > 0x7f) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    private String refused(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("spiece.model"), content);
        return assertThrows(InputException.class, () -> PieceFile.read(file)).sentence();
    }

    private static JsonFields told(String json) {
        JsonObject object = JsonParser.parseString(json).getAsJsonObject();
        return new JsonFields(Path.of("tokenizer_config.json"), object);
    }

    private static long[] ids(ClipTokenizer tokenizer, String text) {
        return tokenizer.encode(List.of(text), 99)[0];
    }
}
