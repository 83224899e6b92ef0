package org.triggerworkbench.app.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.Fx;

class TokensTest {
    @Test
    void colours_areThoseOfTheStyleSheets() throws IOException {
        assertMatches(Tokens.LIGHT, sheet("light.css"));
        assertMatches(Tokens.DARK, sheet("dark.css"));
    }

    private static String sheet(String file) throws IOException {
        try (InputStream in = Theme.class.getResourceAsStream("/org/triggerworkbench/app/theme/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void assertMatches(Tokens tokens, String css) {
        Map<String, Color> named = Map.of(
                "page", tokens.page(),
                "panel", tokens.panel(),
                "line", tokens.line(),
                "soft", tokens.soft(),
                "text", tokens.text(),
                "secondary", tokens.secondary(),
                "clean", tokens.clean(),
                "triggered", tokens.triggered(),
                "control", tokens.control(),
                "selected", tokens.selected());
        named.forEach((name, colour) -> {
            Matcher found = Pattern.compile("-tw-" + name + ": (#[0-9A-F]{6});").matcher(css);
            assertTrue(found.find(), name);
            assertEquals(Color.web(found.group(1)), colour, name);
        });
    }

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
