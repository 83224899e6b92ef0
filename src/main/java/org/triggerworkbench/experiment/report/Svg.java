package org.triggerworkbench.experiment.report;

import java.util.Formatter;
import java.util.Locale;
import org.triggerworkbench.method.figure.Role;
import org.triggerworkbench.text.Messages;

/** Builds one inline drawing. Lengths are in pixels of its own box. */
final class Svg {
    private final Formatter out = new Formatter(Locale.ROOT);

    Svg(double width, double height, String label) {
        out.format(
                "<svg viewBox=\"0 0 %.0f %.0f\" style=\"max-width:%.0fpx\" role=\"img\" aria-label=\"%s\">",
                width, height, width, Html.escape(label));
    }

    void line(String css, double x1, double y1, double x2, double y2) {
        out.format("<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", css, x1, y1, x2, y2);
    }

    void text(String css, String anchor, double x, double y, String text) {
        out.format(
                "<text class=\"%s\" text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>",
                css, anchor, x, y, Html.escape(text));
    }

    /** A text that ends at a place, turned about it by so many degrees. */
    void tilted(String css, double x, double y, double degrees, String text) {
        out.format("<g transform=\"rotate(%.0f %.1f %.1f)\">", degrees, x, y);
        text(css, "end", x, y, text);
        raw("</g>");
    }

    /** A filled cell, the deeper the larger the share, with a tooltip. */
    void cell(double x, double y, double width, double height, double share, String title) {
        out.format(
                "<rect class=\"cell\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill-opacity=\"%.3f\"><title>%s</title></rect>",
                x, y, width, height, share, Html.escape(title));
    }

    void rect(String css, double x, double y, double width, double height) {
        out.format(
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>", css, x, y, width, height);
    }

    void path(String css, String points) {
        out.format("<polyline class=\"%s\" points=\"%s\"/>", css, points);
    }

    void circle(String css, double x, double y, double radius) {
        out.format("<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>", css, x, y, radius);
    }

    void triangle(String css, double x, double y, double radius) {
        out.format(
                "<polygon class=\"%s\" points=\"%.1f,%.1f %.1f,%.1f %.1f,%.1f\"/>",
                css, x, y - radius, x + radius, y + radius * 0.8, x - radius, y + radius * 0.8);
    }

    /** A bar of what a colour means; a triggered one is hatched, so that colour is not the only sign. */
    void bar(Role role, double x, double y, double width, double height) {
        rect("mark " + role.css(), x, y, width, height);
        if (role == Role.TRIGGERED) {
            rect("hatched", x, y, width, height);
        }
    }

    /** The mark of what a colour means: circle, triangle or square. */
    void mark(Role role, double x, double y) {
        switch (role) {
            case CLEAN -> circle("mark clean", x, y, 3);
            case TRIGGERED -> triangle("mark triggered", x, y, 4.5);
            case CONTROL -> rect("mark control", x - 2.5, y - 2.5, 5, 5);
        }
    }

    /** Says which mark is clean and which triggered, at the left. */
    void key(double y) {
        mark(Role.CLEAN, 8, y - 4);
        text("series clean", "start", 18, y, Messages.of(Svg.class).get("scatter.clean"));
        mark(Role.TRIGGERED, 76, y - 4);
        text("series triggered", "start", 86, y, Messages.of(Svg.class).get("scatter.triggered"));
    }

    /** Adds ready markup, such as a pattern. */
    void raw(String markup) {
        out.format("%s", markup);
    }

    String html() {
        return out + "</svg>";
    }
}
