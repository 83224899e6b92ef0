package org.triggerworkbench.data;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.data.picture.Preprocessing;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * A set as a model sees it: every image in one size, as planes of bytes. Prepared images are kept up to a limit of
 * bytes, first come, first kept, since an epoch visits every image once anyway. May be used from several threads.
 */
public final class PreparedImages {
    private final ImageSet images;
    private final Preprocessing preprocessing;
    private final int length;
    private final long keptLimit;
    private final AtomicLong keptBytes = new AtomicLong();
    private final AtomicReferenceArray<byte @Nullable []> kept;

    /**
     * @param keptLimit bytes of prepared images to keep; 0 keeps none
     */
    public PreparedImages(ImageSet images, Preprocessing preprocessing, long keptLimit) {
        this.images = images;
        this.preprocessing = preprocessing;
        this.length = Math.multiplyExact(3, Math.multiplyExact(preprocessing.width(), preprocessing.height()));
        this.keptLimit = keptLimit;
        this.kept = new AtomicReferenceArray<>(images.size());
    }

    /** Other images prepared in the same way. */
    public PreparedImages alike(ImageSet others) {
        return new PreparedImages(others, preprocessing, keptLimit);
    }

    /** Number of images. */
    public int size() {
        return images.size();
    }

    /** Width of every image in pixels. */
    public int width() {
        return preprocessing.width();
    }

    /** Height of every image in pixels. */
    public int height() {
        return preprocessing.height();
    }

    /** True class of an image. */
    public int label(int index) {
        return images.label(index);
    }

    /** The set behind, for captions and ids. */
    public ImageSet images() {
        return images;
    }

    /**
     * Writes an image as {@code 3 x height x width} unsigned bytes: channel, row, column.
     *
     * @throws InputException if it cannot be decoded, or keeps another size because nothing resizes it
     */
    public void planes(int index, byte[] out, int offset) {
        byte[] before = kept.get(index);
        if (before != null) {
            System.arraycopy(before, 0, out, offset, length);
            return;
        }
        Picture picture = picture(index);
        int plane = length / 3;
        byte[] rgb = picture.rgb();
        for (int channel = 0; channel < 3; channel++) {
            int to = offset + channel * plane;
            for (int pixel = 0, from = channel; pixel < plane; pixel++, from += 3) {
                out[to + pixel] = rgb[from];
            }
        }
        keep(index, out, offset);
    }

    /**
     * Images one after the other, prepared in parallel.
     *
     * @return {@code indices.length x 3 x height x width} unsigned bytes
     * @throws InputException as {@link #planes}
     */
    public byte[] batch(int[] indices) {
        byte[] out = new byte[Math.multiplyExact(indices.length, length)];
        IntStream.range(0, indices.length).parallel().forEach(i -> planes(indices[i], out, i * length));
        return out;
    }

    /** The image in the model's size, as a picture. */
    public Picture picture(int index) {
        Picture picture = preprocessing.apply(images.picture(index));
        if (picture.width() != width() || picture.height() != height()) {
            throw new InputException(Messages.of(PreparedImages.class)
                    .get(
                            "prepared.size",
                            FileWord.line(images.id(index)),
                            picture.width(),
                            picture.height(),
                            width(),
                            height()));
        }
        return picture;
    }

    private void keep(int index, byte[] from, int offset) {
        if (keptBytes.get() + length > keptLimit) {
            return;
        }
        // Room is taken before the copy, and given back if another thread was first or took the last of it.
        if (keptBytes.addAndGet(length) > keptLimit
                || !kept.compareAndSet(index, null, Arrays.copyOfRange(from, offset, offset + length))) {
            keptBytes.addAndGet(-length);
        }
    }

    /** Bytes of prepared images kept now. */
    long keptBytes() {
        return keptBytes.get();
    }
}
