package org.triggerworkbench.app.paint.document;

import org.jspecify.annotations.Nullable;

/** Draws words as crisp pixels. */
@FunctionalInterface
public interface Letters {
    /**
     * @param words one line
     * @param size of the letters, in pixels
     * @param colour 0xAARRGGBB
     * @return just as large as the words; null where they show nothing
     */
    @Nullable
    Sprite draw(String words, int size, int colour);
}
