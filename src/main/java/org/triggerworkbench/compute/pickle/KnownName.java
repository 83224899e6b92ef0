package org.triggerworkbench.compute.pickle;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.HostTensor.ElementType;

/** Every name a file may ask for. What each does is written in {@link KnownCalls}; none is looked up anywhere. */
enum KnownName {
    REBUILD_TENSOR("torch._utils._rebuild_tensor"),
    REBUILD_TENSOR_V2("torch._utils._rebuild_tensor_v2"),
    REBUILD_PARAMETER("torch._utils._rebuild_parameter"),
    SIZE("torch.Size"),
    DEVICE("torch.device"),
    ORDERED_DICT("collections.OrderedDict"),
    COUNTER("collections.Counter"),
    SET("builtins.set", "__builtin__.set"),
    FROZEN_SET("builtins.frozenset", "__builtin__.frozenset"),
    BYTES("builtins.bytes", "__builtin__.bytes"),
    BYTE_ARRAY("builtins.bytearray", "__builtin__.bytearray"),
    ENCODE("_codecs.encode"),
    NUMPY_RECONSTRUCT("numpy.core.multiarray._reconstruct", "numpy._core.multiarray._reconstruct"),
    NUMPY_SCALAR("numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar"),
    NUMPY_FROM_BUFFER("numpy.core.numeric._frombuffer", "numpy._core.numeric._frombuffer"),
    NUMPY_ARRAY("numpy.ndarray"),
    NUMPY_TYPE("numpy.dtype"),
    DOUBLE_STORAGE(ElementType.F64, "torch.DoubleStorage"),
    FLOAT_STORAGE(ElementType.F32, "torch.FloatStorage"),
    HALF_STORAGE(ElementType.F16, "torch.HalfStorage"),
    BFLOAT16_STORAGE(ElementType.BF16, "torch.BFloat16Storage"),
    LONG_STORAGE(ElementType.I64, "torch.LongStorage"),
    INT_STORAGE(ElementType.I32, "torch.IntStorage"),
    SHORT_STORAGE(ElementType.I16, "torch.ShortStorage"),
    CHAR_STORAGE(ElementType.I8, "torch.CharStorage"),
    BYTE_STORAGE(ElementType.U8, "torch.ByteStorage"),
    BOOL_STORAGE(ElementType.BOOL, "torch.BoolStorage");

    private static final Map<String, KnownName> BY_SPELLING = new HashMap<>();

    static {
        Arrays.stream(values()).forEach(known -> known.spellings.forEach(spelling -> BY_SPELLING.put(spelling, known)));
    }

    private final @Nullable ElementType elements;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> spellings;

    KnownName(String... spellings) {
        this(null, spellings);
    }

    KnownName(@Nullable ElementType elements, String... spellings) {
        this.elements = elements;
        this.spellings = List.of(spellings);
    }

    /** The name of a module and a name in it; null if it is none of these. */
    static @Nullable KnownName of(String module, String name) {
        return BY_SPELLING.get(module + "." + name);
    }

    /** What a storage of this name holds; null for other names. */
    @Nullable
    ElementType elements() {
        return elements;
    }

    String spelling() {
        return spellings.getFirst();
    }
}
