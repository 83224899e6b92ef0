package org.triggerworkbench.app.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;

/** Colours and symbols of classes can be told from the panel and from one another. */
class ClassPaletteTest {
    @Test
    void eachColour_hasContrastThreeOnItsPanel() {
        for (Tokens tokens : new Tokens[] {Tokens.LIGHT, Tokens.DARK}) {
            for (int k = 0; k < OkabeIto.COUNT; k++) {
                assertTrue(contrast(OkabeIto.of(k, tokens.dark()), tokens.panel()) >= 3, k + " " + tokens.dark());
            }
            for (int i = 0; i <= 20; i++) {
                double contrast = contrast(Ramp.of(i / 20.0, tokens.dark()), tokens.panel());
                assertTrue(contrast >= 2.95, i + " " + tokens.dark() + " " + contrast);
            }
        }
    }

    @Test
    void ramp_growsOnlyStrongerOnItsPanel() {
        for (Tokens tokens : new Tokens[] {Tokens.LIGHT, Tokens.DARK}) {
            for (int i = 1; i <= 20; i++) {
                assertTrue(contrast(Ramp.of(i / 20.0, tokens.dark()), tokens.panel())
                        > contrast(Ramp.of((i - 1) / 20.0, tokens.dark()), tokens.panel()));
            }
        }
    }

    @Test
    void firstClasses_allLookDifferent_andNeighboursDifferInBoth() {
        Set<String> seen = new HashSet<>();
        for (int k = 0; k < ClassSymbols.PAIRS; k++) {
            assertTrue(seen.add(OkabeIto.of(k, false) + " " + ClassSymbols.of(k)), "class " + k);
            assertNotEquals(ClassSymbols.of(k), Symbol.TRIANGLE);
            assertNotEquals(OkabeIto.of(k, false), OkabeIto.of(k + 1, false));
            assertNotEquals(ClassSymbols.of(k), ClassSymbols.of(k + 1));
        }
    }

    @Test
    void mix_takesItsShareOfEachChannel() {
        assertEquals(0xff112233, Argb.mix(0xff112233, 0xffffffff, 256));
        assertEquals(0xffffffff, Argb.mix(0xff112233, 0xffffffff, 0));
        assertEquals(0xff804020, Argb.mix(0xffff8040, 0xff010000, 128));
    }

    private static double contrast(Color a, Color b) {
        double one = luminance(a) + 0.05;
        double other = luminance(b) + 0.05;
        return Math.max(one, other) / Math.min(one, other);
    }

    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(double value) {
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
