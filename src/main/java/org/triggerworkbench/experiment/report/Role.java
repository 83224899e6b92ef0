package org.triggerworkbench.experiment.report;

import java.util.Locale;

/** What a colour means, the same in every drawing. */
public enum Role {
    CLEAN,
    TRIGGERED,
    CONTROL;

    /** The style class that sets the colour. */
    String css() {
        return name().toLowerCase(Locale.ROOT);
    }
}
