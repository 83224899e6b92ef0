package org.triggerworkbench.app.training.form;

import java.math.BigDecimal;
import java.math.MathContext;
import org.triggerworkbench.method.Parameter;

/**
 * Where on a slider a number lies. The scale is bent so that the usual value lies near the middle: a share of 0.05 of 1 must
 * be as easy to set as 0.5.
 *
 * @param bend power of the slider's place; 1 is straight
 */
record SliderScale(double least, double most, boolean whole, double bend) {
    private static final double MIDDLE = 0.4;
    private static final double MOST_BENT = 6;
    private static final int DIGITS = 2;

    static SliderScale of(Parameter.Numeric number, double usual) {
        double share = (usual - number.least()) / (number.most() - number.least());
        double bend = share <= 0 ? MOST_BENT / 2 : Math.log(share) / Math.log(MIDDLE);
        return new SliderScale(number.least(), number.most(), number.whole(), Math.clamp(bend, 1, MOST_BENT));
    }

    /** Place in [0, 1] of a value. */
    double place(double value) {
        return Math.pow(Math.clamp((value - least) / (most - least), 0, 1), 1 / bend);
    }

    /** Value at a place, rounded to what the user would write. */
    double value(double place) {
        double exact = least + (most - least) * Math.pow(Math.clamp(place, 0, 1), bend);
        double round = whole
                ? Math.rint(exact)
                : new BigDecimal(exact).round(new MathContext(DIGITS)).doubleValue();
        return Math.clamp(round, least, most);
    }
}
