package org.triggerworkbench.compute.pickle;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.HostTensor.ElementType;

/** A value in a pickle, as plain data. Nothing here holds or makes a class of the file's choice. */
public sealed interface Item {
    /** Python's None. */
    enum None implements Item {
        NONE
    }

    /** A truth value. */
    record Truth(boolean value) implements Item {}

    /** A whole number of 64 bits. */
    record Whole(long value) implements Item, Comparable<Whole> {
        @Override
        public int compareTo(Whole other) {
            return Long.compare(value, other.value);
        }
    }

    /** A whole number beyond 64 bits, as the mark of an old PyTorch file is. */
    record Huge(BigInteger value) implements Item {}

    /** A floating number. */
    record Real(double value) implements Item {}

    /** Text; a short string of Python 2 too, byte for character. */
    record Text(String value) implements Item, Comparable<Text> {
        /** As it may be shown in a sentence: short, without control characters. */
        public String shown() {
            return PickleFaults.shown(value);
        }

        /** Ordered, so that a dictionary of keys with equal hashes stays fast. */
        @Override
        public int compareTo(Text other) {
            return value.compareTo(other.value);
        }
    }

    /** Bytes; a long string of Python 2 too. */
    record Bytes(byte[] value) implements Item {}

    /** A list, a tuple or a set, in the order of the file. */
    record Sequence(List<Item> items) implements Item {
        static Sequence empty() {
            return new Sequence(new ArrayList<>());
        }
    }

    /** A dictionary, in the order of the file; its keys are plain values. */
    record Mapping(Map<Item, Item> entries) implements Item {
        static Mapping empty() {
            return new Mapping(new LinkedHashMap<>());
        }

        /** The value under a text; null where there is none. */
        public @Nullable Item get(String key) {
            return entries.get(new Text(key));
        }
    }

    /** One of the few names a file may ask for, not yet called. */
    record Name(KnownName name) implements Item {}

    /**
     * Numbers in a row that tensors are views of.
     *
     * @param key its name in the file
     * @param elements how many the file says there are
     * @param bytes the numbers, little-endian; null where they lie elsewhere in the file
     */
    record Storage(ElementType type, String key, long elements, byte @Nullable [] bytes) implements Item {
        /** Size in bytes; checked not to overflow when it is made. */
        public long size() {
            return elements * type.size();
        }
    }

    /**
     * A view of a storage, inside it by the checks of its maker.
     *
     * @param offset of the first element
     * @param shape sizes, outermost first
     * @param strides elements from one index to the next, a size each
     */
    record Tensor(Storage storage, long offset, long[] shape, long[] strides) implements Item {}

    /** A NumPy element type, such as {@code f4}. */
    final class NumpyType implements Item {
        final String code;
        boolean bigEndian;

        NumpyType(String code) {
            this.code = code;
        }
    }

    /** A NumPy array; empty until the file fills it. */
    final class NumpyArray implements Item {
        @Nullable
        Tensor tensor;

        String code = "";

        /** The numbers; null where they are of a type not read here. */
        public @Nullable Tensor tensor() {
            return tensor;
        }
    }

    /** The numbers in it as a view; null if it is neither tensor nor array of numbers. */
    default @Nullable Tensor asTensor() {
        return switch (this) {
            case Tensor tensor -> tensor;
            case NumpyArray array -> array.tensor();
            default -> null;
        };
    }

    /** The text in it, bytes read as Latin-1; null if it is neither. */
    default @Nullable String asText() {
        return switch (this) {
            case Text text -> text.value();
            case Bytes bytes -> new String(bytes.value(), StandardCharsets.ISO_8859_1);
            default -> null;
        };
    }
}
