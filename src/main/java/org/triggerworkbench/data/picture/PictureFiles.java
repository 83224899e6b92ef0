package org.triggerworkbench.data.picture;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Metadata;
import com.drew.metadata.adobe.AdobeJpegDirectory;
import com.drew.metadata.jpeg.JpegDirectory;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * Picture files to pictures, and to PNG files. EXIF orientation is applied, transparency is set on white, grey, palettes and
 * CMYK become RGB, 16 bits a channel become 8; colour profiles are passed over, as Pillow does.
 */
public final class PictureFiles {
    /** Largest picture read, in pixels: a damaged header must not ask for all memory. */
    public static final long MAX_PIXELS = 100_000_000;

    private static final String PNG = "png";
    private static final String JPEG_END = "\u00ff\u00d9";

    /** Bytes of a WebP file that its own length does not count. */
    private static final int RIFF_FRAME = 8;

    /** Bytes at a file's end in which its end mark is looked for. */
    private static final int TAIL = 64;

    private static final Messages MESSAGES = Messages.of(PictureFiles.class);

    static {
        // Decoding happens in memory; a file in the temporary folder for each picture is only slower.
        ImageIO.setUseCache(false);
    }

    private PictureFiles() {}

    /** Whether the name ends as that of a {@link PictureFormat} does; hidden files do not count. */
    public static boolean hasPictureName(Path file) {
        String name = String.valueOf(file.getFileName());
        return !name.startsWith(".") && PictureFormat.hasEnding(name);
    }

    /**
     * Reads a picture file of a form of {@link PictureFormat}.
     *
     * @throws InputException naming the file, if it cannot be read, is empty, broken or of colours that are not known
     */
    public static Picture read(Path file) {
        return decode(bytes(file), FileWord.line(file.toString()));
    }

    /**
     * Reads a picture file held in memory.
     *
     * @param name for the message, if it cannot be decoded
     * @throws InputException naming it, if it is empty, broken or of colours that are not known
     */
    public static Picture decode(byte[] bytes, String name) {
        PictureFormat format = format(bytes, name);
        Metadata metadata = metadata(bytes, format);
        return ExifOrientation.upright(pixels(bytes, format, metadata, name), ExifOrientation.of(metadata));
    }

    private static Picture pixels(byte[] bytes, PictureFormat format, Metadata metadata, String name) {
        if (components(metadata) == 4) {
            return printed(bytes, metadata, name);
        }
        WebpFrame frame = format == PictureFormat.WEBP ? WebpFrame.of(bytes) : null;
        return frame != null && frame.lossy()
                ? withReader(bytes, format, name, reader -> lossy(bytes, frame, reader))
                : colours(image(ColourProfiles.without(bytes, format), format, name), name);
    }

    private static Picture lossy(byte[] webp, WebpFrame frame, ImageReader reader) throws IOException {
        Picture colours = LossyWebp.read(webp, frame);
        Raster alpha = frame.alpha() ? reader.read(0).getAlphaRaster() : null;
        return alpha == null ? colours : RasterPictures.onWhite(colours, alpha);
    }

    private static Picture printed(byte[] jpeg, Metadata metadata, String name) {
        AdobeJpegDirectory adobe = metadata.getFirstDirectoryOfType(AdobeJpegDirectory.class);
        @Nullable Integer transform = adobe == null ? null : adobe.getInteger(AdobeJpegDirectory.TAG_COLOR_TRANSFORM);
        boolean luminance = transform != null && transform != 0;
        // Java's reader knows no CMYK, but gives the numbers as they are.
        Raster raster = withReader(
                jpeg, PictureFormat.JPEG, name, reader -> strictly(reader, () -> reader.readRaster(0, null)));
        return PrintColours.picture(raster, true, luminance);
    }

    private static Picture colours(BufferedImage image, String name) {
        if (RasterPictures.isPrint(image)) {
            return PrintColours.picture(image.getRaster(), false, false);
        }
        if (!RasterPictures.readable(image)) {
            throw new InputException(MESSAGES.get("picture.colours", name));
        }
        try {
            return RasterPictures.picture(image);
        } catch (OutOfMemoryError e) {
            throw new InputException(MESSAGES.get("picture.memory", name, image.getWidth(), image.getHeight()), e);
        }
    }

