package org.triggerworkbench.app.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.app.shared.Tokens;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class ChartExportTest {
    @TempDir
    Path folder;

    @Test
    void png_readsBackWithTheLinesColours() throws IOException {
        Path file = folder.resolve("a.png");
        ChartExport.write(file, ChartExport.Kind.PNG, SampleCharts.loss().shot(), Tokens.LIGHT);
        BufferedImage image = ImageIO.read(file.toFile());
        assertEquals(2 * ChartExport.WIDTH, image.getWidth());
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                colours.add(image.getRGB(x, y) & 0xffffff);
            }
        }
        assertTrue(colours.containsAll(Set.of(0x0072B2, 0xC8500A, 0x6B7580)));
    }

    @Test
    void svg_isXmlWithTheLabelsAsText() throws Exception {
        Path file = folder.resolve("a.svg");
        ChartExport.write(file, ChartExport.Kind.SVG, SampleCharts.loss().shot(), Tokens.LIGHT);
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        assertEquals("svg", document.getDocumentElement().getTagName());
        assertEquals(
                Integer.toString(ChartExport.WIDTH),
                document.getDocumentElement().getAttribute("width"));
        NodeList texts = document.getElementsByTagName("text");
        Set<String> words = new HashSet<>();
        for (int i = 0; i < texts.getLength(); i++) {
            words.add(texts.item(i).getTextContent().strip());
        }
        assertTrue(words.containsAll(Set.of("Loss", "clean", "poisoned", "control", "step")), words::toString);
        assertTrue(Files.readString(file).contains("Open Sans"));
    }

    @Test
    void pdf_opensWithTheLabelsAsText() throws IOException {
        Path file = folder.resolve("a.pdf");
        ChartExport.write(file, ChartExport.Kind.PDF, SampleCharts.loss().shot(), Tokens.LIGHT);
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            assertEquals(1, document.getNumberOfPages());
            assertEquals(ChartExport.WIDTH, document.getPage(0).getMediaBox().getWidth());
            String words = new PDFTextStripper().getText(document);
            for (String word : List.of("Loss", "clean", "poisoned", "step")) {
                assertTrue(words.contains(word), words);
            }
        }
    }

    @Test
    void csv_hasEveryPointOfEveryRun() throws IOException {
        Path file = folder.resolve("a.csv");
        ChartContent content = SampleCharts.loss();
        ChartExport.write(file, ChartExport.Kind.CSV, content.shot(), Tokens.LIGHT);
        List<String> lines = Files.readAllLines(file);
        long points =
                content.buffer().get().version() + content.earlier().getFirst().version();
        assertEquals(1 + points, lines.size());
        assertEquals("run,series,x,y", lines.getFirst());
        assertTrue(lines.getLast().startsWith("1,control,"), lines.getLast());
    }
}
