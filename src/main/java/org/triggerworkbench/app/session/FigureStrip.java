package org.triggerworkbench.app.session;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.text.AllowedBecause;

/** A picture of the window with lines of words below it. */
@AllowedBecause(
        "a figure of several megapixels is composed and compressed outside the window thread, where JavaFX cannot draw")
final class FigureStrip {
    private static final String GAP = "     ";
    private static final float TITLE = 14;
    private static final float BODY = 12;
    private static final int MARGIN = 16;
    private static final int LEADING = 18;

    private FigureStrip() {}

    /** @param lines the first is the title; a line too long for the picture goes on below */
    static byte[] png(FigureExport.Pixels shot, List<String> lines, Tokens tokens) {
        double scale = shot.scale();
        Font title = font("OpenSans-Semibold.ttf", (float) (TITLE * scale));
        Font body = font("OpenSans-Regular.ttf", (float) (BODY * scale));
        int margin = (int) (MARGIN * scale);
        int leading = (int) (LEADING * scale);
        BufferedImage measure = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = measure.createGraphics();
        FontMetrics metrics = pen.getFontMetrics(body);
        List<String> wrapped = new ArrayList<>();
        lines.stream().skip(1).forEach(line -> wrapped.addAll(wrap(line, metrics, shot.width() - 2 * margin)));
        pen.dispose();
        int strip = 2 * margin + leading * (1 + wrapped.size());
        BufferedImage figure = new BufferedImage(shot.width(), shot.height() + strip, BufferedImage.TYPE_INT_RGB);
        figure.setRGB(0, 0, shot.width(), shot.height(), shot.argb(), 0, shot.width());
        Graphics2D draw = figure.createGraphics();
        draw.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        draw.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        draw.setColor(colour(tokens.panel()));
        draw.fillRect(0, shot.height(), shot.width(), strip);
        draw.setColor(colour(tokens.line()));
        draw.fillRect(0, shot.height(), shot.width(), Math.max(1, (int) scale));
        int baseline = shot.height() + margin + (int) (TITLE * scale);
        draw.setColor(colour(tokens.text()));
        draw.setFont(title);
        draw.drawString(lines.getFirst(), margin, baseline);
        draw.setFont(body);
        for (String line : wrapped) {
            baseline += leading;
            draw.drawString(line, margin, baseline);
        }
        draw.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(figure, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    /** Breaks at the gaps between facts, never within one. */
    private static List<String> wrap(String line, FontMetrics metrics, int width) {
        List<String> wrapped = new ArrayList<>();
        String open = "";
        for (String fact : line.split(GAP, -1)) {
            String longer = open.isEmpty() ? fact : open + GAP + fact;
            if (!open.isEmpty() && metrics.stringWidth(longer) > width) {
                wrapped.add(open);
                longer = fact;
            }
            open = longer;
        }
        wrapped.add(open);
        return wrapped;
    }

    private static Color colour(javafx.scene.paint.Color colour) {
        return new Color((float) colour.getRed(), (float) colour.getGreen(), (float) colour.getBlue());
    }

    private static Font font(String file, float size) {
        try (InputStream in = FigureStrip.class.getResourceAsStream("/org/triggerworkbench/app/fonts/" + file)) {
            return Font.createFont(Font.TRUETYPE_FONT, Objects.requireNonNull(in, file))
                    .deriveFont(size);
        } catch (IOException | FontFormatException e) {
            throw new IllegalStateException("the program lacks its own " + file, e);
        }
    }
}
