package org.triggerworkbench.app.matrix;

import java.util.List;

/**
 * What a heat map shows: a square a row and column.
 *
 * @param title what is shown, of what
 * @param rows names of the rows, from the top
 * @param columns names of the columns, from the left
 * @param squares row by row
 */
record Heat(String title, List<Name> rows, List<Name> columns, List<List<Square>> squares) {
    Heat {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        squares = squares.stream().map(List::copyOf).toList();
    }

    /** What a row or column is called. */
    record Name(String words, Kind kind) {}

    /** What a row or column is. */
    enum Kind {
        PLAIN,
        /** Of what has no poison or no defence. */
        CONTROL,
        /** A line over a group of rows; has no squares. */
        SECTION
    }

    /** How a square is drawn. */
    enum Look {
        /** Coloured by its shade. */
        VALUE,
        /** Grey, with a word. */
        WORD,
        /** Dashed, with a word. */
        FAULT,
        /** Nothing belongs here. */
        EMPTY
    }

    /**
     * One square.
     *
     * @param shade from 0, what a defender wants, to 1
     * @param value large: a number, or a word where there is none
     * @param spread small, beside the number; of a word what stands in its place where it has no room; empty for none
     * @param below small, under it; empty for none
     * @param words all of it in a sentence, for tooltips and screen readers
     */
    record Square(Look look, double shade, String value, String spread, String below, String words) {}

    /** Where a square stands. */
    record Place(int row, int column) {}

    Square at(Place place) {
        return squares.get(place.row()).get(place.column());
    }

    /** Where a row of a name is; -1 where there is none. */
    int row(String name) {
        for (int row = 0; row < rows.size(); row++) {
            if (rows.get(row).kind() != Kind.SECTION && rows.get(row).words().equals(name)) {
                return row;
            }
        }
        return -1;
    }

    /** Whether there is a square. */
    boolean has(Place place) {
        return place.row() >= 0
                && place.row() < rows.size()
                && place.column() >= 0
                && place.column() < columns.size()
                && rows.get(place.row()).kind() != Kind.SECTION;
    }
}
