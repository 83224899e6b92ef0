package org.triggerworkbench.app.compare.confusion;

import java.util.Set;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Tokens;

/** Draws two confusion matrices; only the part in the window, and only cells that hold images. */
final class ConfusionPainter {
    private static final double TITLE = 24;
    private static final double GAP = 16;
    private static final double SMALLEST = 3;
    private static final double GRID_FROM = 8;
    private static final double COUNT_FROM = 15;
    private static final double LABEL = 13;
    private static final double SMALL = 11;
    private static final double LARGE = 12;

    private final double scale;
    private final ShortNames names;
    private final ShortNames columnNames;
    private final Font title;

    /** @param scale of the words, 1 being usual */
    ConfusionPainter(double scale) {
        this.scale = scale;
        this.names = new ShortNames(Font.font(Theme.FONT, scale * SMALL));
        this.columnNames = new ShortNames(names.font());
        this.title = Font.font(Theme.FONT, scale * LARGE);
    }

    /**
     * Where the matrices are in the picture.
     *
     * @param labels width of the row labels
     * @param top of both
     * @param side of each
     */
    record Place(double labels, double top, double side, double bottom) {
        static Place in(double width, double height) {
            double labels = Math.clamp(0.2 * width, 56, 150);
            double bottom = Math.clamp(0.2 * width, 56, 110);
            double side = Math.min((width - labels - GAP - 2) / 2, height - TITLE - bottom);
            return new Place(labels, TITLE, Math.max(20, Math.floor(side)), bottom);
        }

        /** The height that leaves nothing empty. */
        static double height(double width) {
            Place place = in(width, Double.MAX_VALUE);
            return TITLE + place.side() + place.bottom();
        }

        double left(boolean triggered) {
            return labels + (triggered ? side + GAP : 0);
        }
    }

    /** What is drawn. */
    record Scene(
            ConfusionCanvas.@Nullable Shown shown,
            MatrixWindow window,
            Place place,
            Tokens tokens,
            Set<Integer> chosen,
            ConfusionCanvas.@Nullable Picked hovered,
            ConfusionCanvas.@Nullable Picked cursor) {}

    void paint(GraphicsContext g, Scene scene) {
        g.clearRect(0, 0, g.getCanvas().getWidth(), g.getCanvas().getHeight());
        ConfusionCanvas.Shown shown = scene.shown();
        if (shown == null) {
            return;
        }
        titles(g, scene, shown);
        rowLabels(g, scene, shown);
        for (boolean triggered : new boolean[] {false, true}) {
            ConfusionCells cells = shown.of(triggered);
            if (cells != null) {
                matrix(g, scene, shown, cells, triggered);
                columnLabels(g, scene, shown, triggered);
            }
        }
    }

