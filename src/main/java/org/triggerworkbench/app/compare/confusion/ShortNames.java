package org.triggerworkbench.app.compare.confusion;

import java.util.HashMap;
import java.util.Map;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/** Names cut in the middle to fit a width, for what is drawn by hand. */
final class ShortNames {
    private static final String GAP = "…";

    private final Font font;
    private final Text ruler = new Text();
    private final Map<String, String> cut = new HashMap<>();
    private double width;

    ShortNames(Font font) {
        this.font = font;
        ruler.setFont(font);
    }

    Font font() {
        return font;
    }

    /** The name, or its beginning and end. */
    String fit(String name, double room) {
        if (room != width) {
            cut.clear();
            width = room;
        }
        return cut.computeIfAbsent(name, this::shorten);
    }

    private String shorten(String name) {
        if (measure(name) <= width) {
            return name;
        }
        int low = 0;
        int high = name.length() - 1;
        while (low < high) {
            int kept = (low + high + 1) / 2;
            if (measure(ends(name, kept)) <= width) {
                low = kept;
            } else {
                high = kept - 1;
            }
        }
        return ends(name, low);
    }

    private static String ends(String name, int kept) {
        int head = (kept + 1) / 2;
        return name.substring(0, head) + GAP + name.substring(name.length() - (kept - head));
    }

    double measure(String text) {
        ruler.setText(text);
        return ruler.getLayoutBounds().getWidth();
    }
}
