package org.triggerworkbench.data.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes colour profiles (ICC) out of pictures. Java's readers would convert the pixels by them; Pillow does not, and so no
 * model has ever been trained on such pixels.
 */
final class ColourProfiles {
    private static final byte[] JPEG_PROFILE = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);
    private static final int MARKER = 0xff;
    private static final int START_OF_SCAN = 0xda;
    private static final int APP2 = 0xe2;

    /** Where the flags of an extended WebP file are, and which of them says that there is a profile. */
    private static final int WEBP_FLAGS = 20;

    private static final int WEBP_PROFILE = 0x20;
    private static final int WEBP_CHUNKS = 12;

    private ColourProfiles() {}

    /** The same pixels without a profile; the same array where there is none. */
    static byte[] without(byte[] bytes, PictureFormat format) {
        return switch (format) {
            case JPEG -> jpeg(bytes);
            case WEBP -> webp(bytes);
            case PNG, BMP, PNM, TIFF -> bytes;
        };
    }

    private static byte[] jpeg(byte[] bytes) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(bytes.length);
        kept.write(bytes, 0, 2);
        int at = 2;
        while (at + 4 <= bytes.length
                && (bytes[at] & 0xff) == MARKER
                && (bytes[at + 1] & 0xff) != START_OF_SCAN
                && (bytes[at + 1] & 0xff) != MARKER) {
            int end = at + 2 + (((bytes[at + 2] & 0xff) << 8) | (bytes[at + 3] & 0xff));
            if (end > bytes.length || end < at + 4) {
                break;
            }
            if ((bytes[at + 1] & 0xff) != APP2 || !startsWith(bytes, at + 4, JPEG_PROFILE)) {
                kept.write(bytes, at, end - at);
            }
            at = end;
        }
        kept.write(bytes, at, bytes.length - at);
        return kept.size() == bytes.length ? bytes : kept.toByteArray();
    }

    private static byte[] webp(byte[] bytes) {
        if (bytes.length <= WEBP_FLAGS
                || !startsWith(bytes, WEBP_CHUNKS, "VP8X".getBytes(StandardCharsets.US_ASCII))
                || (bytes[WEBP_FLAGS] & WEBP_PROFILE) == 0) {
            return bytes;
        }
        byte[] plain = bytes.clone();
        plain[WEBP_FLAGS] &= ~WEBP_PROFILE;
        ByteBuffer buffer = ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
        for (long at = WEBP_CHUNKS; at + 8 <= plain.length; ) {
            long length = buffer.getInt((int) at + 4) & 0xffffffffL;
            if (startsWith(plain, (int) at, "ICCP".getBytes(StandardCharsets.US_ASCII))) {
                // A chunk that nobody knows is passed over.
                plain[(int) at] = 'x';
            }
            at += 8 + length + (length & 1);
        }
        return plain;
    }

    private static boolean startsWith(byte[] bytes, int at, byte[] wanted) {
        return Arrays.mismatch(
                        bytes,
                        Math.min(at, bytes.length),
                        Math.min(at + wanted.length, bytes.length),
                        wanted,
                        0,
                        wanted.length)
                < 0;
    }
}
