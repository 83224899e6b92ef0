package org.triggerworkbench.model.clip;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A table of SentencePiece is sound if no text leads out of it. */
class CharacterTableTest {
    private static final int LEAF = 1 << 8;

    @Test
    void aTableOfSentencePiece_isSound() throws IOException {
        assertTrue(CharacterTable.isSound(learned()));
    }

    @Test
    void aTableCutAnywhere_isNotSoundOrHoldsItsReplacements() throws IOException {
        byte[] whole = Base64.getDecoder().decode(learned());
        int trie = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt();
        for (int length = 0; length < 4 + trie; length++) {
            assertFalse(CharacterTable.isSound(encoded(Arrays.copyOf(whole, length))), "cut at " + length);
        }
    }

    /** The root leads to unit 0 ^ 0, and from there the letter a to unit 97, whose leaf is at 97 ^ offset. */
    @Test
    void aTableOfOneLetter_isSound() {
        assertTrue(CharacterTable.isSound(table(256, 98, 0, "b\0")));
    }

    @ParameterizedTest
    @CsvSource({
        // The leaf's value lies behind the replacements, or inside a letter of two bytes.
        "256, 98, 2",
        "256, 98, 2000000000",
        // The leaf lies outside.
        "256, 400, 0",
        // There is no room for all letters behind the root.
        "255, 98, 0",
        "98, 98, 0"
    })
    void aWayOut_isFound(int units, int leaf, int value) {
        assertFalse(CharacterTable.isSound(table(units, leaf, value, "b\0")));
    }

    @Test
    void aReplacementThatBeginsInsideALetter_isFound() {
        assertTrue(CharacterTable.isSound(table(256, 98, 0, "é\0")));
        assertFalse(CharacterTable.isSound(table(256, 98, 1, "é\0")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "AAAAAA==", "/////////////w==", "not base64!"})
    void whatIsNoTable_isNotSound(String text) {
        assertFalse(CharacterTable.isSound(text));
    }

    /** A trie that knows the letter a. */
    private static String table(int units, int leaf, int value, String replacements) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * units).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(4 * units);
        bytes.putInt(4 + 4 * 'a', 'a' | LEAF | ('a' ^ leaf) << 10);
        if (leaf < units) {
            bytes.putInt(4 + 4 * leaf, 1 << 31 | value);
        }
        byte[] after = replacements.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(bytes.array(), 4 + 4 * units + after.length);
        System.arraycopy(after, 0, all, 4 + 4 * units, after.length);
        return encoded(all);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String learned() throws IOException {
        String json = Files.readString(SiglipParityTest.FOLDER.resolve("tokenizer.json"));
        Matcher matcher =
                Pattern.compile("\"precompiled_charsmap\":\\s*\"([^\"]+)\"").matcher(json);
        assertTrue(matcher.find());
        return matcher.group(1);
    }
}
