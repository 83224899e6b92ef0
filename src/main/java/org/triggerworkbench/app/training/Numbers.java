package org.triggerworkbench.app.training;

import java.math.BigDecimal;
import java.util.Locale;

/** Numbers as fields show them. */
final class Numbers {
    private Numbers() {}

    /** The shortest way to write a value: 6, 0.05, 0.0001. */
    static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    /** With a comma between thousands: 1,240. */
    static String counted(double value) {
        return String.format(Locale.ROOT, "%,d", Math.round(value));
    }
}
