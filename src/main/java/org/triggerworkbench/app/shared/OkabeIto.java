package org.triggerworkbench.app.shared;

import java.util.List;
import javafx.scene.paint.Color;

/**
 * The colours of classes: the eight of Okabe and Ito (2008), told apart with any colour vision. Those too pale for a white
 * panel, or too dark for a dark one, are taken darker or paler, so that each has a contrast of at least 3 on its panel.
 */
public final class OkabeIto {
    private static final List<Color> LIGHT = List.of(
            Color.web("#0072B2"),
            Color.web("#B07700"),
            Color.web("#009E73"),
            Color.web("#BF6497"),
            Color.web("#D55E00"),
            Color.web("#2A8BC4"),
            Color.web("#968B00"),
            Color.web("#1B2027"));
    private static final List<Color> DARK = List.of(
            Color.web("#3D8FD1"),
            Color.web("#E69F00"),
            Color.web("#00B083"),
            Color.web("#CC79A7"),
            Color.web("#E8702A"),
            Color.web("#56B4E9"),
            Color.web("#F0E442"),
            Color.web("#E8EBEF"));

    /** How many there are. */
    public static final int COUNT = LIGHT.size();

    private OkabeIto() {}

    /** The colour of a class; after {@link #COUNT} classes they come again, with other symbols. */
    public static Color of(int index, boolean dark) {
        return (dark ? DARK : LIGHT).get(Math.floorMod(index, COUNT));
    }
}
