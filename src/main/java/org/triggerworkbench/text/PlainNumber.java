package org.triggerworkbench.text;

import java.math.BigDecimal;

/** Numbers as people and files write them: 12, 0.1, 0.0001. */
public final class PlainNumber {
    private PlainNumber() {}

    /** As many digits as tell the number from its neighbours; below 1e15 without exponent and ".0". */
    public static String of(double value) {
        if (!(Math.abs(value) < 1e15)) {
            return Double.toString(value);
        }
        return value == Math.rint(value)
                ? Long.toString((long) value)
                : new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }
}
