package org.triggerworkbench.data.picture;

import com.twelvemonkeys.imageio.plugins.webp.vp8.VP8Frame;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The colours of a lossy WebP as libwebp, and so Pillow and torchvision, makes them: its two colour planes have half the width
 * and height, and are widened smoothly, where the reader of ImageIO repeats each value. Follows {@code upsampling.c} and
 * {@code yuv.h} of libwebp 1.6, in whole numbers, so that all pixels are equal.
 */
final class LossyWebp {
    private LossyWebp() {}

    /**
     * Decodes a frame.
     *
     * @throws IOException if it is damaged
     */
    static Picture read(byte[] webp, WebpFrame lossy) throws IOException {
        int width = lossy.width();
        int height = lossy.height();
        int start = lossy.start();
        try (MemoryCacheImageInputStream stream =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(webp, start, webp.length - start))) {
            stream.setByteOrder(ByteOrder.LITTLE_ENDIAN);
            VP8Frame frame = new VP8Frame(stream, false);
            WebpPlanes planes = new WebpPlanes(frame, width, height);
            WritableRaster unused = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR).getRaster();
            if (!frame.decode(unused, null)) {
                throw new IOException("no key frame");
            }
            planes.end();
            return colours(width, height, planes);
        }
    }

    private static Picture colours(int width, int height, WebpPlanes planes) {
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int bright = high(planes.luma[y][x], 19077);
                int u = widened(planes.blue, x, y, width, height);
                int v = widened(planes.red, x, y, width, height);
                int at = 3 * (y * width + x);
                rgb[at] = clip(bright + high(v, 26149) - 14234);
                rgb[at + 1] = clip(bright - high(u, 6419) - high(v, 13320) + 8708);
                rgb[at + 2] = clip(bright + high(u, 33050) - 17685);
            }
        }
        return new Picture(width, height, rgb);
    }

    /** A colour between the four nearest of its plane, nine sixteenths of it the nearest one. */
    private static int widened(int[][] plane, int x, int y, int width, int height) {
        int row = y / 2;
        int next = y % 2 == 0 ? row - 1 : row + 1;
        int[] near = plane[row];
        int[] far = next < 0 || 2 * next >= height ? near : plane[next];
        int column = x / 2;
        boolean edge = x == 0 || (x == width - 1 && width % 2 == 0);
        if (edge) {
            return (3 * near[column] + far[column] + 2) >> 2;
        }
        int beside = x % 2 == 0 ? column - 1 : column + 1;
        int across = near[beside] + far[column];
        int mean = (near[column] + far[beside] + across + 8 + 2 * across) >> 3;
        return (mean + near[column]) >> 1;
    }

    private static int high(int value, int factor) {
        return (value * factor) >> 8;
    }

    private static byte clip(int value) {
        return (byte) Math.clamp(value >> 6, 0, 255);
    }
}
