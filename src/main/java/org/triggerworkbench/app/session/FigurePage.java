package org.triggerworkbench.app.session;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.triggerworkbench.app.answer.TopClasses;
import org.triggerworkbench.app.charts.ChartFonts;
import org.triggerworkbench.app.charts.ChartPainter;
import org.triggerworkbench.app.charts.ChartShot;
import org.triggerworkbench.app.charts.Drawing;
import org.triggerworkbench.app.embedding.map.MapFrame;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.experiment.live.ImageResults;
import org.triggerworkbench.experiment.open.ClassNames;
import org.triggerworkbench.text.AllowedBecause;
import org.triggerworkbench.text.Messages;

/** A figure composed for a paper: the image clean and triggered, what is answered, the map, the curves, the caption. */
@AllowedBecause("a figure is composed outside the window thread, where JavaFX cannot draw")
final class FigurePage {
    static final int WIDTH = 900;
    private static final Messages TEXT = Messages.of(FigurePage.class);
    private static final String GAP = "     ";
    private static final int MARGIN = 24;
    private static final int PICTURE = 192;
    private static final int BAR_ROW = 36;
    private static final int PLOT = 280;
    private static final int LEADING = 18;
    private static final int CLASSES = 5;

    private final FigureShot shot;
    private final Tokens tokens;
    private final List<String> caption;

    private FigurePage(FigureShot shot, Tokens tokens) {
        this.shot = shot;
        this.tokens = tokens;
        this.caption = caption(shot.said().lines());
    }

    /** The drawing of a figure. */
    static Drawing of(FigureShot shot, Tokens tokens) {
        FigurePage page = new FigurePage(shot, tokens);
        return new Drawing(WIDTH, page.captionTop() + LEADING * page.caption.size() + MARGIN, page::paint);
    }

    private boolean hasPlots() {
        return shot.map() != null || !shot.curves().isEmpty();
    }

    private int plotTop() {
        return MARGIN + PICTURE + 2 * LEADING + MARGIN;
    }

    private int captionTop() {
        return plotTop() + (hasPlots() ? PLOT + MARGIN : 0) + LEADING;
    }

