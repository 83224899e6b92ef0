package org.triggerworkbench.data.picture;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Metadata;
import com.drew.metadata.jpeg.JpegDirectory;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * PNG and JPEG files to pictures and back. EXIF orientation is applied, transparency is set on white, grey and palettes
 * become RGB, 16 bits a channel become 8.
 */
public final class PictureFiles {
    /** Largest picture read, in pixels: a damaged header must not ask for all memory. */
    public static final long MAX_PIXELS = 100_000_000;

    private static final String PNG = "png";
    private static final String JPEG = "jpeg";
    private static final String JPEG_END = "\u00ff\u00d9";

    /** Bytes at a file's end in which its end mark is looked for. */
    private static final int TAIL = 64;

    private static final Messages MESSAGES = Messages.of(PictureFiles.class);

    static {
        // Decoding happens in memory; a file in the temporary folder for each picture is only slower.
        ImageIO.setUseCache(false);
    }

    private PictureFiles() {}

    /** Whether the name ends as a PNG's or JPEG's does; hidden files do not count. */
    public static boolean hasPictureName(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && (name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg"));
    }

    /**
     * Reads a PNG or JPEG file.
     *
     * @throws InputException naming the file, if it cannot be read, is empty, broken or in a colour space of print
     */
    public static Picture read(Path file) {
        return decode(bytes(file), file.toString());
    }

    /**
     * Reads a PNG or JPEG file held in memory.
     *
     * @param name for the message, if it cannot be decoded
     * @throws InputException naming it, if it is empty, broken or in a colour space of print
     */
    public static Picture decode(byte[] bytes, String name) {
        String format = format(bytes, name);
        Metadata metadata = metadata(format.equals(PNG) ? PngChunks.headerAndExif(bytes) : bytes);
        if (components(metadata) == 4) {
            throw new InputException(MESSAGES.get("picture.cmyk", name));
        }
        BufferedImage image = image(bytes, format, name);
        if (!RasterPictures.readable(image)) {
            throw new InputException(MESSAGES.get("picture.colours", name));
        }
        try {
            return ExifOrientation.upright(RasterPictures.picture(image), ExifOrientation.of(metadata));
        } catch (OutOfMemoryError e) {
            throw new InputException(
                    MESSAGES.get("picture.memory", name, image.getWidth(), image.getHeight()), e);
        }
    }

    /**
     * Checks what is cheap to check: first bytes, sizes, a PNG's check sums, a JPEG's end mark. A JPEG without one is
     * decoded.
     *
     * @throws InputException as {@link #read} would, but a fault within a JPEG's pixels may pass
     */
    public static void check(Path file) {
        byte[] bytes = bytes(file);
        String name = file.toString();
        String format = format(bytes, name);
        boolean ends = format.equals(PNG)
                || latin(bytes, bytes.length - TAIL, bytes.length).contains(JPEG_END);
        if (!ends || !hasPlausibleSize(bytes, format, name)) {
            decode(bytes, name);
        }
    }

    /** The picture as a PNG file, 8 bits, RGB. Equal pictures give equal bytes. */
    public static byte[] encodePng(Picture picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(RasterPictures.image(picture), PNG, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Writes the picture as PNG, whole or not at all.
     *
     * @throws InputException if the file cannot be written
     */
    public static void writePng(Path file, Picture picture) {
        AtomicFiles.write(file, encodePng(picture));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InputException(MESSAGES.get("file.unreadable", file, e), e);
        }
    }

    /** The format that the first bytes tell; a PNG's chunks are whole. */
    private static String format(byte[] bytes, String name) {
        if (bytes.length == 0) {
            throw new InputException(MESSAGES.get("picture.empty", name));
        }
        String start = latin(bytes, 0, 8);
        if (start.equals("\u0089PNG\r\n\u001a\n")) {
            if (!PngChunks.areWhole(bytes)) {
                throw new InputException(MESSAGES.get("picture.broken", name));
            }
            return PNG;
        }
        if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        throw new InputException(MESSAGES.get("picture.format", name));
    }

    private static String latin(byte[] bytes, int from, int to) {
        int start = Math.max(0, from);
        return new String(bytes, start, Math.min(to, bytes.length) - start, StandardCharsets.ISO_8859_1);
    }

    /** What the file says of itself beside the pixels; empty where that part is damaged, for pixels may still be fine. */
    private static Metadata metadata(byte[] bytes) {
        try {
            return ImageMetadataReader.readMetadata(new ByteArrayInputStream(bytes), bytes.length);
        } catch (ImageProcessingException | IOException e) {
            return new Metadata();
        }
    }

    private static int components(Metadata metadata) {
        JpegDirectory jpeg = metadata.getFirstDirectoryOfType(JpegDirectory.class);
        @Nullable Integer components = jpeg == null ? null : jpeg.getInteger(JpegDirectory.TAG_NUMBER_OF_COMPONENTS);
        return components == null ? 0 : components;
    }

    private static boolean hasPlausibleSize(byte[] bytes, String format, String name) {
        return withReader(bytes, format, name, reader -> reader.getWidth(0) > 0 && reader.getHeight(0) > 0);
    }

    private static BufferedImage image(byte[] bytes, String format, String name) {
        return withReader(bytes, format, name, reader -> {
            List<String> warnings = new ArrayList<>();
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            BufferedImage image = reader.read(0);
            // A JPEG cut short is filled up with grey and only warned of.
            for (String warning : warnings) {
                if (warning.matches("(?i).*(premature end|bad huffman).*")) {
                    throw new IOException(warning);
                }
            }
            return image;
        });
    }

    private interface Reading<T> {
        T read(ImageReader reader) throws IOException;
    }

    private static <T> T withReader(byte[] bytes, String format, String name, Reading<T> reading) {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        try (ImageInputStream stream = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(stream, true, true);
            if ((long) reader.getWidth(0) * reader.getHeight(0) > MAX_PIXELS) {
                throw new InputException(MESSAGES.get("picture.large", name, reader.getWidth(0), reader.getHeight(0)));
            }
            return reading.read(reader);
        } catch (InputException e) {
            throw e;
        } catch (OutOfMemoryError e) {
            throw tooLarge(reader, name, e);
        } catch (IOException | RuntimeException e) {
            // Java's decoders answer some damaged files with an index or argument exception of their own.
            throw new InputException(MESSAGES.get("picture.broken", name), e);
        } finally {
            reader.dispose();
        }
    }

    private static InputException tooLarge(ImageReader reader, String name, OutOfMemoryError e) {
        try {
            return new InputException(
                    MESSAGES.get("picture.memory", name, reader.getWidth(0), reader.getHeight(0)), e);
        } catch (IOException | RuntimeException damaged) {
            damaged.addSuppressed(e);
            return new InputException(MESSAGES.get("picture.broken", name), damaged);
        }
    }
}
