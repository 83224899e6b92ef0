package org.triggerworkbench.compute.file;

import org.triggerworkbench.compute.file.Npy.NpyType;

/** Turns the bytes of a NumPy array into little-endian, row-major ones. */
final class NpyLayout {
    private NpyLayout() {}

    /** May change the given bytes and return them. */
    static byte[] toOurs(byte[] bytes, NpyHeader header, NpyType type) {
        int size = type.element().size();
        if (type.bigEndian()) {
            reverseElements(bytes, size);
        }
        boolean transpose = header.fortranOrder() && header.shape().length > 1 && bytes.length > 0;
        return transpose ? rowMajor(bytes, header.shape(), size) : bytes;
    }

    private static void reverseElements(byte[] bytes, int size) {
        for (int start = 0; start < bytes.length; start += size) {
            for (int i = 0; i < size / 2; i++) {
                byte swapped = bytes[start + i];
                bytes[start + i] = bytes[start + size - 1 - i];
                bytes[start + size - 1 - i] = swapped;
            }
        }
    }

    private static byte[] rowMajor(byte[] columnMajor, long[] shape, int size) {
        int[] strides = new int[shape.length];
        int stride = size;
        for (int axis = 0; axis < shape.length; axis++) {
            strides[axis] = stride;
            stride *= (int) shape[axis];
        }
        byte[] result = new byte[columnMajor.length];
        long[] index = new long[shape.length];
        int from = 0;
        for (int to = 0; to < result.length; to += size) {
            System.arraycopy(columnMajor, from, result, to, size);
            int axis = shape.length - 1;
            while (axis >= 0 && ++index[axis] == shape[axis]) {
                from -= strides[axis] * (int) (shape[axis] - 1);
                index[axis] = 0;
                axis--;
            }
            if (axis >= 0) {
                from += strides[axis];
            }
        }
        return result;
    }
}
