package org.triggerworkbench.compute.pickle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The bytes of a file or of a part of it, in order; nothing is allocated for bytes that are not there. */
final class PickleBytes {
    private static final int LONGEST_LINE = 1000;

    private final InputStream in;
    private final PickleFaults faults;
    private final long length;
    private long position;

    /**
     * @param length bytes in the stream
     */
    PickleBytes(InputStream in, long length, PickleFaults faults) {
        this.in = in;
        this.length = length;
        this.faults = faults;
    }

    long position() {
        return position;
    }

    long left() {
        return length - position;
    }

    /** The next byte, 0 to 255. */
    int next() throws IOException {
        int value = left() > 0 ? in.read() : -1;
        if (value < 0) {
            throw faults.damaged("pickle.cut");
        }
        position++;
        return value;
    }

    /**
     * @param count a length the file claims, of any size
     */
    byte[] take(long count) throws IOException {
        if (count < 0 || count > left() || count > Views.MAX_BYTES) {
            throw faults.damaged("pickle.cut");
        }
        byte[] bytes = in.readNBytes((int) count);
        if (bytes.length < count) {
            throw faults.damaged("pickle.cut");
        }
        position += count;
        return bytes;
    }

    void skip(long count) throws IOException {
        if (count < 0 || count > left()) {
            throw faults.damaged("pickle.cut");
        }
        in.skipNBytes(count);
        position += count;
    }

    int unsigned16() throws IOException {
        return little(2).getShort() & 0xffff;
    }

    int signed32() throws IOException {
        return little(4).getInt();
    }

    long unsigned32() throws IOException {
        return signed32() & 0xffffffffL;
    }

    /** Above 2^63 it is negative, which no length may be. */
    long signed64() throws IOException {
        return little(8).getLong();
    }

    double bigEndianDouble() throws IOException {
        return ByteBuffer.wrap(take(8)).getDouble();
    }

    /** Text up to a line feed. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int value = next(); value != '\n'; value = next()) {
            if (line.length() >= LONGEST_LINE) {
                throw faults.damaged("pickle.name");
            }
            line.append((char) value);
        }
        return line.toString();
    }

    String utf8(long count) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(take(count)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw faults.damaged("pickle.text");
        }
    }

    private ByteBuffer little(int count) throws IOException {
        return ByteBuffer.wrap(take(count)).order(ByteOrder.LITTLE_ENDIAN);
    }
}
