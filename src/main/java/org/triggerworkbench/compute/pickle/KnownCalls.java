package org.triggerworkbench.compute.pickle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.HostTensor.ElementType;
import org.triggerworkbench.compute.pickle.Item.Mapping;
import org.triggerworkbench.compute.pickle.Item.NumpyArray;
import org.triggerworkbench.compute.pickle.Item.NumpyType;
import org.triggerworkbench.compute.pickle.Item.Sequence;
import org.triggerworkbench.compute.pickle.Item.Storage;
import org.triggerworkbench.text.InputException;

/** What the known names make of what they are given: plain data, and nothing else. */
record KnownCalls(PickleFaults faults) {
    Item call(KnownName name, List<Item> given) {
        return switch (name) {
            case REBUILD_TENSOR, REBUILD_TENSOR_V2 -> tensor(name, given);
            case REBUILD_PARAMETER -> first(name, given, Item.Tensor.class);
            case SIZE, SET, FROZEN_SET -> given.isEmpty() ? Sequence.empty() : first(name, given, Sequence.class);
            case DEVICE -> first(name, given, Item.Text.class);
            case ORDERED_DICT, COUNTER -> dictionary(name, given);
            case BYTES, BYTE_ARRAY, ENCODE ->
                new Item.Bytes(given.isEmpty() ? new byte[0] : latin(name, given.getFirst()));
            case NUMPY_RECONSTRUCT -> {
                if (first(name, given, Item.Name.class).name() != KnownName.NUMPY_ARRAY) {
                    throw misused(name);
                }
                yield new NumpyArray();
            }
            case NUMPY_TYPE -> new NumpyType(first(name, given, Item.Text.class).value());
            case NUMPY_SCALAR -> scalar(given);
            case NUMPY_FROM_BUFFER -> {
                if (given.size() != 4 || !(given.get(1) instanceof NumpyType type)) {
                    throw misused(name);
                }
                NumpyArray array = new NumpyArray();
                boolean columns = "F".equals(given.get(3).asText());
                fill(array, given.get(2), type, columns, latin(name, given.getFirst()));
                yield array;
            }
            case NUMPY_ARRAY,
                    DOUBLE_STORAGE,
                    FLOAT_STORAGE,
                    HALF_STORAGE,
                    BFLOAT16_STORAGE,
                    LONG_STORAGE,
                    INT_STORAGE,
                    SHORT_STORAGE,
                    CHAR_STORAGE,
                    BYTE_STORAGE,
                    BOOL_STORAGE -> throw misused(name);
        };
    }

    /** What the file adds to a value after it was made. */
    void build(Item made, Item state) {
        switch (made) {
            // The attributes of an ordered dictionary, such as PyTorch's versions of modules.
            case Mapping _ when state instanceof Mapping -> {}
            case NumpyType type
            when state instanceof Sequence(List<Item> parts) && parts.size() >= 2 ->
                type.bigEndian = ">".equals(parts.get(1).asText());
            case NumpyArray array
            when state instanceof Sequence(List<Item> parts)
                    && parts.size() == 5
                    && parts.get(2) instanceof NumpyType type -> {
                boolean columns =
                        switch (parts.get(3)) {
                            case Item.Truth(boolean value) -> value;
                            case Item.Whole(long value) -> value != 0;
                            default -> throw misused(KnownName.NUMPY_ARRAY);
                        };
                byte @Nullable [] numbers =
                        parts.get(4) instanceof Sequence ? null : latin(KnownName.NUMPY_ARRAY, parts.get(4));
                fill(array, parts.get(1), type, columns, numbers);
            }
            default ->
                throw faults.refused("pickle.what.attributes", made.getClass().getSimpleName());
        }
    }

    private Item tensor(KnownName name, List<Item> given) {
        if (given.size() < 4
                || !(given.getFirst() instanceof Storage storage)
                || !(given.get(1) instanceof Item.Whole(long offset))) {
            throw misused(name);
        }
        return Views.checked(storage, offset, numbers(name, given.get(2)), numbers(name, given.get(3)), faults);
    }

