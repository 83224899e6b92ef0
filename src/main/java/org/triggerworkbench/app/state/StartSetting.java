package org.triggerworkbench.app.state;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is read once, at the start: from {@code -D} where it was given so, else from what the user chose in the window, which
 * is put in that place. An empty value is the usual one.
 */
public enum StartSetting {
    /** Processor threads of an operation. */
    THREADS("workbench.threads"),
    /** Where natives and bundled models are unpacked. */
    CACHE("workbench.cache"),
    /** A libtorch that the engine computes with in place of its own, such as one for CUDA. */
    LIBTORCH("workbench.libtorch"),
    /** Where runs, sessions and the log lie. */
    DATA("workbench.data"),
    /** A language tag such as {@code de}. */
    LANGUAGE("workbench.language"),
    /** Whether each run writes its curves for TensorBoard, too: {@code true}, or empty. */
    TENSOR_BOARD("workbench.tensorboard");

    /** What was put into properties because the user chose it: another value there was given. */
    private static final Map<StartSetting, String> FROM_USER = new ConcurrentHashMap<>();

    private final String property;

    StartSetting(String property) {
        this.property = property;
    }

    /** Puts what the user chose where {@code -D} would stand, unless that was given. To be called before anything reads it. */
    public static void apply(Settings settings) {
        for (StartSetting each : values()) {
            String chosen = settings.chosen(each);
            if (!each.isGiven() && !chosen.isEmpty()) {
                System.setProperty(each.property, chosen);
                FROM_USER.put(each, chosen);
            }
        }
    }

    /** Whether it was given with {@code -D}, which outranks what the user chooses. */
    public boolean isGiven() {
        return !inUse().isEmpty() && !inUse().equals(FROM_USER.get(this));
    }

    /** What this start runs with; empty for the usual. */
    public String inUse() {
        return System.getProperty(property, "");
    }

    /** Name of the system property. */
    public String property() {
        return property;
    }
}
