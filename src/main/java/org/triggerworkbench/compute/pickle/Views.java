package org.triggerworkbench.compute.pickle;

import java.util.Arrays;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.pickle.Item.Storage;
import org.triggerworkbench.compute.pickle.Item.Tensor;

/** Views of storages: checked to lie inside them, and laid out row by row. */
final class Views {
    /** The largest array a Java machine surely gives. */
    static final long MAX_BYTES = Integer.MAX_VALUE - 8L;

    private static final int MAX_RANK = 16;

    private Views() {}

    /** A view as the file describes it, once every index is found to be inside the storage. */
    static Tensor checked(Storage storage, long offset, long[] shape, long[] strides, PickleFaults faults) {
        if (shape.length != strides.length || shape.length > MAX_RANK || offset < 0) {
            throw faults.damaged("pickle.view");
        }
        try {
            long last = offset;
            boolean empty = false;
            for (int i = 0; i < shape.length; i++) {
                if (shape[i] < 0 || strides[i] < 0) {
                    throw faults.damaged("pickle.view");
                }
                empty |= shape[i] == 0;
                last = Math.addExact(last, Math.multiplyExact(Math.max(0, shape[i] - 1), strides[i]));
            }
            // Also where the view is empty, so that no product of its sizes can overflow later.
            long[] widened = Arrays.stream(shape).map(size -> Math.max(1, size)).toArray();
            long elements = HostTensor.elements(widened);
            if (Math.multiplyExact(elements, storage.type().size()) > MAX_BYTES) {
                throw faults.beyond("pickle.bigTensor", Arrays.toString(shape));
            }
            if (!empty && last >= storage.elements()) {
                throw faults.damaged("pickle.view");
            }
        } catch (ArithmeticException e) {
            throw faults.damaged("pickle.view");
        }
        return new Tensor(storage, offset, shape, strides);
    }

    /** Bytes of the elements, each counted as often as it is seen. */
    static long bytes(Tensor tensor) {
        return HostTensor.elements(tensor.shape()) * tensor.storage().type().size();
    }

    /** Row-major strides of a shape. */
    static long[] rowMajor(long[] shape) {
        long[] strides = new long[shape.length];
        long step = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = step;
            step *= Math.max(1, shape[i]);
        }
        return strides;
    }

    /** Column-major strides of a shape, which NumPy calls Fortran order. */
    static long[] columnMajor(long[] shape) {
        long[] strides = new long[shape.length];
        long step = 1;
        for (int i = 0; i < shape.length; i++) {
            strides[i] = step;
            step *= Math.max(1, shape[i]);
        }
        return strides;
    }

    /** The elements row by row. A view of a whole storage has its array, not a copy. */
    static HostTensor lay(Tensor view, byte[] storage) {
        int size = view.storage().type().size();
        int bytes = (int) bytes(view);
        long[] shape = view.shape();
        if (isRowMajor(view)) {
            int from = bytes == 0 ? 0 : (int) view.offset() * size;
            byte[] part =
                    from == 0 && bytes == storage.length ? storage : Arrays.copyOfRange(storage, from, from + bytes);
            return new HostTensor(view.storage().type(), shape, part);
        }
        byte[] out = new byte[bytes];
        long[] index = new long[shape.length];
        long at = view.offset();
        for (int to = 0; to < bytes; to += size) {
            System.arraycopy(storage, (int) at * size, out, to, size);
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                at += view.strides()[axis];
                if (++index[axis] < shape[axis]) {
                    break;
                }
                at -= index[axis] * view.strides()[axis];
                index[axis] = 0;
            }
        }
        return new HostTensor(view.storage().type(), shape, out);
    }

    private static boolean isRowMajor(Tensor view) {
        long[] usual = rowMajor(view.shape());
        for (int i = 0; i < usual.length; i++) {
            // The stride of an axis of one index is never used.
            if (view.shape()[i] != 1 && view.strides()[i] != usual[i]) {
                return bytes(view) == 0;
            }
        }
        return true;
    }
}
