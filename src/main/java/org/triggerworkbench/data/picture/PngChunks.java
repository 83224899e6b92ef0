package org.triggerworkbench.data.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** The chunks of a PNG file. Java's reader passes over their check sums, and so would show damaged pixels as good ones. */
final class PngChunks {
    private static final int SIGNATURE = 8;
    /** Length, type and check sum around a chunk's data. */
    private static final int FRAME = 12;

    private static final int END = ('I' << 24) | ('E' << 16) | ('N' << 8) | 'D';
    private static final int HEADER = ('I' << 24) | ('H' << 16) | ('D' << 8) | 'R';
    private static final int EXIF = ('e' << 24) | ('X' << 16) | ('I' << 8) | 'f';
    /** Set in the type of chunks that a reader may pass over. */
    private static final int ANCILLARY = 0x20 << 24;

    private PngChunks() {}

    /** Whether all chunks up to the end chunk are there, and the check sums of those that make the pixels are right. */
    static boolean areWhole(byte[] png) {
        ByteBuffer buffer = ByteBuffer.wrap(png);
        int at = SIGNATURE;
        while (png.length - at >= FRAME) {
            int length = buffer.getInt(at);
            int type = buffer.getInt(at + 4);
            if (length < 0 || length > png.length - at - FRAME) {
                return false;
            }
            if ((type & ANCILLARY) == 0) {
                CRC32 sum = new CRC32();
                sum.update(png, at + 4, 4 + length);
                if ((int) sum.getValue() != buffer.getInt(at + 8 + length)) {
                    return false;
                }
            }
            if (type == END) {
                return true;
            }
            at += FRAME + length;
        }
        return false;
    }

    /**
     * A whole PNG cut down to its header and its EXIF part, for readers that would unpack every text in it, however large
     * it becomes.
     */
    static byte[] headerAndExif(byte[] png) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        kept.write(png, 0, SIGNATURE);
        ByteBuffer buffer = ByteBuffer.wrap(png);
        int type = 0;
        for (int at = SIGNATURE; type != END; at += FRAME + buffer.getInt(at)) {
            type = buffer.getInt(at + 4);
            if (type == HEADER || type == EXIF || type == END) {
                kept.write(png, at, FRAME + buffer.getInt(at));
            }
        }
        return kept.toByteArray();
    }
}
