package org.triggerworkbench.app.shared;

import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;

/** A symbol as a small node, for legends. */
public final class SymbolIcon {
    private static final double RADIUS = 4.5;
    // Drawn larger than shown, so that it is sharp on fine screens too.
    private static final int FINENESS = 2;

    private SymbolIcon() {}

    /** @param hollow its outline alone */
    public static ImageView of(Symbol symbol, boolean hollow, Color colour) {
        SymbolMask mask = SymbolMask.of(symbol, hollow, RADIUS * FINENESS);
        int rgb = Argb.of(colour) & 0xffffff;
        int[] pixels = new int[mask.coverage().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = Math.min(255, mask.coverage()[i]) << 24 | rgb;
        }
        WritableImage image = new WritableImage(mask.side(), mask.side());
        image.getPixelWriter()
                .setPixels(0, 0, mask.side(), mask.side(), PixelFormat.getIntArgbInstance(), pixels, 0, mask.side());
        ImageView view = new ImageView(image);
        view.setFitWidth((double) mask.side() / FINENESS);
        view.setFitHeight((double) mask.side() / FINENESS);
        return view;
    }
}
