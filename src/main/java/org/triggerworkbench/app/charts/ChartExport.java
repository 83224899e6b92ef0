package org.triggerworkbench.app.charts;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.method.figure.Points;
import org.w3c.dom.Document;

/** A chart as file: a picture at twice its size, vectors with text that stays text, or all points of all series. */
public final class ChartExport {
    /** Size of a figure, in points and pixels of the window. */
    static final int WIDTH = 640;

    static final int HEIGHT = 360;

    private static final Pattern DOCTYPE = Pattern.compile("<!DOCTYPE[^>]*>\\s*");
    private static final int SCALE = 2;
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
        try {
            return switch (kind) {
                case PNG -> png(picture(shot, tokens));
                case SVG -> svg(shot, tokens);
                case PDF -> pdf(shot, tokens);
                case CSV -> csv(shot).getBytes(StandardCharsets.UTF_8);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The chart as picture, for a file or the clipboard. */
    static BufferedImage picture(ChartShot shot, Tokens tokens) {
        BufferedImage image = new BufferedImage(SCALE * WIDTH, SCALE * HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g2 = image.createGraphics();
        g2.scale(SCALE, SCALE);
        paint(g2, shot, tokens);
        g2.dispose();
        return image;
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

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static byte[] svg(ChartShot shot, Tokens tokens) throws IOException {
        try {
            Document document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument("http://www.w3.org/2000/svg", "svg", null);
            SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
            context.setComment(null);
            SVGGraphics2D g2 = new SVGGraphics2D(context, false);
            g2.setSVGCanvasSize(new Dimension(WIDTH, HEIGHT));
            paint(g2, shot, tokens);
            StringWriter out = new StringWriter();
            g2.stream(out, true);
            // The DTD is on the net, and who reads the file may not be.
            String text = DOCTYPE.matcher(out.toString()).replaceFirst("");
            return text.replace("'Open Sans'", "'Open Sans', sans-serif").getBytes(StandardCharsets.UTF_8);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] pdf(ChartShot shot, Tokens tokens) throws IOException {
        try (PDDocument document = new PDDocument();
                PdfBoxGraphics2DFontTextDrawer fonts = new PdfBoxGraphics2DFontTextDrawer();
                InputStream regular = ChartFonts.open(ChartFonts.REGULAR);
                InputStream semibold = ChartFonts.open(ChartFonts.SEMIBOLD)) {
            fonts.registerFont(ChartFonts.plain().getFontName(), regular);
            fonts.registerFont(ChartFonts.strong().getFontName(), semibold);
            PDPage page = new PDPage(new PDRectangle(WIDTH, HEIGHT));
            document.addPage(page);
            PdfBoxGraphics2D g2 = new PdfBoxGraphics2D(document, WIDTH, HEIGHT);
            g2.setFontTextDrawer(fonts);
            paint(g2, shot, tokens);
            g2.dispose();
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawForm(g2.getXFormObject());
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }
}
