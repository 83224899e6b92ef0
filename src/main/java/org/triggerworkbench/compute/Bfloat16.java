package org.triggerworkbench.compute;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.triggerworkbench.text.AllowedBecause;

/**
 * Tensors of bfloat16: the sign and exponent of float32, and 8 bits of its precision. Processors that multiply in it take less
 * than half the time. The engine's Java side ends the process when it is asked for this type, so that PyTorch is asked by a
 * script of one line; what comes out is of a type that the Java side calls unknown.
 *
 * <p>{@code bfloat16.pt} is {@code torch.jit.script} of a module whose {@code forward(self, x: Tensor)} is
 * {@code return x.to(torch.bfloat16)}.
 */
@AllowedBecause("the engine has no other way to this type")
public final class Bfloat16 implements AutoCloseable {
    private static final Pattern FAST = Pattern.compile("^(flags|Features)\\s*:.*\\b(avx512_bf16|amx_bf16|bf16)\\b.*");

    private final PtSymbolBlock cast;

    public Bfloat16(Compute compute) {
        try (InputStream script =
                Objects.requireNonNull(Bfloat16.class.getResourceAsStream("bfloat16.pt"), "bfloat16.pt is missing")) {
            cast = JniUtils.loadModule((PtNDManager) compute.manager(), script, true, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JniUtils.enableInferenceMode(cast);
    }

    /** Whether this machine's processor multiplies in bfloat16; false where the system does not tell, as outside Linux. */
    public static boolean isFast() {
        return Known.FAST;
    }

    /** Whether the lines of {@code /proc/cpuinfo} tell of such a processor. */
    static boolean isFast(Stream<String> lines) {
        return lines.anyMatch(line -> FAST.matcher(line).matches());
    }

    /** The tensor in bfloat16, in the caller's scope. */
    public NDArray of(NDArray tensor) {
        // The engine would read a name with a dot as a dictionary argument; a view has no name.
        NDArray plain = tensor.getName() == null ? tensor : tensor.reshape(tensor.getShape());
        return IValueUtils.forward(cast, new NDList(plain), false).singletonOrThrow();
    }

    /** Softmax over the last axis of a tensor of bfloat16, computed in float32, which the engine can be asked for. */
    public NDArray softmax(NDArray scores) {
        return of(toFloat(scores).softmax(-1));
    }

    /** A tensor of bfloat16 in float32. */
    public static NDArray toFloat(NDArray tensor) {
        return tensor.toType(DataType.FLOAT32, true);
    }

    @Override
    public void close() {
        cast.close();
    }

    private static final class Known {
        static final boolean FAST = read();

        private static boolean read() {
            try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
                return isFast(lines);
            } catch (IOException | UncheckedIOException e) {
                return false;
            }
        }
    }
}
