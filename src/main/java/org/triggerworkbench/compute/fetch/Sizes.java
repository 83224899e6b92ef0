package org.triggerworkbench.compute.fetch;

import java.util.Locale;

/** Sizes for people. */
public final class Sizes {
    private static final double MIB = 1 << 20;
    private static final double GIB = 1 << 30;

    private Sizes() {}

    /** Such as {@code 2.4 GiB} or {@code 310 MiB}. */
    public static String shown(long bytes) {
        return bytes >= GIB
                ? String.format(Locale.ROOT, "%.1f GiB", bytes / GIB)
                : String.format(Locale.ROOT, "%.0f MiB", Math.ceil(bytes / MIB));
    }
}
