package org.triggerworkbench.text;

/** Text as a cell of a CSV file (RFC 4180). */
public final class CsvCell {
    private CsvCell() {}

    /** In quotes where it holds a comma, a quote or a line break; else as it is. */
    public static String of(String text) {
        return text.matches("[^\",\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
