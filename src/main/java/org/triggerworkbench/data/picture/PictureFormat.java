package org.triggerworkbench.data.picture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/** The forms of picture that are read, told by their first bytes. */
public enum PictureFormat {
    PNG("png", "png"),
    JPEG("jpeg", "jpg", "jpeg"),
    WEBP("webp", "webp"),
    BMP("bmp", "bmp"),
    PNM("pnm", "ppm", "pgm", "pbm", "pnm"),
    TIFF("tiff", "tif", "tiff");

    /** Bytes that {@link #of} looks at. */
    public static final int START = 12;

    private final String reader;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> endings;

    PictureFormat(String reader, String... endings) {
        this.reader = reader;
        this.endings = List.of(endings);
    }

    /** The form of a file that begins so; null if it is none of these. */
    public static @Nullable PictureFormat of(byte[] start) {
        String first = new String(start, 0, Math.min(START, start.length), StandardCharsets.ISO_8859_1);
        if (first.startsWith("\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (first.startsWith("\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (first.matches("(?s)RIFF.{4}WEBP")) {
            return WEBP;
        }
        if (first.startsWith("II*\0") || first.startsWith("MM\0*")) {
            return TIFF;
        }
        if (first.matches("(?s)P[1-6]\\s.*")) {
            return PNM;
        }
        // Two bytes are little to go by; the next numbers are the size of the file and two that are not used.
        return first.matches("(?s)BM.{4}\0{4}.*") ? BMP : null;
    }

    /** Whether a file's name ends as one of these forms does. */
    static boolean hasEnding(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).anyMatch(format -> format.endings.contains(ending));
    }

    /** A new reader: Java's own where it has one, for its JPEG pixels are those of libjpeg. */
    ImageReader reader() {
        ImageReader first = null;
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(reader);
        while (readers.hasNext()) {
            ImageReader next = readers.next();
            if (next.getClass().getName().startsWith("com.sun.imageio")) {
                return next;
            }
            first = first == null ? next : first;
        }
        if (first == null) {
            throw new IllegalStateException("no reader of " + reader);
        }
        return first;
    }
}
