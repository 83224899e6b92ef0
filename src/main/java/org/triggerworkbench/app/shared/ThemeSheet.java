package org.triggerworkbench.app.shared;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javafx.scene.paint.Color;

/**
 * The style sheet of a theme: AtlantaFX's, above it our colours, above them theme.css, which gives both AtlantaFX's and Modena's
 * names to ours. It is a user agent's, so that every window has it: pop-ups, menus, dialogs and tooltips too.
 */
final class ThemeSheet {
    private static final String OURS = "/org/triggerworkbench/app/theme.css";

    private ThemeSheet() {}

    /** As a data URI. */
    static String of(Tokens tokens) {
        String atlanta =
                tokens.dark() ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet();
        String css = text(atlanta.replaceFirst("\\.bss$", ".css")) + colours(tokens) + text(OURS);
        return "data:text/css;base64," + Base64.getEncoder().encodeToString(css.getBytes(StandardCharsets.UTF_8));
    }

    /** Our colours as looked-up ones. */
    private static String colours(Tokens tokens) {
        Map<String, Color> named = new LinkedHashMap<>();
        named.put("page", tokens.page());
        named.put("panel", tokens.panel());
        named.put("line", tokens.line());
        named.put("soft", tokens.soft());
        named.put("text", tokens.text());
        named.put("secondary", tokens.secondary());
        named.put("clean", tokens.clean());
        named.put("triggered", tokens.triggered());
        named.put("control", tokens.control());
        named.put("selected", tokens.selected());
        named.put("selected-soft", tokens.selectedSoft());
        named.put("on-selected", tokens.onSelected());
        StringBuilder css = new StringBuilder("\n.root {\n");
        named.forEach((name, colour) ->
                css.append("-tw-").append(name).append(": ").append(web(colour)).append(";\n"));
        return css.append("}\n").toString();
    }

    private static String web(Color colour) {
        return String.format(
                "#%02X%02X%02X",
                Math.round(255 * colour.getRed()),
                Math.round(255 * colour.getGreen()),
                Math.round(255 * colour.getBlue()));
    }

    private static String text(String resource) {
        String path = resource.startsWith("/") ? resource : "/" + resource;
        try (InputStream in = ThemeSheet.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the program lacks its own " + path, e);
        }
    }
}
