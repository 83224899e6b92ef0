package org.triggerworkbench.app.matrix;

import org.triggerworkbench.app.matrix.Heat.Place;

/**
 * Where the squares of a heat map stand in a room: as large as fit between a least and a largest size, and where even the least
 * do not fit, a part of them that can be moved. Pixels, from the top left corner of the room.
 *
 * @param names width of the names of the rows
 * @param heads height of the names of the columns
 */
record HeatLayout(int rows, int columns, double width, double height, double names, double heads, double x, double y) {
    static final double GAP = 2;
    private static final double LEAST_WIDTH = 30;
    private static final double MOST_WIDTH = 118;
    private static final double LEAST_HEIGHT = 24;
    private static final double MOST_HEIGHT = 46;

    /** As given, moved back into the range that there is. */
    HeatLayout {
        x = Math.clamp(
                x, 0, Math.max(0, columns * cell(width - names, columns, LEAST_WIDTH, MOST_WIDTH) - (width - names)));
        y = Math.clamp(
                y, 0, Math.max(0, rows * cell(height - heads, rows, LEAST_HEIGHT, MOST_HEIGHT) - (height - heads)));
    }

    private static double cell(double room, int count, double least, double most) {
        return Math.clamp(Math.floor(room / Math.max(1, count)), least, most);
    }

    /** Width of a square with the gap beside it. */
    double cellWidth() {
        return cell(width - names, columns, LEAST_WIDTH, MOST_WIDTH);
    }

    /** Height of a square with the gap under it. */
    double cellHeight() {
        return cell(height - heads, rows, LEAST_HEIGHT, MOST_HEIGHT);
    }

    double left(int column) {
        return names + column * cellWidth() - x;
    }

    double top(int row) {
        return heads + row * cellHeight() - y;
    }

    int firstColumn() {
        return Math.clamp((long) Math.floor(x / cellWidth()), 0, Math.max(0, columns - 1));
    }

    int lastColumn() {
        return Math.clamp((long) Math.ceil((x + width - names) / cellWidth()) - 1, -1, columns - 1);
    }

    int firstRow() {
        return Math.clamp((long) Math.floor(y / cellHeight()), 0, Math.max(0, rows - 1));
    }

    int lastRow() {
        return Math.clamp((long) Math.ceil((y + height - heads) / cellHeight()) - 1, -1, rows - 1);
    }

    /** The square under a pixel; may lie outside the map. */
    Place at(double px, double py) {
        if (px < names || py < heads) {
            return new Place(-1, -1);
        }
        return new Place(
                (int) Math.floor((py - heads + y) / cellHeight()), (int) Math.floor((px - names + x) / cellWidth()));
    }

    HeatLayout moved(double dx, double dy) {
        return new HeatLayout(rows, columns, width, height, names, heads, x + dx, y + dy);
    }

    /** Moved as little as is needed to show a square. */
    HeatLayout revealing(Place place) {
        double right = (place.column() + 1) * cellWidth() - (width - names);
        double bottom = (place.row() + 1) * cellHeight() - (height - heads);
        double nextX = x < right ? right : Math.min(x, place.column() * cellWidth());
        double nextY = y < bottom ? bottom : Math.min(y, place.row() * cellHeight());
        return new HeatLayout(rows, columns, width, height, names, heads, nextX, nextY);
    }
}
