package org.triggerworkbench.app.shared;

import java.util.Locale;
import org.triggerworkbench.evaluation.Interval;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.text.Messages;

/** Numbers as people read them: rates in percent with one decimal, with their counts beside them. */
public final class Format {
    private static final Messages TEXT = Messages.of(Format.class);

    private Format() {}

    /** Such as 98.3%; a dash where nothing was counted. */
    public static String percent(double fraction) {
        return Double.isNaN(fraction) ? TEXT.get("rate.none") : String.format(Locale.ROOT, "%.1f%%", 100 * fraction);
    }

    /** Such as 98.3%. */
    public static String percent(Rate rate) {
        return percent(rate.value());
    }

    /** Such as "57 of 58, 90.9 to 99.7". */
    public static String counts(Rate rate) {
        if (!rate.isDefined()) {
            return TEXT.get("rate.uncounted");
        }
        Interval interval = rate.wilson();
        return TEXT.get(
                "rate.counts",
                whole(rate.hits()),
                whole(rate.n()),
                number(100 * interval.low(), 1),
                number(100 * interval.high(), 1));
    }

    /** Such as 2,000. */
    public static String whole(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** With a fixed number of decimals, so that numbers do not dance. */
    public static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
