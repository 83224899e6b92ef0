package org.triggerworkbench.data.picture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A file in memory with some zeros behind it, past which reading is a fault. The reader of WebP takes the end of a file for
 * zeros without end, and would fill a large picture with them one by one; it looks no further than eight bytes ahead.
 */
final class BoundedStream extends MemoryCacheImageInputStream {
    private static final int ZEROS = 16;

    BoundedStream(byte[] file) {
        super(new ByteArrayInputStream(Arrays.copyOf(file, file.length + ZEROS)));
    }

    @Override
    public int read() throws IOException {
        return inside(super.read());
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        return inside(super.read(into, offset, length));
    }

    private static int inside(int read) throws IOException {
        if (read < 0) {
            throw new IOException("more was asked for than the file has");
        }
        return read;
    }
}
