package org.triggerworkbench.compute;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The newest instructions that oneDNN may use, by the variable it reads once. On an AMD EPYC of family 26 in a virtual machine that
 * hides its caches its convolutions are wrong with AVX and all that came after, and right with SSE4.1, which still evaluates small
 * convolutional networks in less than half the time that going without oneDNN takes. So it is limited there before it is loaded;
 * whether that helps is proved as anywhere else ({@link OneDnn}).
 */
final class OneDnnLimit {
    /** The variable. */
    static final String NAME = "ONEDNN_MAX_CPU_ISA";

    private static final String RIGHT = "SSE41";
    private static final int FAMILY = 26;
    private static final Pattern FAMILY_LINE = Pattern.compile("(?m)^cpu family\\s*: (\\d+)$");
    private static final Pattern OLD = Pattern.compile("SSE41|AVX|AVX2|AVX2_VNNI|AVX512_CORE|AVX512_CORE_VNNI");

    private OneDnnLimit() {}

    /** What this machine needs; empty where oneDNN may use what the processor has, and outside Linux. */
    static Optional<String> needed() {
        if (Files.exists(Path.of("/sys/devices/system/cpu/cpu0/cache/index0"))) {
            return Optional.empty();
        }
        try {
            String told = Files.readString(Path.of("/proc/cpuinfo"), StandardCharsets.ISO_8859_1);
            return isOfThatFamily(told) ? Optional.of(RIGHT) : Optional.empty();
        } catch (IOException e) {
            // No Linux.
            return Optional.empty();
        }
    }

    /**
     * Whether a processor is like the one that was seen, or newer.
     *
     * @param told {@code /proc/cpuinfo}
     */
    static boolean isOfThatFamily(String told) {
        Matcher family = FAMILY_LINE.matcher(told);
        return told.contains("AuthenticAMD") && family.find() && Integer.parseInt(family.group(1)) >= FAMILY;
    }

    /** Whether oneDNN has code for bfloat16 within a limit; null where there is none. */
    static boolean allowsBfloat16(@Nullable String limit) {
        return limit == null || !OLD.matcher(limit).matches();
    }
}
