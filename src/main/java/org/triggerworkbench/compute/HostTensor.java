package org.triggerworkbench.compute;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tensor in plain memory, outside the engine: what tensor files hold and what results are handed around as.
 *
 * @param type element type
 * @param shape sizes, outermost first; empty for a scalar
 * @param bytes the elements, little-endian, row-major
 */
public record HostTensor(ElementType type, long[] shape, byte[] bytes) {

    /** Element types that tensor files of ours may hold. */
    public enum ElementType {
        F64(8),
        F32(4),
        F16(2),
        BF16(2),
        I64(8),
        I32(4),
        I16(2),
        I8(1),
        U8(1),
        BOOL(1);

        private final int size;

        ElementType(int size) {
            this.size = size;
        }

        /** Bytes an element. */
        public int size() {
            return size;
        }
    }

    public HostTensor {
        for (long size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException("negative size in the shape " + Arrays.toString(shape));
            }
        }
        if (bytes.length != Math.multiplyExact(elements(shape), type.size())) {
            throw new IllegalArgumentException(
                    bytes.length + " bytes for " + type + " of shape " + Arrays.toString(shape));
        }
    }

    /** Copies floats into a tensor of type F32. */
    public static HostTensor of(float[] values, long... shape) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return new HostTensor(ElementType.F32, shape, buffer.array());
    }

    /** Copies longs into a tensor of type I64. */
    public static HostTensor of(long[] values, long... shape) {
        ByteBuffer buffer = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asLongBuffer().put(values);
        return new HostTensor(ElementType.I64, shape, buffer.array());
    }

    /**
     * Number of elements of a shape.
     *
     * @throws ArithmeticException if it is no 64-bit number
     */
    public static long elements(long[] shape) {
        long product = 1;
        for (long size : shape) {
            product = Math.multiplyExact(product, size);
        }
        return product;
    }

    /** The elements as floats, whatever the element type; halves and bfloat16 are widened exactly. */
    public float[] floats() {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[(int) elements(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case F64 -> (float) buffer.getDouble(8 * i);
                case F32 -> buffer.getFloat(4 * i);
                case F16 -> Float.float16ToFloat(buffer.getShort(2 * i));
                case BF16 -> Float.intBitsToFloat(buffer.getShort(2 * i) << 16);
                case I64 -> (float) buffer.getLong(8 * i);
                case I32 -> (float) buffer.getInt(4 * i);
                case I16 -> buffer.getShort(2 * i);
                case I8 -> buffer.get(i);
                case U8, BOOL -> buffer.get(i) & 0xff;
            };
        }
        return values;
    }

    /** The elements as longs; floating types are truncated. */
    public long[] longs() {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long[] values = new long[(int) elements(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case I64 -> buffer.getLong(8 * i);
                case I32 -> buffer.getInt(4 * i);
                case I16 -> buffer.getShort(2 * i);
                case I8 -> buffer.get(i);
                case U8, BOOL -> buffer.get(i) & 0xff;
                case F64 -> (long) buffer.getDouble(8 * i);
                case F32 -> (long) buffer.getFloat(4 * i);
                case F16 -> (long) Float.float16ToFloat(buffer.getShort(2 * i));
                case BF16 -> (long) Float.intBitsToFloat(buffer.getShort(2 * i) << 16);
            };
        }
        return values;
    }

    /** Tensors are equal when type, shape and bits are; so NaN equals itself and 0 is not -0. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HostTensor that
                && type == that.type
                && Arrays.equals(shape, that.shape)
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, Arrays.hashCode(shape), Arrays.hashCode(bytes));
    }

    /** Type and shape, such as {@code F32[3, 4]}; never the elements. */
    @Override
    public String toString() {
        return type + Arrays.toString(shape);
    }
}
