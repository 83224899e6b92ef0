package org.triggerworkbench.app.embedding.scatter;

import java.util.List;

/**
 * How a cloud is drawn.
 *
 * @param panel colour behind it, opaque ARGB
 * @param line colour of the lines between clean and triggered, opaque ARGB
 * @param selected colour around points that stand out, opaque ARGB
 * @param fineness pixels a unit of length of the window, 1 or above
 */
public record PointTheme(int panel, int line, int selected, List<PointStyle> styles, double fineness) {
    public PointTheme {
        styles = List.copyOf(styles);
    }
}
