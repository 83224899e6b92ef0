package org.triggerworkbench.compute.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.text.InputException;

/** Finds NaN and infinite elements. */
public final class FiniteValues {
    private FiniteValues() {}

    /** The name of the first tensor, in the map's order, that holds NaN or an infinity; integer types never do. */
    public static Optional<String> firstNonFinite(Map<String, HostTensor> tensors) {
        return tensors.entrySet().stream()
                .filter(entry -> !isFinite(entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Whether every element is a finite number. */
    public static boolean isFinite(HostTensor tensor) {
        ByteBuffer buffer = ByteBuffer.wrap(tensor.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        return switch (tensor.type()) {
            case F64 -> {
                boolean finite = true;
                while (finite && buffer.hasRemaining()) {
                    finite = Double.isFinite(buffer.getDouble());
                }
                yield finite;
            }
            case F32 -> {
                boolean finite = true;
                while (finite && buffer.hasRemaining()) {
                    finite = Float.isFinite(buffer.getFloat());
                }
                yield finite;
            }
            case F16 -> exponentsBelow(buffer, 0x7c00);
            case BF16 -> exponentsBelow(buffer, 0x7f80);
            case I64, I32, I16, I8, U8, BOOL -> true;
        };
    }

    /**
     * Refuses tensors of a file that hold NaN or infinities.
     *
     * @throws InputException naming the file and the first such tensor
     */
    public static void require(Path file, Map<String, HostTensor> tensors) {
        firstNonFinite(tensors).ifPresent(name -> {
            throw TensorFileFaults.about(file, "tensors.nan", name);
        });
    }

    /** In both 16-bit formats NaN and infinity, and only they, have every exponent bit set. */
    private static boolean exponentsBelow(ByteBuffer buffer, int mask) {
        while (buffer.hasRemaining()) {
            if ((buffer.getShort() & mask) == mask) {
                return false;
            }
        }
        return true;
    }
}
