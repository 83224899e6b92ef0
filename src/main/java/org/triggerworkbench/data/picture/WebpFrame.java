package org.triggerworkbench.data.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The one frame of a WebP that is no moving picture.
 *
 * @param lossy else lossless
 * @param start its first byte after its chunk's head
 * @param width in pixels, as the frame itself says
 * @param height in pixels
 * @param alpha whether a chunk before a lossy frame says how transparent its pixels are
 */
record WebpFrame(boolean lossy, int start, int width, int height, boolean alpha) {
    /** Of a frame that the file does not hold whole; no picture has its size. */
    private static final WebpFrame CUT = new WebpFrame(false, 0, 0, 0, false);

    private static final int CHUNKS = 12;
    private static final int HEAD = 8;
    /** Of a lossy frame: three bytes of flags, three that mark a key frame, width and height with two bits of scale each. */
    private static final int LOSSY_HEAD = 10;
    /** Of a lossless frame: a byte that marks it, width and height less one in 14 bits each, four bits more. */
    private static final int LOSSLESS_HEAD = 5;

    private static final int KEY_FRAME = 0x2a019d;
    private static final int SIZE_BITS = 14;
    private static final int SIZE = (1 << SIZE_BITS) - 1;

    /** Finds it; null in a moving picture. Where there is none, one that is the size of no picture. */
    static @Nullable WebpFrame of(byte[] webp) {
        ByteBuffer buffer = ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN);
        boolean alpha = false;
        long at = CHUNKS;
        while (at + HEAD <= webp.length) {
            String kind = new String(webp, (int) at, 4, StandardCharsets.ISO_8859_1);
            long length = buffer.getInt((int) at + 4) & 0xffffffffL;
            int start = (int) at + HEAD;
            long left = webp.length - (long) start;
            if (kind.equals("VP8 ")) {
                return Math.max(length, LOSSY_HEAD) > left || !isKeyFrame(buffer, start)
                        ? CUT
                        : lossy(buffer, start, alpha);
            }
            if (kind.equals("VP8L")) {
                return Math.max(length, LOSSLESS_HEAD) > left ? CUT : lossless(buffer, start);
            }
            if (kind.startsWith("ANI") || kind.equals("ANMF")) {
                return null;
            }
            alpha |= kind.equals("ALPH");
            at += HEAD + length + (length & 1);
        }
        return CUT;
    }

    private static boolean isKeyFrame(ByteBuffer webp, int start) {
        return (webp.get(start) & 1) == 0 && (webp.getInt(start + 2) >>> 8) == KEY_FRAME;
    }

    private static WebpFrame lossy(ByteBuffer webp, int start, boolean alpha) {
        return new WebpFrame(true, start, webp.getShort(start + 6) & SIZE, webp.getShort(start + 8) & SIZE, alpha);
    }

    private static WebpFrame lossless(ByteBuffer webp, int start) {
        int sizes = webp.getInt(start + 1);
        return new WebpFrame(false, start, 1 + (sizes & SIZE), 1 + (sizes >>> SIZE_BITS & SIZE), false);
    }
}
