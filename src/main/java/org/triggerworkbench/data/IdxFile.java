package org.triggerworkbench.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * An array of unsigned bytes from an IDX file: two zero bytes, the element type, the number of dimensions, one
 * big-endian int a dimension, the elements row by row.
 *
 * @param sizes outermost first
 * @param bytes the elements
 */
record IdxFile(int[] sizes, byte[] bytes) {
    private static final int UNSIGNED_BYTE = 0x08;
    /** Pictures of digits are packed some times smaller, never this much. */
    private static final long MOST_RATIO = 200;

    private static final long ALWAYS = 1 << 20;

    /**
     * Reads a file, packed by gzip where its name ends in {@code .gz}.
     *
     * @throws InputException naming the file, if it is unreadable, not IDX of bytes, or its length does not fit its sizes
     */
    static IdxFile read(Path file) {
        Messages messages = Messages.of(IdxFile.class);
        try (InputStream stream = open(file)) {
            byte[] magic = stream.readNBytes(4);
            if (magic.length < 4 || magic[0] != 0 || magic[1] != 0 || magic[2] != UNSIGNED_BYTE || magic[3] < 1) {
                throw new InputException(messages.get("idx.magic", file));
            }
            byte[] header = stream.readNBytes(4 * magic[3]);
            if (header.length < 4 * magic[3]) {
                throw new InputException(messages.get("idx.magic", file));
            }
            int[] sizes = new int[magic[3]];
            ByteBuffer.wrap(header).asIntBuffer().get(sizes);
            int count = count(sizes);
            if (count < 0) {
                throw new InputException(messages.get("idx.sizes", file, shape(sizes)));
            }
            requireRoom(file, sizes, count, messages);
            byte[] bytes = stream.readNBytes(count);
            if (bytes.length < count) {
                throw new InputException(messages.get("idx.cut", file, shape(sizes), count, bytes.length));
            }
            if (stream.read() >= 0) {
                throw new InputException(messages.get("idx.long", file, shape(sizes), count));
            }
            return new IdxFile(sizes, bytes);
        } catch (ZipException | EOFException e) {
            throw new InputException(messages.get("idx.gzip", file), e);
        } catch (IOException e) {
            throw DataFiles.unreadable(file, e);
        }
    }

    /** What a packed file claims to unpack to must be likely, and fit into memory: it is held twice while it is read. */
    private static void requireRoom(Path file, int[] sizes, long count, Messages messages) throws IOException {
        long held = Files.size(file);
        if (count > ALWAYS + MOST_RATIO * held) {
            throw new InputException(messages.get("idx.bomb", file, shape(sizes), count, held));
        }
        Runtime java = Runtime.getRuntime();
        long free = java.maxMemory() - java.totalMemory() + java.freeMemory();
        if (2 * count > free) {
            throw new InputException(messages.get("idx.memory", file, shape(sizes), count >> 20, free >> 20));
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream stream = Files.newInputStream(file);
        if (!DataFiles.name(file).endsWith(".gz")) {
            return stream;
        }
        try {
            return new GZIPInputStream(stream, 1 << 16);
        } catch (IOException e) {
            stream.close();
            throw e;
        }
    }

    /** Elements of an array of these sizes; negative where a size is, or where they are too many for one array. */
    private static int count(int[] sizes) {
        long count = 1;
        for (int size : sizes) {
            count *= size;
            if (size < 0 || count > Integer.MAX_VALUE - 8) {
                return -1;
            }
        }
        return (int) count;
    }

    int rank() {
        return sizes.length;
    }

    /** The sizes as "60000 x 28 x 28". */
    String shape() {
        return shape(sizes);
    }

    private static String shape(int[] sizes) {
        return Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
    }
}
