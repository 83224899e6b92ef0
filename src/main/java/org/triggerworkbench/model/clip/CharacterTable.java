package org.triggerworkbench.model.clip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.BitSet;
import java.util.Deque;

/**
 * SentencePiece's table of characters and what they become ({@code precompiled_charsmap}): the length of a trie in bytes, the
 * trie as a double array of 32-bit units (Darts-clone), and the replacements, each ended by a 0. The library follows its offsets
 * wherever they lead and dies outside, so every way through it is walked here first.
 */
final class CharacterTable {
    private static final int BYTES = 256;

    private final int[] units;
    private final byte[] replacements;

    private CharacterTable(int[] units, byte[] replacements) {
        this.units = units;
        this.replacements = replacements;
    }

    /** Whether no text leads out of a table. */
    static boolean isSound(String base64) {
        try {
            ByteBuffer bytes =
                    ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
            if (bytes.remaining() < 2 * Integer.BYTES) {
                return false;
            }
            long length = Integer.toUnsignedLong(bytes.getInt()) / Integer.BYTES;
            if (length < 1 || length > bytes.remaining() / Integer.BYTES) {
                return false;
            }
            int[] units = new int[(int) length];
            bytes.asIntBuffer().get(units);
            bytes.position(bytes.position() + units.length * Integer.BYTES);
            byte[] replacements = new byte[bytes.remaining()];
            bytes.get(replacements);
            String _ = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(replacements))
                    .toString();
            return new CharacterTable(units, replacements).holds();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return false;
        }
    }

    /** Walks from the root to every place that bytes of a text can lead to, each once. */
    private boolean holds() {
        BitSet met = new BitSet();
        Deque<Integer> open = new ArrayDeque<>();
        long root = offset(units[0]);
        if (root >= units.length) {
            return false;
        }
        open.add((int) root);
        met.set((int) root);
        while (!open.isEmpty()) {
            int place = open.remove();
            for (int c = 1; c < BYTES; c++) {
                int next = place ^ c;
                if (next >= units.length) {
                    return false;
                }
                int unit = units[next];
                // A unit of another letter ends the way; one with the highest bit set is a value and of no letter.
                if ((unit & (1 << 31 | 0xff)) != c) {
                    continue;
                }
                long after = next ^ offset(unit);
                if (after >= units.length || ((unit >> 8 & 1) == 1 && !startsReplacement(units[(int) after]))) {
                    return false;
                }
                if (!met.get((int) after)) {
                    met.set((int) after);
                    open.add((int) after);
                }
            }
        }
        return true;
    }

    private static long offset(int unit) {
        return Integer.toUnsignedLong(unit) >> 10 << ((unit & 1 << 9) >> 6);
    }

    /** Whether the value of a leaf is the place of a character among the replacements. */
    private boolean startsReplacement(int leaf) {
        int place = leaf & Integer.MAX_VALUE;
        return place < replacements.length && (replacements[place] & 0xc0) != 0x80;
    }
}
