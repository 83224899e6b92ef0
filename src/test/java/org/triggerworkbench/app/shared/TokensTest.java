package org.triggerworkbench.app.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.Fx;

class TokensTest {
    @Test
    void figures_allHaveOneWidth() {
        Fx.run(() -> {
            new Theme();
            for (String family : new String[] {"Open Sans", "Open Sans Semibold"}) {
                var font = Font.font(family, 13);
                assertTrue(font.getFamily().startsWith("Open Sans"), font.getFamily());
                double width = width("0", font);
                for (char digit = '1'; digit <= '9'; digit++) {
                    assertEquals(width, width(String.valueOf(digit), font), 1e-6, family + " " + digit);
                }
            }
        });
    }

    private static double width(String text, Font font) {
        var node = new Text(text);
        node.setFont(font);
        return node.getLayoutBounds().getWidth();
    }
}
