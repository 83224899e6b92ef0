package org.triggerworkbench.app.shared;

import java.util.List;

/**
 * The symbols of classes. With the colours of {@link OkabeIto} the first {@link #PAIRS} classes all look different, and
 * neighbouring ones differ in colour and symbol both.
 */
public final class ClassSymbols {
    private static final List<Symbol> SYMBOLS =
            List.of(Symbol.CIRCLE, Symbol.SQUARE, Symbol.DIAMOND, Symbol.PLUS, Symbol.CROSS, Symbol.STAR, Symbol.DOWN);

    /** Classes before a pair of colour and symbol comes again. */
    public static final int PAIRS = OkabeIto.COUNT * SYMBOLS.size();

    private ClassSymbols() {}

    /** The symbol of a class. */
    public static Symbol of(int index) {
        return SYMBOLS.get((index % OkabeIto.COUNT + index / OkabeIto.COUNT) % SYMBOLS.size());
    }
}
