package org.triggerworkbench.app.charts;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.method.figure.Points;

/** A chart as file: a picture at twice its size, vectors with text that stays text, or all points of all series. */
public final class ChartExport {
    /** Size of a figure, in points and pixels of the window. */
    static final int WIDTH = 640;

    static final int HEIGHT = 360;

    private static final int HEADING = 28;
    private static final int MARGIN = 12;

    private ChartExport() {}

    /** The kinds of files. */
    public enum Kind {
        PNG,
        SVG,
        PDF,
        CSV;

        /** Ending of the file's name. */
        public String extension() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Writes a chart; not on the window thread.
     *
     * @throws org.triggerworkbench.text.InputException if the file cannot be written
     */
    public static void write(Path file, Kind kind, ChartShot shot, Tokens tokens) {
        AtomicFiles.write(file, bytes(kind, shot, tokens));
    }

    /** The content of such a file. */
    static byte[] bytes(Kind kind, ChartShot shot, Tokens tokens) {
        Drawing drawing = drawing(shot, tokens);
        return switch (kind) {
            case PNG -> drawing.png();
            case SVG -> drawing.svg();
            case PDF -> drawing.pdf();
            case CSV -> csv(shot).getBytes(StandardCharsets.UTF_8);
        };
    }

    /** The chart as picture, for a file or the clipboard. */
    static BufferedImage picture(ChartShot shot, Tokens tokens) {
        return drawing(shot, tokens).picture();
    }

    private static Drawing drawing(ChartShot shot, Tokens tokens) {
        return new Drawing(WIDTH, HEIGHT, g2 -> paint(g2, shot, tokens));
    }

    /** Every point of every series, earlier runs too, one per line: run (0 is the newest), series, x, y. */
    static String csv(ChartShot shot) {
        StringBuilder csv = new StringBuilder("run,series,x,y\n");
        append(csv, 0, shot.buffer());
        for (int i = 0; i < shot.earlier().size(); i++) {
            append(csv, i + 1, shot.earlier().reversed().get(i));
        }
        return csv.toString();
    }

    private static void append(StringBuilder csv, int run, CurveBuffer buffer) {
        for (String name : buffer.names()) {
            Points points = buffer.points(name);
            for (int i = 0; i < points.size(); i++) {
                csv.append(run).append(',').append(name).append(',');
                csv.append(points.xs()[i]).append(',').append(points.ys()[i]).append('\n');
            }
        }
    }

    private static void paint(Graphics2D g2, ChartShot shot, Tokens tokens) {
        g2.setPaint(ChartPainter.awt(tokens.panel()));
        g2.fillRect(0, 0, WIDTH, HEIGHT);
        g2.setFont(ChartFonts.strong());
        g2.setPaint(ChartPainter.awt(tokens.text()));
        FontMetrics metrics = g2.getFontMetrics(ChartFonts.strong());
        g2.drawString(shot.title(), MARGIN, MARGIN + metrics.getAscent());
        int bottom = HEIGHT - MARGIN - metrics.getDescent();
        g2.translate(0, HEADING);
        ChartPainter.paint(g2, WIDTH - MARGIN, HEIGHT - HEADING - MARGIN - metrics.getHeight(), shot, tokens);
        g2.translate(0, -HEADING);
        g2.setFont(ChartFonts.plain());
        g2.setPaint(ChartPainter.awt(tokens.secondary()));
        g2.drawString(shot.across(), WIDTH / 2, bottom);
    }
}
