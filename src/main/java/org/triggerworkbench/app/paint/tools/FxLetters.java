package org.triggerworkbench.app.paint.tools;

import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.paint.document.Box;
import org.triggerworkbench.app.paint.document.Letters;
import org.triggerworkbench.app.paint.document.Sprite;
import org.triggerworkbench.app.shared.Theme;

/** Words in the window's own font, each pixel set or not: a trigger has no use for half-covered edges. Window thread only. */
public final class FxLetters implements Letters {
    private static final int HALF = 128;

    @Override
    public @Nullable Sprite draw(String words, int size, int colour) {
        if (words.isBlank()) {
            return null;
        }
        Text text = new Text(words);
        text.setFont(Font.font(Theme.FONT + " Semibold", size));
        text.setFill(Color.BLACK);
        SnapshotParameters clear = new SnapshotParameters();
        clear.setFill(Color.TRANSPARENT);
        WritableImage image = text.snapshot(clear, null);
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        PixelReader reader = image.getPixelReader();
        int[] pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = reader.getArgb(i % width, i / width) >>> 24 >= HALF ? colour : 0;
        }
        Sprite drawn = new Sprite(width, height, pixels);
        Box box = drawn.bounds();
        return box == null ? null : drawn.crop(box);
    }
}
