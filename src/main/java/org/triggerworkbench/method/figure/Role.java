package org.triggerworkbench.method.figure;

import java.util.Locale;

/** What a colour means, the same in every drawing. */
public enum Role {
    CLEAN,
    TRIGGERED,
    CONTROL;

    /** The style class that sets the colour. */
    public String css() {
        return name().toLowerCase(Locale.ROOT);
    }
}
