package org.triggerworkbench.compute;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;

import ai.djl.pytorch.jni.LibUtils;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * Whether the engine's convolutions on the processor go through oneDNN, which chooses its code by the processor and can be wrong
 * there (see {@link EngineArithmetic}). It is held against exact sums once a process, before anything else is computed, and
 * turned off where it is wrong: PyTorch then multiplies matrices instead, which is right and slower. NNPACK, which would take
 * its place for some batch sizes, goes with it, so that an answer does not hang on the batch that it was computed in.
 */
@SuppressWarnings("restricted")
public final class OneDnn {
    private static final Logger LOG = LoggerFactory.getLogger(OneDnn.class);
    private static final Messages TEXT = Messages.of(OneDnn.class);

    /** The setting that turns it off unasked: {@code -Dworkbench.onednn=off}. */
    private static final String SETTING = "workbench.onednn";

    /** Those of pictures, whose gradients were wrong, and a number that blocks of 8 and of 16 are padded for, where all was. */
    private static final List<Integer> CHANNELS = List.of(3, 20);

    private static final String NNPACK = "setUserEnabledNNPACK";

    private static final boolean IS_WINDOWS = System.getProperty("os.name", "").startsWith("Windows");

    private static volatile boolean used = true;
    private static boolean asked;

    private OneDnn() {}

    /** Whether the engine uses it; true before the engine is started. */
    public static boolean isUsed() {
        return used;
    }

    /** The newest instructions it may use, such as {@code SSE41}; empty where that is for the processor to say. */
    public static Optional<String> limit() {
        return Optional.ofNullable(NativeSettings.held().get(OneDnnLimit.NAME));
    }

    /** Whether it is used and may multiply in bfloat16 where the processor can. */
    public static boolean isUsedForBfloat16() {
        return used && OneDnnLimit.allowsBfloat16(limit().orElse(null));
    }

    /**
     * Asks once a process.
     *
     * @throws InputException if convolutions are wrong with and without it
     */
    static synchronized void prove(Compute compute) {
        if (asked) {
            return;
        }
        if (System.getProperty(SETTING, "").equals("off")) {
            turnOff();
        }
        prove(() -> isRight(compute), OneDnn::turnOff);
        if (used && OneDnnLimit.needed().isPresent()) {
            silenceNnpack();
        }
        asked = true;
    }

    /** The same of any arithmetic. */
    static void prove(BooleanSupplier isRight, Runnable turnOff) {
        if (isRight.getAsBoolean()) {
            return;
        }
        try {
            turnOff.run();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("oneDNN could not be turned off", e);
        }
        boolean mended = isRight.getAsBoolean();
        String sentence = TEXT.get(mended ? "onednn.off" : "onednn.wrong");
        EngineFault.keep(sentence);
        if (!mended) {
            throw new InputException(sentence);
        }
        LOG.warn(sentence);
    }

    /** NNPACK does not know a processor that hides its caches, and would say so at each small convolution. */
    private static void silenceNnpack() {
        try {
            turnOff(List.of(NNPACK));
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("NNPACK could not be turned off", e);
        }
    }

    private static boolean isRight(Compute compute) {
        return CHANNELS.stream().allMatch(channels -> EngineArithmetic.isConvolutionRight(compute, channels)
                .join());
    }

    /** By the two functions behind {@code torch.backends.mkldnn.enabled} and {@code torch.backends.nnpack.enabled}. */
    private static void turnOff() {
        turnOff(List.of("setUserEnabledMkldnn", NNPACK));
        used = false;
    }

    private static void turnOff(List<String> setters) {
        Path library = Path.of(LibUtils.getLibtorchPath(), System.mapLibraryName("torch_cpu"));
        SymbolLookup torch = SymbolLookup.libraryLookup(library, Arena.global());
        try {
            MethodHandle context = handle(
                    torch,
                    IS_WINDOWS ? "?globalContext@at@@YAAEAVContext@1@XZ" : "_ZN2at13globalContextEv",
                    FunctionDescriptor.of(ADDRESS));
            MemorySegment settings = (MemorySegment) context.invokeExact();
            for (String setter : setters) {
                MethodHandle set = handle(
                        torch,
                        IS_WINDOWS
                                ? "?" + setter + "@Context@at@@QEAAX_N@Z"
                                : "_ZN2at7Context" + setter.length() + setter + "Eb",
                        FunctionDescriptor.ofVoid(ADDRESS, JAVA_BOOLEAN));
                set.invokeExact(settings, false);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            // A method handle declares them all.
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle handle(SymbolLookup library, String name, FunctionDescriptor takes) {
        return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), takes);
    }
}
