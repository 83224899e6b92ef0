package org.triggerworkbench.app.matrix;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.triggerworkbench.app.charts.ChartFonts;
import org.triggerworkbench.app.charts.ChartPainter;
import org.triggerworkbench.app.charts.Drawing;
import org.triggerworkbench.app.matrix.Heat.Square;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.text.AllowedBecause;

/** A whole heat map as a figure for a paper. */
@AllowedBecause("a figure is composed outside the window thread, where JavaFX cannot draw")
final class HeatPage {
    private static final int MARGIN = 16;
    private static final int CELL_WIDTH = 84;
    private static final int CELL_HEIGHT = 36;
    private static final int HEADING = 28;
    private static final int PAD = 6;

    private final Heat heat;
    private final Tokens tokens;
    private final int names;
    private final int heads;

    private HeatPage(Heat heat, Tokens tokens) {
        this.heat = heat;
        this.tokens = tokens;
        FontMetrics metrics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)
                .createGraphics()
                .getFontMetrics(ChartFonts.plain());
        this.names = widest(metrics, heat.rows()) + 2 * PAD;
        this.heads = widest(metrics, heat.columns()) + 2 * PAD;
    }

    private static int widest(FontMetrics metrics, List<Heat.Name> names) {
        return names.stream()
                .filter(name -> name.kind() != Heat.Kind.SECTION)
                .mapToInt(name -> metrics.stringWidth(name.words()))
                .max()
                .orElse(0);
    }

    /** The drawing of a map. */
    static Drawing of(Heat heat, Tokens tokens) {
        HeatPage page = new HeatPage(heat, tokens);
        return new Drawing(
                2 * MARGIN + page.names + CELL_WIDTH * heat.columns().size(),
                2 * MARGIN + HEADING + page.top() + CELL_HEIGHT * heat.rows().size(),
                page::paint);
    }

    /** Height of the names of the columns, which stand upright where one is wider than its column. */
    private int top() {
        return heads <= CELL_WIDTH ? CELL_HEIGHT / 2 + PAD : heads;
    }

    private void paint(Graphics2D g2) {
        g2.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g2.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g2.setPaint(awt(tokens.panel()));
        g2.fill(new Rectangle2D.Double(
                0,
                0,
                2.0 * MARGIN + names + CELL_WIDTH * heat.columns().size(),
                2.0 * MARGIN + HEADING + top() + CELL_HEIGHT * heat.rows().size()));
        g2.setFont(ChartFonts.strong());
        g2.setPaint(awt(tokens.text()));
        g2.drawString(heat.title(), MARGIN, MARGIN + g2.getFontMetrics().getAscent());
        g2.setFont(ChartFonts.plain());
        FontMetrics metrics = g2.getFontMetrics();
        for (int column = 0; column < heat.columns().size(); column++) {
            head(g2, metrics, column);
            if (heat.columns().get(column).kind() == Heat.Kind.CONTROL) {
                g2.setPaint(awt(tokens.control()));
                g2.fill(new Rectangle2D.Double(x(column), y(0) - 4, CELL_WIDTH - 2, 3));
            }
        }
        for (int row = 0; row < heat.rows().size(); row++) {
            String name = heat.rows().get(row).words();
            Heat.Kind kind = heat.rows().get(row).kind();
            if (kind == Heat.Kind.SECTION) {
                g2.setFont(ChartFonts.strong());
                g2.setPaint(awt(tokens.text()));
                g2.drawString(name, MARGIN, y(row) + CELL_HEIGHT - PAD);
                g2.setFont(ChartFonts.plain());
                continue;
            }
            g2.setFont(ChartFonts.plain());
            g2.setPaint(awt(tokens.text()));
            g2.drawString(
                    name,
                    MARGIN + names - PAD - metrics.stringWidth(name),
                    y(row) + CELL_HEIGHT / 2 + metrics.getAscent() / 2 - 1);
            if (kind == Heat.Kind.CONTROL) {
                g2.setPaint(awt(tokens.control()));
                g2.fill(new Rectangle2D.Double(x(0) - 4, y(row), 3, CELL_HEIGHT - 2));
            }
            for (int column = 0; column < heat.columns().size(); column++) {
                square(g2, heat.squares().get(row).get(column), x(column), y(row));
            }
        }
    }

    private void head(Graphics2D g2, FontMetrics metrics, int column) {
        g2.setPaint(awt(tokens.secondary()));
        String name = heat.columns().get(column).words();
        if (heads <= CELL_WIDTH) {
            g2.drawString(name, x(column) + PAD, y(0) - PAD);
            return;
        }
        AffineTransform before = g2.getTransform();
        g2.translate(x(column) + CELL_WIDTH / 2.0 + metrics.getAscent() / 2.0, y(0) - PAD);
        g2.rotate(-Math.PI / 2);
        g2.drawString(name, 0, 0);
        g2.setTransform(before);
    }

    private void square(Graphics2D g2, Square square, int x, int y) {
        boolean value = square.look() == Heat.Look.VALUE;
        javafx.scene.paint.Color fill = value
                ? HeatPainter.shade(square.shade(), tokens)
                : square.look() == Heat.Look.WORD ? tokens.soft() : tokens.panel();
        g2.setPaint(awt(fill));
        g2.fill(new Rectangle2D.Double(x, y, CELL_WIDTH - 2, CELL_HEIGHT - 2));
        g2.setPaint(awt(value ? HeatPainter.ink(fill) : tokens.secondary()));
        g2.setFont(value ? ChartFonts.strong() : ChartFonts.plain());
        FontMetrics strong = g2.getFontMetrics();
        int baseline = y + (square.below().isEmpty() ? CELL_HEIGHT / 2 + 4 : 15);
        g2.drawString(square.value(), x + PAD, baseline);
        g2.setFont(ChartFonts.plain());
        if (value) {
            g2.drawString(square.spread(), x + PAD + strong.stringWidth(square.value()) + 3, baseline);
        }
        g2.drawString(square.below(), x + PAD, y + CELL_HEIGHT - 8);
    }

    private int x(int column) {
        return MARGIN + names + CELL_WIDTH * column;
    }

    private int y(int row) {
        return MARGIN + HEADING + top() + CELL_HEIGHT * row;
    }

    private static Color awt(javafx.scene.paint.Color colour) {
        return ChartPainter.awt(colour);
    }
}
