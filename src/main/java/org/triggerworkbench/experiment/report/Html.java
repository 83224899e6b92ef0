package org.triggerworkbench.experiment.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.triggerworkbench.method.figure.Role;

/** Pieces of HTML. Texts given by callers are escaped here; parameters named {@code html} are taken as they are. */
public final class Html {
    /** Lines over bars that mean something triggered, for all drawings of a page. */
    private static final String HATCH =
            "<svg style=\"position:absolute;width:0;height:0\" aria-hidden=\"true\"><pattern id=\"hatch\""
                    + " width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
                    + "<rect class=\"lines\" width=\"1.5\" height=\"5\"/></pattern></svg>";

    private Html() {}

    /** A text safe between tags and inside quoted attributes. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** A whole page, light or dark as the reader's system wants, that loads nothing. */
    public static String page(String title, String subtitle, List<String> html) {
        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                + "<meta name=\"color-scheme\" content=\"light dark\"><title>" + escape(title) + "</title><style>"
                + style()
                + "</style></head>\n<body>" + HATCH + "<header><h1>" + escape(title) + "</h1><p class=\"second\">"
                + escape(subtitle)
                + "</p></header><main>" + String.join("\n", html) + "</main></body></html>\n";
    }

    /** A headed part of a page. */
    public static String section(String heading, String... html) {
        return "<section><h2>" + escape(heading) + "</h2>" + String.join("\n", html) + "</section>";
    }

    /** Parts side by side where there is room. */
    public static String row(String... html) {
        return "<div class=\"row\">" + String.join("\n", html) + "</div>";
    }

    /** A small heading with its drawing. */
    public static String figure(String caption, String html) {
        return "<figure><figcaption>" + escape(caption) + "</figcaption>" + html + "</figure>";
    }

    /** A remark under a drawing or a table. */
    public static String note(String text) {
        return "<p class=\"second\">" + escape(text) + "</p>";
    }

    public static String paragraph(String text) {
        return "<p>" + escape(text) + "</p>";
    }

    /** Text as it stands, line by line. */
    public static String preformatted(String text) {
        return "<pre>" + escape(text) + "</pre>";
    }

    /** A table of texts; every row has one cell a header. */
    public static String table(List<String> headers, List<List<String>> rows) {
        return tableOf(
                headers,
                rows.stream()
                        .map(row -> row.stream().map(Html::escape).toList())
                        .toList());
    }

    /** As the other, with cells that are ready markup. */
    public static String tableOf(List<String> headers, List<List<String>> html) {
        StringBuilder out = new StringBuilder("<div class=\"wide\"><table><thead><tr>");
        headers.forEach(header -> out.append("<th>").append(escape(header)).append("</th>"));
        out.append("</tr></thead><tbody>");
        for (List<String> row : html) {
            out.append("<tr>");
            row.forEach(cell -> out.append("<td>").append(cell).append("</td>"));
            out.append("</tr>");
        }
        return out.append("</tbody></table></div>").toString();
    }

    /** The answer that matters, large, with its reason. */
    public static String headline(String answer, Role role, String reason) {
        return "<p class=\"verdict " + role.css() + "\">" + escape(answer) + "</p>" + paragraph(reason);
    }

    /** A fraction as percent with one decimal, or a dash where it is not a number. */
    public static String percent(double fraction) {
        return Double.isNaN(fraction) ? "–" : String.format(Locale.ROOT, "%.1f%%", 100 * fraction);
    }

    private static String style() {
        try (InputStream in = Html.class.getResourceAsStream("report.css")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