    private Item dictionary(KnownName name, List<Item> given) {
        if (given.isEmpty()) {
            return Mapping.empty();
        }
        if (given.size() != 1) {
            throw misused(name);
        }
        if (given.getFirst() instanceof Mapping whole) {
            return whole;
        }
        if (!(given.getFirst() instanceof Sequence(List<Item> pairs))) {
            throw misused(name);
        }
        Mapping mapping = Mapping.empty();
        for (Item pair : pairs) {
            if (!(pair instanceof Sequence(List<Item> both)) || both.size() != 2) {
                throw misused(name);
            }
            put(mapping.entries(), both.get(0), both.get(1));
        }
        return mapping;
    }

    /** Adds to a dictionary; the keys are plain values, so that none can be costly to compare. */
    void put(Map<Item, Item> entries, Item key, Item value) {
        switch (key) {
            case Item.Text _, Item.Whole _, Item.Truth _, Item.None _ -> entries.put(key, value);
            case Item.Bytes _ -> entries.put(new Item.Text(String.valueOf(key.asText())), value);
            default -> throw faults.refused("pickle.what.key", key.getClass().getSimpleName());
        }
    }

    private Item scalar(List<Item> given) {
        if (given.size() != 2 || !(given.getFirst() instanceof NumpyType type)) {
            throw misused(KnownName.NUMPY_SCALAR);
        }
        NumpyArray one = new NumpyArray();
        fill(one, Sequence.empty(), type, false, latin(KnownName.NUMPY_SCALAR, given.get(1)));
        Item.Tensor view = one.tensor();
        if (view == null || view.storage().bytes() == null) {
            throw faults.refused("pickle.what.type", PickleFaults.shown(type.code));
        }
        HostTensor value = Views.lay(view, view.storage().bytes());
        return switch (value.type()) {
            case F64, F32, F16, BF16 -> new Item.Real(value.floats()[0]);
            case I64, I32, I16, I8, U8 -> new Item.Whole(value.longs()[0]);
            case BOOL -> new Item.Truth(value.longs()[0] != 0);
        };
    }

    /**
     * @param numbers null where the array holds objects
     */
    private void fill(NumpyArray array, Item sizes, NumpyType type, boolean columns, byte @Nullable [] numbers) {
        ElementType elements = numpy(type.code);
        array.code = type.code;
        if (elements == null || numbers == null) {
            return;
        }
        if (type.bigEndian && elements.size() > 1) {
            throw faults.refused("pickle.what.bigEndian");
        }
        long[] shape = numbers(KnownName.NUMPY_ARRAY, sizes);
        Storage storage = new Storage(elements, "", numbers.length / elements.size(), numbers);
        array.tensor =
                Views.checked(storage, 0, shape, columns ? Views.columnMajor(shape) : Views.rowMajor(shape), faults);
        if (Views.bytes(array.tensor) != numbers.length) {
            throw faults.damaged("pickle.array");
        }
    }

    private static @Nullable ElementType numpy(String code) {
        return switch (code) {
            case "f8" -> ElementType.F64;
            case "f4" -> ElementType.F32;
            case "f2" -> ElementType.F16;
            case "i8" -> ElementType.I64;
            case "i4" -> ElementType.I32;
            case "i2" -> ElementType.I16;
            case "i1" -> ElementType.I8;
            case "u1" -> ElementType.U8;
            case "b1" -> ElementType.BOOL;
            default -> null;
        };
    }

    private <T extends Item> T first(KnownName name, List<Item> given, Class<T> kind) {
        if (given.isEmpty() || !kind.isInstance(given.getFirst())) {
            throw misused(name);
        }
        return kind.cast(given.getFirst());
    }

    private byte[] latin(KnownName name, Item item) {
        return switch (item) {
            case Item.Bytes(byte[] value) -> value;
            case Item.Text(String value)
            when value.chars().allMatch(letter -> letter < 256) -> value.getBytes(StandardCharsets.ISO_8859_1);
            default -> throw misused(name);
        };
    }

    private long[] numbers(KnownName name, Item item) {
        if (!(item instanceof Sequence(List<Item> items))) {
            throw misused(name);
        }
        List<Long> numbers = new ArrayList<>();
        for (Item number : items) {
            if (!(number instanceof Item.Whole(long value))) {
                throw misused(name);
            }
            numbers.add(value);
        }
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private InputException misused(KnownName name) {
        return faults.damaged("pickle.call", name.spelling());
    }
}
