package org.triggerworkbench.trigger;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.triggerworkbench.text.InputException;

/** Colours and alpha of a PNG as they are stored, 8 or 16 bits, grey, colour or palette. */
final class PngPixels {
    private static final int SIGNATURE_BYTES = 8;
    private static final int MOST_BYTES = 1 << 28;
    private static final int IEND = 0x49454e44;

    private PngPixels() {}

    /** Refuses a picture by its size. */
    interface SizeCheck {
        void require(int width, int height);
    }

    /**
     * @param size looks at it before any pixel is read
     * @throws org.triggerworkbench.text.InputException if the file is damaged, or of its size
     */
    static PatchPattern read(Path file, SizeCheck size) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("png");
        ImageReader reader = readers.next();
        requireWhole(file);
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in, true, true);
            size.require(reader.getWidth(0), reader.getHeight(0));
            return pixels(reader.read(0));
        } catch (InputException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Java's decoder answers some damaged files with exceptions of its own.
            throw TriggerFiles.fault(file, "png.damaged");
        } finally {
            reader.dispose();
        }
    }

    /** The decoder takes files that are cut off or changed, so the chunks and their checksums are looked at first. */
    private static void requireWhole(Path file) {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            in.skipNBytes(SIGNATURE_BYTES);
            int type = 0;
            while (type != IEND) {
                int length = Math.min(in.readInt(), MOST_BYTES);
                byte[] chunk = in.readNBytes(Integer.BYTES + Math.max(0, length));
                CRC32 crc = new CRC32();
                crc.update(chunk);
                if (length < 0 || chunk.length != Integer.BYTES + length || in.readInt() != (int) crc.getValue()) {
                    throw TriggerFiles.fault(file, "png.damaged");
                }
                type = ByteBuffer.wrap(chunk).getInt();
            }
        } catch (IOException e) {
            throw TriggerFiles.fault(file, "png.damaged");
        }
    }

    private static PatchPattern pixels(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        if (picture.getColorModel() instanceof IndexColorModel) {
            return PatchPatterns.of(width, height, picture.getRGB(0, 0, width, height, null, 0, width));
        }
        // getRGB would convert grey to another brightness.
        Raster raster = picture.getRaster();
        int bands = raster.getNumBands();
        float most = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
        boolean colour = bands >= 3;
        boolean alpha = bands == 2 || bands == 4;
        int pixels = width * height;
        float[] values = new float[3 * pixels];
        float[] mask = new float[pixels];
        Arrays.fill(mask, 1);
        int[] samples = new int[bands];
        for (int i = 0; i < pixels; i++) {
            raster.getPixel(i % width, i / width, samples);
            for (int c = 0; c < 3; c++) {
                values[c * pixels + i] = samples[colour ? c : 0] / most;
            }
            if (alpha) {
                mask[i] = samples[bands - 1] / most;
            }
        }
        return new PatchPattern(width, height, values, mask);
    }
}