    /**
     * Checks what is cheap to check: first bytes, sizes, a PNG's check sums, a JPEG's end mark, a WebP's length. A JPEG without
     * one and every other form is decoded.
     *
     * @param name for the message
     * @throws InputException as {@link #decode} would, but a fault within the pixels of a JPEG or WebP may pass
     */
    public static void check(byte[] bytes, String name) {
        PictureFormat format = format(bytes, name);
        boolean ends =
                switch (format) {
                    case PNG -> true;
                    case JPEG -> latin(bytes, bytes.length - TAIL, bytes.length).contains(JPEG_END);
                    case WEBP -> true;
                    case BMP, PNM, TIFF -> false;
                };
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
    private static PictureFormat format(byte[] bytes, String name) {
        if (bytes.length == 0) {
            throw new InputException(MESSAGES.get("picture.empty", name));
        }
        PictureFormat format = PictureFormat.of(bytes);
        if (format == null) {
            throw new InputException(MESSAGES.get("picture.format", name));
        }
        if ((format == PictureFormat.PNG && !PngChunks.areWhole(bytes))
                || (format == PictureFormat.WEBP && webpLength(bytes) > bytes.length)) {
            throw new InputException(MESSAGES.get("picture.broken", name));
        }
        return format;
    }

    private static long webpLength(byte[] bytes) {
        return RIFF_FRAME
                + (ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(4) & 0xffffffffL);
    }

    private static String latin(byte[] bytes, int from, int to) {
        int start = Math.max(0, from);
        return new String(bytes, start, Math.min(to, bytes.length) - start, StandardCharsets.ISO_8859_1);
    }

    /** What the file says of itself beside the pixels; empty where that part is damaged, for pixels may still be fine. */
    private static Metadata metadata(byte[] whole, PictureFormat format) {
        if (format == PictureFormat.BMP || format == PictureFormat.PNM) {
            return new Metadata();
        }
        byte[] bytes = format == PictureFormat.PNG ? PngChunks.headerAndExif(whole) : whole;
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

    private static boolean hasPlausibleSize(byte[] bytes, PictureFormat format, String name) {
        return withReader(bytes, format, name, reader -> reader.getWidth(0) > 0 && reader.getHeight(0) > 0);
    }

    private static BufferedImage image(byte[] bytes, PictureFormat format, String name) {
        return withReader(bytes, format, name, reader -> strictly(reader, () -> reader.read(0)));
    }

    /** Reads, and does not take for good what a decoder only warns of: a JPEG cut short is filled up with grey. */
    private static <T> T strictly(ImageReader reader, Pixels<T> pixels) throws IOException {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        T read = pixels.read();
        for (String warning : warnings) {
            if (warning.matches("(?i).*(premature end|bad huffman).*")) {
                throw new IOException(warning);
            }
        }
        return read;
    }

    private interface Pixels<T> {
        T read() throws IOException;
    }

    private interface Reading<T> {
        T read(ImageReader reader) throws IOException;
    }

    private static <T> T withReader(byte[] bytes, PictureFormat format, String name, Reading<T> reading) {
        ImageReader reader = format.reader();
        try (ImageInputStream stream = stream(bytes, format)) {
            reader.setInput(stream, true, true);
            requireFrame(bytes, format, reader);
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

    private static ImageInputStream stream(byte[] bytes, PictureFormat format) throws IOException {
        return format == PictureFormat.WEBP
                ? new BoundedStream(bytes)
                : ImageIO.createImageInputStream(new ByteArrayInputStream(bytes));
    }

    /** A WebP says its size twice; where they differ its reader would fill the larger one. */
    private static void requireFrame(byte[] bytes, PictureFormat format, ImageReader reader) throws IOException {
        WebpFrame frame = format == PictureFormat.WEBP ? WebpFrame.of(bytes) : null;
        if (frame != null && (frame.width() != reader.getWidth(0) || frame.height() != reader.getHeight(0))) {
            throw new IOException("a frame of another size than the picture's");
        }
    }

    private static InputException tooLarge(ImageReader reader, String name, OutOfMemoryError e) {
        try {
            return new InputException(MESSAGES.get("picture.memory", name, reader.getWidth(0), reader.getHeight(0)), e);
        } catch (IOException | RuntimeException damaged) {
            damaged.addSuppressed(e);
            return new InputException(MESSAGES.get("picture.broken", name), damaged);
        }
    }
}