    private static List<String> caption(List<String> lines) {
        FontMetrics metrics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)
                .createGraphics()
                .getFontMetrics(ChartFonts.plain());
        List<String> wrapped = new ArrayList<>();
        wrapped.add(lines.getFirst());
        lines.stream().skip(1).forEach(line -> wrap(wrapped, line, metrics));
        return wrapped;
    }

    /** Breaks at the gaps between facts, never within one. */
    private static void wrap(List<String> wrapped, String line, FontMetrics metrics) {
        String open = "";
        for (String fact : line.split(GAP, -1)) {
            String longer = open.isEmpty() ? fact : open + GAP + fact;
            if (!open.isEmpty() && metrics.stringWidth(longer) > WIDTH - 2 * MARGIN) {
                wrapped.add(open);
                longer = fact;
            }
            open = longer;
        }
        wrapped.add(open);
    }

    private void paint(Graphics2D pen) {
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setPaint(ChartPainter.awt(tokens.panel()));
        pen.fill(new Rectangle2D.Double(0, 0, WIDTH, captionTop() + LEADING * caption.size() + MARGIN));
        ImageResults clean = shot.answer().clean();
        ImageResults triggered = shot.answer().triggered();
        picture(pen, clean, MARGIN, "figure.clean", tokens.clean());
        if (triggered != null) {
            picture(pen, triggered, MARGIN + PICTURE + MARGIN / 2, "figure.triggered", tokens.triggered());
        }
        bars(pen, 2 * MARGIN + 2 * PICTURE + MARGIN / 2);
        plots(pen);
        int baseline = captionTop();
        for (int i = 0; i < caption.size(); i++) {
            text(
                    pen,
                    caption.get(i),
                    MARGIN,
                    baseline,
                    i == 0 ? ChartFonts.strong() : ChartFonts.plain(),
                    tokens.text());
            baseline += LEADING;
        }
    }

    private void picture(Graphics2D pen, ImageResults seen, int x, String word, javafx.scene.paint.Color ink) {
        int width = shot.facts().input().width();
        int height = shot.facts().input().height();
        int[] pixels = seen.pixels()[shot.primary()];
        double edge = (double) PICTURE / Math.max(width, height);
        // Squares rather than a picture: every kind of file keeps them sharp.
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
        for (int row = 0; row < height; row++) {
            for (int start = 0, end; start < width; start = end) {
                int colour = pixels[row * width + start];
                end = start + 1;
                while (end < width && pixels[row * width + end] == colour) {
                    end++;
                }
                pen.setPaint(new Color(colour));
                pen.fill(new Rectangle2D.Double(x + start * edge, MARGIN + row * edge, (end - start) * edge, edge));
            }
        }
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        String predicted = name(seen.predictions()[shot.primary()]);
        text(
                pen,
                TEXT.get("figure.predicted", TEXT.get(word), predicted),
                x,
                MARGIN + PICTURE + LEADING,
                ChartFonts.plain(),
                ink);
    }

    /** The likeliest classes of the image: clean plain, triggered hatched. */
    private void bars(Graphics2D pen, int left) {
        int image = shot.primary();
        int target = shot.answer().question().target();
        float[] clean = shot.answer().clean().probabilities()[image];
        ImageResults seen = shot.answer().triggered();
        float[] triggered = seen == null ? new float[0] : seen.probabilities()[image];
        int names = 140;
        int room = WIDTH - MARGIN - left - names - 52;
        int y = MARGIN;
        for (int k : TopClasses.of(clean, triggered, target, CLASSES)) {
            String name = name(k);
            text(pen, shortened(pen, name, names - 8), left, y + 16, ChartFonts.plain(), tokens.text());
            bar(pen, left + names, y + 2, room, clean[k], tokens.clean());
            if (triggered.length > 0) {
                bar(pen, left + names, y + 16, room, triggered[k], tokens.triggered());
                hatch(pen, left + names, y + 16, room * triggered[k]);
            }
            y += BAR_ROW;
        }
    }

    /** The target's mark is not in the font of files. */
    private String name(int number) {
        String plain = ClassNames.shown(shot.facts().classes(), number, -1);
        return number == shot.answer().question().target() ? TEXT.get("figure.target", plain) : plain;
    }

    private static String shortened(Graphics2D pen, String name, int room) {
        FontMetrics metrics = pen.getFontMetrics(ChartFonts.plain());
        String shown = name;
        while (metrics.stringWidth(shown) > room && shown.length() > 2) {
            shown = shown.substring(0, shown.length() - 2) + "…";
        }
        return shown;
    }

    private void bar(Graphics2D pen, int x, int y, int room, double value, javafx.scene.paint.Color colour) {
        pen.setPaint(ChartPainter.awt(colour));
        pen.fill(new Rectangle2D.Double(x, y, Math.max(1, room * value), 11));
        text(pen, Format.percent(value), (int) (x + room * value) + 6, y + 10, ChartFonts.plain(), tokens.secondary());
    }

    private void hatch(Graphics2D pen, int x, int y, double width) {
        pen.setPaint(ChartPainter.awt(tokens.panel()));
        pen.setStroke(new BasicStroke(1.2f));
        for (double at = x + 4; at + 5 < x + width; at += 6) {
            pen.draw(new Line2D.Double(at, y + 10.5, at + 5, y + 0.5));
        }
    }

    private void plots(Graphics2D pen) {
        int count = (shot.map() == null ? 0 : 1) + Math.min(2, shot.curves().size());
        if (count == 0) {
            return;
        }
        double width = (WIDTH - 2.0 * MARGIN - (count - 1) * MARGIN) / count;
        double x = MARGIN;
        if (shot.map() != null) {
            text(pen, TEXT.get("figure.map"), (int) x, plotTop() + 12, ChartFonts.strong(), tokens.text());
            map(pen, shot.map(), x, width);
            x += width + MARGIN;
        }
        for (ChartShot curve :
                shot.curves().subList(0, Math.min(2, shot.curves().size()))) {
            text(pen, curve.title(), (int) x, plotTop() + 12, ChartFonts.strong(), tokens.text());
            pen.translate(x, plotTop() + LEADING);
            ChartPainter.draw(pen, width, PLOT - LEADING, curve, tokens);
            pen.translate(-x, -plotTop() - LEADING);
            x += width + MARGIN;
        }
    }

    private void map(Graphics2D pen, MapFrame map, double left, double width) {
        double top = plotTop() + LEADING + 8;
        double height = PLOT - LEADING - 16;
        float[] across = range(map.xs());
        float[] down = range(map.ys());
        double[] xs = new double[map.xs().length];
        double[] ys = new double[xs.length];
        for (int i = 0; i < xs.length; i++) {
            xs[i] = left + 8 + (map.xs()[i] - across[0]) / (across[1] - across[0]) * (width - 16);
            ys[i] = top + (map.ys()[i] - down[0]) / (down[1] - down[0]) * height;
        }
        pen.setStroke(new BasicStroke(0.6f));
        Color line = ChartPainter.awt(tokens.triggered());
        pen.setPaint(new Color(line.getRed(), line.getGreen(), line.getBlue(), 90));
        for (int i = map.images(); i < xs.length; i++) {
            pen.draw(new Line2D.Double(xs[map.imageOf(i)], ys[map.imageOf(i)], xs[i], ys[i]));
        }
        for (int i = 0; i < xs.length; i++) {
            pen.setPaint(ChartPainter.awt(map.isTriggered(i) ? tokens.triggered() : tokens.clean()));
            pen.fill(map.isTriggered(i) ? triangle(xs[i], ys[i]) : new Ellipse2D.Double(xs[i] - 3, ys[i] - 3, 6, 6));
        }
    }

    private static float[] range(float[] values) {
        float least = Float.MAX_VALUE;
        float most = -Float.MAX_VALUE;
        for (float value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return new float[] {least, Math.max(most, least + 1e-6f)};
    }

    private static Path2D triangle(double x, double y) {
        Path2D triangle = new Path2D.Double();
        triangle.moveTo(x - 4, y + 3.2);
        triangle.lineTo(x, y - 4);
        triangle.lineTo(x + 4, y + 3.2);
        triangle.closePath();
        return triangle;
    }

    private static void text(Graphics2D pen, String words, int x, int y, Font font, javafx.scene.paint.Color colour) {
        pen.setFont(font);
        pen.setPaint(ChartPainter.awt(colour));
        pen.drawString(words, x, y);
    }
}
