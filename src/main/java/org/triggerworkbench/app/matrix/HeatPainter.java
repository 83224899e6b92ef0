package org.triggerworkbench.app.matrix;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.matrix.Heat.Place;
import org.triggerworkbench.app.matrix.Heat.Square;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Tokens;

/** Draws the squares of a heat map that are in sight. */
final class HeatPainter {
    /** Share of the width that names of rows may take. */
    private static final double MOST_NAMES = 0.24;

    private static final double MOST_HEADS = 120;
    private static final double PAD = 7;
    /** How thick the mark of a control is. */
    private static final double BAR = 3;
    /** Narrower columns have their names upright. */
    private static final double LYING = 64;
    /** Smaller squares have room for the number alone. */
    private static final double ROOMY_WIDTH = 66;

    private static final double ROOMY_HEIGHT = 36;
    private static final Font NAME = Font.font(Theme.FONT, 13);
    private static final Font SMALL = Font.font(Theme.FONT, 11);
    private static final Font VALUE = Font.font(Theme.FONT, FontWeight.BOLD, 13);

    private HeatPainter() {}

    /** The room of a map, with as much of it for names as they need. */
    static HeatLayout layout(Heat heat, double width, double height, double x, double y) {
        double names = Math.min(
                MOST_NAMES * width,
                heat.rows().stream()
                                .filter(name -> name.kind() != Heat.Kind.SECTION)
                                .mapToDouble(name -> width(name.words(), NAME))
                                .max()
                                .orElse(0)
                        + 2 * PAD);
        double longest = heat.columns().stream()
                .mapToDouble(name -> width(name.words(), SMALL))
                .max()
                .orElse(0);
        HeatLayout lying = new HeatLayout(heat.rows().size(), heat.columns().size(), width, height, names, 26, x, y);
        return lying.cellWidth() >= LYING
                ? lying
                : new HeatLayout(
                        heat.rows().size(),
                        heat.columns().size(),
                        width,
                        height,
                        names,
                        Math.min(MOST_HEADS, longest + 2 * PAD),
                        x,
                        y);
    }

    /** @param marked with a frame; null for none */
    static void paint(
            GraphicsContext pen, Heat heat, HeatLayout room, Tokens tokens, @Nullable Place marked, boolean focused) {
        pen.clearRect(0, 0, room.width(), room.height());
        pen.save();
        pen.beginPath();
        pen.rect(room.names(), room.heads(), room.width() - room.names(), room.height() - room.heads());
        pen.clip();
        for (int row = room.firstRow(); row <= room.lastRow(); row++) {
            for (int column = room.firstColumn(); column <= room.lastColumn(); column++) {
                square(pen, heat.squares().get(row).get(column), room, tokens, row, column);
            }
        }
        if (marked != null && heat.has(marked)) {
            pen.setStroke(tokens.selected());
            pen.setLineWidth(focused ? 3 : 2);
            pen.strokeRect(
                    room.left(marked.column()),
                    room.top(marked.row()),
                    room.cellWidth() - HeatLayout.GAP,
                    room.cellHeight() - HeatLayout.GAP);
        }
        pen.restore();
        names(pen, heat, room, tokens);
        controls(pen, heat, room, tokens);
        sections(pen, heat, room, tokens);
    }

    /** The name of a group of rows runs across the map, over a line. */
    private static void sections(GraphicsContext pen, Heat heat, HeatLayout room, Tokens tokens) {
        pen.save();
        pen.beginPath();
        pen.rect(0, room.heads(), room.width(), room.height() - room.heads());
        pen.clip();
        pen.setFont(VALUE);
        pen.setFill(tokens.text());
        pen.setTextBaseline(VPos.BOTTOM);
        pen.setTextAlign(TextAlignment.LEFT);
        pen.setStroke(tokens.line());
        pen.setLineWidth(1);
        for (int row = room.firstRow(); row <= room.lastRow(); row++) {
            Heat.Name name = heat.rows().get(row);
            if (name.kind() == Heat.Kind.SECTION) {
                double bottom = Math.floor(room.top(row) + room.cellHeight()) - 3.5;
                pen.fillText(cut(name.words(), VALUE, room.width() - 2 * PAD), PAD, bottom - 2);
                pen.strokeLine(PAD, bottom, room.width(), bottom);
            }
        }
        pen.restore();
    }

    private static void names(GraphicsContext pen, Heat heat, HeatLayout room, Tokens tokens) {
        pen.save();
        pen.beginPath();
        pen.rect(0, room.heads(), room.names(), room.height() - room.heads());
        pen.clip();
        pen.setFill(tokens.text());
        pen.setTextBaseline(VPos.CENTER);
        pen.setTextAlign(TextAlignment.RIGHT);
        pen.setFont(NAME);
        for (int row = room.firstRow(); row <= room.lastRow(); row++) {
            Heat.Name name = heat.rows().get(row);
            if (name.kind() == Heat.Kind.SECTION) {
                continue;
            }
            pen.setFill(tokens.text());
            pen.fillText(
                    cut(name.words(), NAME, room.names() - 2 * PAD),
                    room.names() - PAD,
                    room.top(row) + room.cellHeight() / 2);
        }
        pen.restore();
        pen.save();
        pen.beginPath();
        pen.rect(room.names(), 0, room.width() - room.names(), room.heads());
        pen.clip();
        pen.setFill(tokens.secondary());
        pen.setFont(SMALL);
        pen.setTextBaseline(VPos.CENTER);
        pen.setTextAlign(TextAlignment.LEFT);
        boolean lying = room.cellWidth() >= LYING;
        for (int column = room.firstColumn(); column <= room.lastColumn(); column++) {
            String name = heat.columns().get(column).words();
            if (lying) {
                pen.fillText(cut(name, SMALL, room.cellWidth() - PAD), room.left(column) + PAD, room.heads() / 2);
            } else {
                pen.save();
                pen.translate(room.left(column) + room.cellWidth() / 2, room.heads() - PAD);
                pen.rotate(-90);
                pen.fillText(cut(name, SMALL, room.heads() - PAD), 0, 0);
                pen.restore();
            }
        }
        pen.restore();
    }