    private void titles(GraphicsContext g, Scene scene, ConfusionCanvas.Shown shown) {
        Tokens tokens = scene.tokens();
        g.setFont(title);
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.CENTER);
        double y = TITLE / 2 - 3;
        double left = scene.place().left(false);
        g.setFill(tokens.clean());
        g.fillOval(left, y - 4, 8, 8);
        g.fillText(shown.cleanTitle(), left + 13, y, scene.place().side() - 13);
        left = scene.place().left(true);
        g.setFill(tokens.triggered());
        g.fillPolygon(new double[] {left, left + 4.5, left + 9}, new double[] {y + 4, y - 4, y + 4}, 3);
        g.fillText(shown.triggeredTitle(), left + 13, y, scene.place().side() - 13);
    }

    private int step(MatrixWindow window) {
        return (int) Math.max(1, Math.ceil(scale * LABEL / window.cell()));
    }

    private void rowLabels(GraphicsContext g, Scene scene, ConfusionCanvas.Shown shown) {
        MatrixWindow window = scene.window();
        Place place = scene.place();
        g.setFont(names.font());
        g.setTextAlign(TextAlignment.RIGHT);
        g.setTextBaseline(VPos.CENTER);
        int step = step(window);
        for (int row = firstLabel(window.firstRow(), step); row <= window.lastRow(); row += step) {
            double y = window.top(row) + window.cell() / 2;
            if (y >= 0 && y < place.side()) {
                g.setFill(labelColour(scene, shown, row));
                g.fillText(names.fit(shown.names().get(row), place.labels() - 8), place.labels() - 6, place.top() + y);
            }
        }
    }

    private void columnLabels(GraphicsContext g, Scene scene, ConfusionCanvas.Shown shown, boolean triggered) {
        MatrixWindow window = scene.window();
        Place place = scene.place();
        g.setFont(columnNames.font());
        int step = step(window);
        for (int column = firstLabel(window.firstColumn(), step); column <= window.lastColumn(); column += step) {
            double x = window.left(column) + window.cell() / 2;
            if (x >= 0 && x < place.side()) {
                g.save();
                g.translate(place.left(triggered) + x, place.top() + place.side() + 5);
                g.rotate(-90);
                g.setTextAlign(TextAlignment.RIGHT);
                g.setTextBaseline(VPos.CENTER);
                g.setFill(labelColour(scene, shown, column));
                g.fillText(columnNames.fit(shown.names().get(column), place.bottom() - 10), 0, 0);
                g.restore();
            }
        }
    }

    private static Color labelColour(Scene scene, ConfusionCanvas.Shown shown, int number) {
        return number == shown.target()
                ? scene.tokens().triggered()
                : number == shown.clean().classes()
                        ? scene.tokens().secondary()
                        : scene.tokens().text();
    }

    private static int firstLabel(int first, int step) {
        return (first + step - 1) / step * step;
    }

    private void matrix(
            GraphicsContext g, Scene scene, ConfusionCanvas.Shown shown, ConfusionCells cells, boolean triggered) {
        Tokens tokens = scene.tokens();
        MatrixWindow window = scene.window();
        double left = scene.place().left(triggered);
        double top = scene.place().top();
        double width = Math.min(scene.place().side(), shown.columns() * window.cell());
        double height = Math.min(scene.place().side(), cells.classes() * window.cell());
        g.save();
        g.beginPath();
        g.rect(left - 1, top - 1, width + 2, height + 2);
        g.clip();
        g.setFill(tokens.soft());
        g.fillRect(left, top, width, height);
        grid(g, scene, shown, left, top, width, height);
        for (ConfusionCells.Cell cell : cells.images().keySet()) {
            cell(g, scene, cells, cell, triggered);
        }
        if (shown.target() >= window.firstColumn() && shown.target() <= window.lastColumn()) {
            g.setStroke(tokens.triggered());
            g.setLineWidth(1);
            g.strokeRect(
                    left + window.left(shown.target()) + 0.5,
                    top + 0.5,
                    Math.max(SMALLEST, window.cell()) - 1,
                    height - 1);
        }
        outline(g, scene, scene.hovered(), triggered, tokens.secondary(), 1);
        outline(g, scene, scene.cursor(), triggered, tokens.selected(), 2);
        g.restore();
    }

    private static void grid(
            GraphicsContext g,
            Scene scene,
            ConfusionCanvas.Shown shown,
            double left,
            double top,
            double width,
            double height) {
        MatrixWindow window = scene.window();
        if (window.cell() < GRID_FROM) {
            return;
        }
        g.setFill(scene.tokens().panel());
        for (int column = Math.max(1, window.firstColumn()); column <= window.lastColumn(); column++) {
            g.fillRect(Math.rint(left + window.left(column)), top, 1, height);
        }
        for (int row = Math.max(1, window.firstRow());
                row <= Math.min(window.lastRow(), shown.clean().classes() - 1);
                row++) {
            g.fillRect(left, Math.rint(top + window.top(row)), width, 1);
        }
    }

    private void cell(
            GraphicsContext g, Scene scene, ConfusionCells cells, ConfusionCells.Cell cell, boolean triggered) {
        MatrixWindow window = scene.window();
        Tokens tokens = scene.tokens();
        double size = Math.max(SMALLEST, window.cell());
        double x = window.left(cell.column()) + (window.cell() - size) / 2;
        double y = window.top(cell.row()) + (window.cell() - size) / 2;
        if (x + size < 0
                || y + size < 0
                || x > scene.place().side()
                || y > scene.place().side()) {
            return;
        }
        double left = scene.place().left(triggered) + x;
        double top = scene.place().top() + y;
        long lit = cells.at(cell).stream().filter(scene.chosen()::contains).count();
        boolean dimmed = !scene.chosen().isEmpty() && lit == 0;
        double share = cells.share(cell);
        Color full = triggered ? tokens.triggered() : tokens.clean();
        g.setGlobalAlpha(dimmed ? 0.3 : 1);
        g.setFill(tokens.panel().interpolate(full, 0.25 + 0.75 * Math.sqrt(share)));
        double inset = window.cell() >= GRID_FROM ? 1 : 0;
        g.fillRect(Math.rint(left) + inset, Math.rint(top) + inset, size - inset, size - inset);
        g.setGlobalAlpha(1);
        if (size >= scale * COUNT_FROM) {
            g.setFont(names.font());
            g.setTextAlign(TextAlignment.CENTER);
            g.setTextBaseline(VPos.CENTER);
            g.setFill(share > 0.3 && !dimmed ? tokens.panel() : tokens.text());
            g.fillText(Integer.toString(cells.at(cell).size()), left + size / 2, top + size / 2);
        }
        if (lit > 0) {
            g.setStroke(tokens.selected());
            g.setLineWidth(2);
            g.strokeRect(left + 1, top + 1, Math.max(2, size - 1), Math.max(2, size - 1));
        }
    }

    private static void outline(
            GraphicsContext g,
            Scene scene,
            ConfusionCanvas.@Nullable Picked picked,
            boolean triggered,
            Color colour,
            double width) {
        if (picked != null && picked.triggered() == triggered) {
            MatrixWindow window = scene.window();
            double size = Math.max(SMALLEST + 2, window.cell());
            g.setStroke(colour);
            g.setLineWidth(width);
            g.strokeRect(
                    scene.place().left(triggered) + window.left(picked.cell().column()) + (window.cell() - size) / 2,
                    scene.place().top() + window.top(picked.cell().row()) + (window.cell() - size) / 2,
                    size,
                    size);
        }
    }
}
