package org.triggerworkbench.data.picture;

import java.util.Arrays;

/**
 * Resizing with the numbers of Pillow's {@code Image.resize} for 8-bit pictures, which published models were trained
 * with: an antialiased filter, horizontal pass then vertical pass, both rounded to 8 bits.
 */
public final class Resampling {
    /** Pillow's {@code PRECISION_BITS}: fractional bits of a filter weight. */
    private static final int PRECISION_BITS = 32 - 8 - 2;

    private static final int HALF = 1 << (PRECISION_BITS - 1);

    private Resampling() {}

    /** How a new pixel is made of old ones. Widths are in old pixels, or in new ones where the picture shrinks. */
    public enum Filter {
        /** The old pixel under the new one's centre. */
        NEAREST(0) {
            @Override
            double weight(double distance) {
                throw new IllegalStateException("the nearest pixel has no weights");
            }
        },
        /** Triangle, 1 wide to each side. */
        BILINEAR(1) {
            @Override
            double weight(double distance) {
                double x = Math.abs(distance);
                return x < 1 ? 1 - x : 0;
            }
        },
        /** Keys' cubic with a = -0.5, 2 wide to each side. */
        BICUBIC(2) {
            private static final double A = -0.5;

            @Override
            double weight(double distance) {
                double x = Math.abs(distance);
                if (x < 1) {
                    return ((A + 2) * x - (A + 3)) * x * x + 1;
                }
                return x < 2 ? (((x - 5) * x + 8) * x - 4) * A : 0;
            }
        },
        /** Sinc under a wider sinc, 3 wide to each side. */
        LANCZOS(3) {
            @Override
            double weight(double distance) {
                return distance >= -3 && distance < 3 ? sinc(distance) * sinc(distance / 3) : 0;
            }
        },
        /** All old pixels under the new one alike, half a pixel to each side. */
        BOX(0.5) {
            @Override
            double weight(double distance) {
                return distance > -0.5 && distance <= 0.5 ? 1 : 0;
            }
        },
        /** Sinc under Hamming's window, 1 wide to each side. */
        HAMMING(1) {
            @Override
            double weight(double distance) {
                double x = Math.abs(distance);
                return x < 1 ? sinc(x) * (0.54 + 0.46 * Math.cos(Math.PI * x)) : 0;
            }
        };

        private final double support;

        Filter(double support) {
            this.support = support;
        }

        abstract double weight(double distance);

        private static double sinc(double x) {
            return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
        }
    }

    /**
     * The picture in another size; the same object where it has that size already.
     *
     * @param width new width in pixels, at least 1
     * @param height new height in pixels, at least 1
     */
    public static Picture resize(Picture picture, int width, int height, Filter filter) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a picture of " + width + " x " + height + " pixels");
        }
        if (picture.width() == width && picture.height() == height) {
            return picture;
        }
        if (filter == Filter.NEAREST) {
            return nearest(picture, width, height);
        }
        Picture across = picture.width() == width ? picture : horizontally(picture, width, filter);
        return across.height() == height ? across : vertically(across, height, filter);
    }

    private static Picture nearest(Picture picture, int width, int height) {
        int[] columns = nearestSources(picture.width(), width);
        int[] rows = nearestSources(picture.height(), height);
        byte[] old = picture.rgb();
        byte[] rgb = new byte[byteCount(width, height)];
        int to = 0;
        for (int row : rows) {
            for (int column : columns) {
                int from = 3 * (row * picture.width() + column);
                rgb[to++] = old[from];
                rgb[to++] = old[from + 1];
                rgb[to++] = old[from + 2];
            }
        }
        return new Picture(width, height, rgb);
    }

    /** Positions are summed up step by step, as Pillow does, so that ties fall to the same side. */
    private static int[] nearestSources(int oldSize, int newSize) {
        double step = (double) oldSize / newSize;
        double position = step * 0.5;
        int[] sources = new int[newSize];
        for (int i = 0; i < newSize; i++) {
            sources[i] = Math.min((int) position, oldSize - 1);
            position += step;
        }
        return sources;
    }

    private static Picture horizontally(Picture picture, int width, Filter filter) {
        Taps taps = Taps.of(picture.width(), width, filter);
        byte[] old = picture.rgb();
        byte[] rgb = new byte[byteCount(width, picture.height())];
        for (int y = 0; y < picture.height(); y++) {
            int oldRow = 3 * y * picture.width();
            int newRow = 3 * y * width;
            for (int x = 0; x < width; x++) {
                int red = HALF;
                int green = HALF;
                int blue = HALF;
                int from = oldRow + 3 * taps.first[x];
                for (int weight : taps.weights[x]) {
                    red += (old[from] & 0xff) * weight;
                    green += (old[from + 1] & 0xff) * weight;
                    blue += (old[from + 2] & 0xff) * weight;
                    from += 3;
                }
                rgb[newRow + 3 * x] = clip8(red);
                rgb[newRow + 3 * x + 1] = clip8(green);
                rgb[newRow + 3 * x + 2] = clip8(blue);
            }
        }
        return new Picture(width, picture.height(), rgb);
    }

    private static Picture vertically(Picture picture, int height, Filter filter) {
        Taps taps = Taps.of(picture.height(), height, filter);
        byte[] old = picture.rgb();
        int stride = 3 * picture.width();
        byte[] rgb = new byte[byteCount(picture.width(), height)];
        int[] sums = new int[stride];
        for (int y = 0; y < height; y++) {
            Arrays.fill(sums, HALF);
            int from = taps.first[y] * stride;
            for (int weight : taps.weights[y]) {
                for (int i = 0; i < stride; i++) {
                    sums[i] += (old[from + i] & 0xff) * weight;
                }
                from += stride;
            }
            for (int i = 0; i < stride; i++) {
                rgb[y * stride + i] = clip8(sums[i]);
            }
        }
        return new Picture(picture.width(), height, rgb);
    }

    private static byte clip8(int sum) {
        return (byte) Math.clamp(sum >> PRECISION_BITS, 0, 255);
    }

    private static int byteCount(int width, int height) {
        return Math.multiplyExact(3, Math.multiplyExact(width, height));
    }

    /** For each new position along one axis: the first old position, and the fixed-point weights from there on. */
    private record Taps(int[] first, int[][] weights) {
        static Taps of(int oldSize, int newSize, Filter filter) {
            double scale = (double) oldSize / newSize;
            double stretch = Math.max(scale, 1);
            double support = filter.support * stretch;
            Taps taps = new Taps(new int[newSize], new int[newSize][]);
            for (int i = 0; i < newSize; i++) {
                double centre = (i + 0.5) * scale;
                int from = Math.max((int) (centre - support + 0.5), 0);
                int to = Math.min((int) (centre + support + 0.5), oldSize);
                taps.first[i] = from;
                taps.weights[i] = fixedPoint(weights(from, to, centre, 1 / stretch, filter));
            }
            return taps;
        }

        private static double[] weights(int from, int to, double centre, double squeeze, Filter filter) {
            double[] weights = new double[to - from];
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                weights[i] = filter.weight((i + from - centre + 0.5) * squeeze);
                sum += weights[i];
            }
            for (int i = 0; i < weights.length; i++) {
                weights[i] /= sum;
            }
            return weights;
        }

        private static int[] fixedPoint(double[] weights) {
            int[] fixed = new int[weights.length];
            for (int i = 0; i < weights.length; i++) {
                fixed[i] = (int) (Math.copySign(0.5, weights[i]) + weights[i] * (1 << PRECISION_BITS));
            }
            return fixed;
        }
    }
}