    /** A bar beside the squares of a control's row, and over those of its column. */
    private static void controls(GraphicsContext pen, Heat heat, HeatLayout room, Tokens tokens) {
        pen.setFill(tokens.control());
        for (int row = room.firstRow(); row <= room.lastRow(); row++) {
            if (heat.rows().get(row).kind() == Heat.Kind.CONTROL && room.top(row) >= room.heads()) {
                pen.fillRect(room.names() - BAR - 1, room.top(row), BAR, room.cellHeight() - HeatLayout.GAP);
            }
        }
        for (int column = room.firstColumn(); column <= room.lastColumn(); column++) {
            if (heat.columns().get(column).kind() == Heat.Kind.CONTROL && room.left(column) >= room.names()) {
                pen.fillRect(room.left(column), room.heads() - BAR - 1, room.cellWidth() - HeatLayout.GAP, BAR);
            }
        }
    }

    private static void square(
            GraphicsContext pen, Square square, HeatLayout room, Tokens tokens, int row, int column) {
        if (square.look() == Heat.Look.EMPTY) {
            return;
        }
        double left = room.left(column);
        double top = room.top(row);
        double wide = room.cellWidth() - HeatLayout.GAP;
        double high = room.cellHeight() - HeatLayout.GAP;
        Color fill =
                switch (square.look()) {
                    case VALUE -> shade(square.shade(), tokens);
                    case WORD -> tokens.soft();
                    case FAULT, EMPTY -> tokens.panel();
                };
        pen.setFill(fill);
        pen.fillRect(left, top, wide, high);
        if (square.look() == Heat.Look.FAULT) {
            pen.setStroke(tokens.secondary());
            pen.setLineWidth(1);
            pen.setLineDashes(3, 3);
            pen.strokeRect(left + 0.5, top + 0.5, wide - 1, high - 1);
            pen.setLineDashes();
        }
        words(pen, square, new Box(left, top, wide, high), words(square, fill, tokens));
    }

    /** A place to write in. */
    private record Box(double left, double top, double width, double height) {}

    private static void words(GraphicsContext pen, Square square, Box box, Color ink) {
        pen.setFill(ink);
        pen.setTextBaseline(VPos.CENTER);
        boolean roomy = box.width() >= ROOMY_WIDTH && box.height() >= ROOMY_HEIGHT;
        boolean value = square.look() == Heat.Look.VALUE;
        if (!value || !roomy) {
            Font font = value && box.width() >= LYING ? VALUE : SMALL;
            pen.setFont(font);
            pen.setTextAlign(TextAlignment.CENTER);
            boolean fits = value || width(square.value(), font) <= box.width() - 4;
            pen.fillText(
                    cut(fits || square.spread().isEmpty() ? square.value() : square.spread(), font, box.width() - 4),
                    box.left() + box.width() / 2,
                    box.top() + box.height() / 2);
            return;
        }
        pen.setTextAlign(TextAlignment.LEFT);
        double x = box.left() + PAD;
        boolean two = !square.below().isEmpty();
        double y = box.top() + box.height() * (two ? 0.34 : 0.5);
        pen.setFont(VALUE);
        pen.fillText(square.value(), x, y);
        double after = x + width(square.value(), VALUE) + 3;
        pen.setFont(SMALL);
        if (after + width(square.spread(), SMALL) <= box.left() + box.width()) {
            pen.fillText(square.spread(), after, y);
        }
        if (two) {
            pen.fillText(cut(square.below(), SMALL, box.width() - PAD), x, box.top() + box.height() * 0.72);
        }
    }

    private static Color words(Square square, Color fill, Tokens tokens) {
        if (square.look() != Heat.Look.VALUE) {
            return tokens.secondary();
        }
        return ink(fill);
    }

    /** From the panel, what a defender wants, to the colour of the attack. */
    static Color shade(double share, Tokens tokens) {
        return tokens.panel().interpolate(tokens.triggered(), 0.04 + 0.96 * Math.clamp(share, 0, 1));
    }

    /** Black or white, whichever is read more easily on a colour. */
    static Color ink(Color fill) {
        double light =
                0.2126 * linear(fill.getRed()) + 0.7152 * linear(fill.getGreen()) + 0.0722 * linear(fill.getBlue());
        return (light + 0.05) / 0.05 > 1.05 / (light + 0.05) ? Color.BLACK : Color.WHITE;
    }

    private static double linear(double value) {
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static double width(String words, Font font) {
        Text measured = new Text(words);
        measured.setFont(font);
        return measured.getLayoutBounds().getWidth();
    }

    /** As much of a name as has room. */
    private static String cut(String words, Font font, double room) {
        if (width(words, font) <= room) {
            return words;
        }
        int keep = words.length() - 1;
        while (keep > 0 && width(words.substring(0, keep).strip() + "…", font) > room) {
            keep--;
        }
        return keep == 0 ? "" : words.substring(0, keep).strip() + "…";
    }
}
