package org.triggerworkbench.compute;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings that the engine's libraries take from the environment of the process, set from within it: neither an installed
 * program nor a plain {@code java} could be started with them. What the user has set stays.
 */
@SuppressWarnings("restricted")
public final class NativeSettings {
    private static final Logger LOG = LoggerFactory.getLogger(NativeSettings.class);

    /**
     * Read once by the OpenMP library while it is loaded: the engine's threads sleep while they wait for each other, since
     * spinning takes the cores from the window. The first is for GNU's library, the second for Intel's.
     */
    static final Map<String, String> OPEN_MP =
            new TreeMap<>(Map.of("OMP_WAIT_POLICY", "PASSIVE", "KMP_BLOCKTIME", "0"));

    private static final String MMAP_THRESHOLD = "MALLOC_MMAP_THRESHOLD_";
    private static final String TRIM_THRESHOLD = "MALLOC_TRIM_THRESHOLD_";
    /** The numbers of those two in glibc's malloc.h. */
    private static final int M_MMAP_THRESHOLD = -3;

    private static final int M_TRIM_THRESHOLD = -1;
    private static final List<String> NAMES =
            List.of("OMP_WAIT_POLICY", "KMP_BLOCKTIME", OneDnnLimit.NAME, MMAP_THRESHOLD, TRIM_THRESHOLD);
    /** Memory of freed tensors is kept for the next step instead of being given back and faulted in anew. In bytes. */
    private static final int MAPPED_FROM = 32 << 20;

    private static final int GIVEN_BACK_FROM = 1 << 30;

    /** What was set here; read by other threads later. */
    private static final Map<String, String> MADE = new ConcurrentHashMap<>();

    private NativeSettings() {}

    /** The settings that hold now, by name: the user's, and those made here where the user had none. */
    public static Map<String, String> held() {
        Map<String, String> held = new TreeMap<>(MADE);
        for (String name : NAMES) {
            String own = System.getenv(name);
            if (own != null) {
                held.put(name, own);
            }
        }
        return held;
    }

    /**
     * Applies them, once. To be called before there are other threads, which might be reading the environment, and before
     * the engine is loaded. Where the system lacks a function the program works without, only slower.
     */
    public static void apply() {
        Once.DONE.run();
    }

    private static final class Once {
        static final Runnable DONE = () -> {};

        static {
            try {
                set();
            } catch (Throwable e) {
                // A method handle declares them all; none of them is a reason not to start.
                LOG.warn("the engine's native settings could not be made", e);
            }
        }
    }

    private static Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>(OPEN_MP);
        OneDnnLimit.needed().ifPresent(limit -> variables.put(OneDnnLimit.NAME, limit));
        return variables;
    }

    private static void set() throws Throwable {
        Linker linker = Linker.nativeLinker();
        if (System.getProperty("os.name", "").startsWith("Windows")) {
            setOnWindows(linker);
            return;
        }
        SymbolLookup libc = linker.defaultLookup();
        MethodHandle setenv = linker.downcallHandle(
                libc.findOrThrow("setenv"), FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            for (Map.Entry<String, String> setting : variables().entrySet()) {
                int _ = (int) setenv.invokeExact(
                        arena.allocateFrom(setting.getKey()), arena.allocateFrom(setting.getValue()), 0);
                MADE.put(setting.getKey(), setting.getValue());
            }
        }
        // Only glibc has it. It read the environment when the process began, so that it is too late to set that.
        MemorySegment mallopt = libc.find("mallopt").orElse(null);
        if (mallopt != null) {
            MethodHandle tell = linker.downcallHandle(mallopt, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
            if (System.getenv(MMAP_THRESHOLD) == null) {
                int _ = (int) tell.invokeExact(M_MMAP_THRESHOLD, MAPPED_FROM);
                MADE.put(MMAP_THRESHOLD, Integer.toString(MAPPED_FROM));
            }
            if (System.getenv(TRIM_THRESHOLD) == null) {
                int _ = (int) tell.invokeExact(M_TRIM_THRESHOLD, GIVEN_BACK_FROM);
                MADE.put(TRIM_THRESHOLD, Integer.toString(GIVEN_BACK_FROM));
            }
        }
    }

    private static void setOnWindows(Linker linker) throws Throwable {
        SymbolLookup kernel = SymbolLookup.libraryLookup("kernel32", Arena.global());
        MethodHandle set = linker.downcallHandle(
                kernel.findOrThrow("SetEnvironmentVariableW"), FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            for (Map.Entry<String, String> setting : variables().entrySet()) {
                if (System.getenv(setting.getKey()) == null) {
                    int _ = (int) set.invokeExact(
                            arena.allocateFrom(setting.getKey(), StandardCharsets.UTF_16LE),
                            arena.allocateFrom(setting.getValue(), StandardCharsets.UTF_16LE));
                    MADE.put(setting.getKey(), setting.getValue());
                }
            }
        }
    }
}
