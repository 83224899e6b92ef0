package org.triggerworkbench.experiment.folder;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Records of TensorBoard's event files: TFRecord frames (length, its checksum, data, its checksum; little-endian) around
 * messages of {@code event.proto}, of which only what scalars need is written.
 */
final class EventRecords {
    private static final int EVENT_WALL_TIME = 1;
    private static final int EVENT_STEP = 2;
    private static final int EVENT_FILE_VERSION = 3;
    private static final int EVENT_SUMMARY = 5;
    private static final int SUMMARY_VALUE = 1;
    private static final int VALUE_TAG = 1;
    private static final int VALUE_SIMPLE = 2;

    /** How a field of a protocol buffer lies in it. */
    private static final int VARINT = 0;

    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;

    private EventRecords() {}

    /** The record that each file begins with. */
    static byte[] version(double seconds) {
        Message event = new Message();
        event.number(EVENT_WALL_TIME, seconds);
        event.bytes(EVENT_FILE_VERSION, "brain.Event:2".getBytes(StandardCharsets.UTF_8));
        return frame(event.toByteArray());
    }

    /**
     * A record of one step.
     *
     * @param seconds since 1970
     * @param scalars by tag; kept as 32-bit floats
     */
    static byte[] scalars(double seconds, long step, Map<String, Double> scalars) {
        Message summary = new Message();
        scalars.forEach((tag, scalar) -> {
            Message value = new Message();
            value.bytes(VALUE_TAG, tag.getBytes(StandardCharsets.UTF_8));
            value.number(VALUE_SIMPLE, scalar.floatValue());
            summary.bytes(SUMMARY_VALUE, value.toByteArray());
        });
        Message event = new Message();
        event.number(EVENT_WALL_TIME, seconds);
        event.number(EVENT_STEP, step);
        event.bytes(EVENT_SUMMARY, summary.toByteArray());
        return frame(event.toByteArray());
    }

    private static byte[] frame(byte[] data) {
        byte[] frame = new byte[Long.BYTES + Integer.BYTES + data.length + Integer.BYTES];
        ByteBuffer into = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        into.putLong(data.length);
        into.putInt(masked(frame, Long.BYTES));
        into.put(data);
        into.putInt(masked(data, data.length));
        return frame;
    }

    /** The checksum as TFRecord keeps it: turned and shifted, since data may hold checksums itself. */
    private static int masked(byte[] data, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(data, 0, length);
        return Integer.rotateRight((int) checksum.getValue(), 15) + 0xa282ead8;
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A protocol buffer while it is written. */
    private static final class Message extends ByteArrayOutputStream {
        void number(int field, double value) {
            key(field, FIXED_64);
            writeBytes(little(Double.BYTES).putDouble(value).array());
        }

        void number(int field, float value) {
            key(field, FIXED_32);
            writeBytes(little(Float.BYTES).putFloat(value).array());
        }

        void number(int field, long value) {
            key(field, VARINT);
            varint(value);
        }

        void bytes(int field, byte[] value) {
            key(field, BYTES);
            varint(value.length);
            writeBytes(value);
        }

        private void key(int field, int kind) {
            varint((long) field << 3 | kind);
        }

        private void varint(long value) {
            long rest = value;
            while ((rest & ~0x7fL) != 0) {
                write((int) ((rest & 0x7f) | 0x80));
                rest >>>= 7;
            }
            write((int) rest);
        }
    }
}
