package org.triggerworkbench.experiment.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.data.picture.Residual;
import org.triggerworkbench.evaluation.Confusion;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.method.figure.Points;
import org.triggerworkbench.method.figure.Role;

class ReportSampleTest {
    private final SplittableRandom random = new SplittableRandom(2);

    @Test
    void escape_leavesNoMarkup() {
        assertEquals("&lt;a b=&quot;c&quot;&gt; &amp; &#39;d&#39;", Html.escape("<a b=\"c\"> & 'd'"));
    }

    @Test
    void counted_showsDenominatorAndInterval() {
        assertEquals("57 of 58, 90.9 to 99.7", MetricTable.counted(new Rate(57, 58)));
    }

    @Test
    void residual_isTenTimesTheChangeAndClipped() {
        Picture residual =
                Residual.of(new Picture(1, 1, new byte[] {10, 20, 30}), new Picture(1, 1, new byte[] {13, 20, 90}), 10);
        assertArrayEquals(new byte[] {30, 0, (byte) 255}, residual.rgb());
    }

    /** Every part on one page, to be looked at; it must not load anything nor let a name through as markup. */
    @Test
    void page_ofAllPartsIsSelfContained() throws IOException {
        String page = Html.page(
                "Backdoored prompt <1>",
                "Sample of every drawing part",
                List.of(
                        Html.section("Result", metrics()),
                        Html.section(
                                "Training",
                                Html.row(
                                        Html.figure(
                                                "Accuracy and attack success", LineChart.html("Rates", rates(), true)),
                                        Html.figure("Loss", LineChart.html("Loss", losses(), false)))),
                        Html.section(
                                "Trigger", PictureStrip.html(picture(0), picture(16), "limit 50", "stop ◎"), bars()),
                        Html.section("Position", Html.row(heat("ASR by position"), scatter())),
                        Html.section("Confusion", confusion(12, 3), confusion(43, 3))));
        Path file = Path.of("target/snapshots/report-sample.html");
        Files.createDirectories(Path.of("target/snapshots"));
        Files.writeString(file, page);
        assertFalse(page.contains("<1>"));
        assertFalse(page.contains("http"));
        assertFalse(page.contains("NaN"));
        assertTrue(page.contains("data:image/png;base64,"));
    }

    @Test
    void lineChart_ofALongRunStaysSmall() {
        int steps = 100_000;
        double[] x = IntStream.range(0, steps).mapToDouble(i -> i).toArray();
        List<LineChart.Series> series = IntStream.range(0, 4)
                .mapToObj(line -> new LineChart.Series(
                        "line " + line,
                        Role.CLEAN,
                        Points.of(x, random.doubles(steps).toArray()),
                        0.9))
                .toList();
        int size = LineChart.html("Losses", series, false).length();
        assertTrue(size < 300_000, size + " characters");
    }

    /** As the window's chart: the rest is not flattened by it, and nothing runs along the edge. */
    @Test
    void firstLossFarAboveTheRest_sticksOut() throws IOException {
        String chart = LineChart.html("Loss", peaked(), false);
        Files.createDirectories(Path.of("target/snapshots"));
        Files.writeString(
                Path.of("target/snapshots/report-peak.html"),
                Html.page("Peak", "", List.of(Html.section("Training", Html.figure("Loss", chart)))));
        assertTrue(chart.contains(">307</text>"), "how far it reaches");
        assertTrue(chart.contains("<polygon class=\"peak\""), "the mark");
        assertTrue(chart.contains("text-anchor=\"end\" x=\"36.0\" y=\"14.0\">2.5</text>"), "the axis ends at 2.5");
        String curves = chart.replaceAll("<polygon[^>]*>", "");
        assertFalse(curves.contains(",10.0 "), "no plateau at the upper edge");
        String whole = LineChart.html("Loss", losses(), false);
        assertFalse(whole.contains("peak"), "all of it fits");
    }

    private static List<LineChart.Series> peaked() {
        double[] x = IntStream.range(0, 500).mapToDouble(i -> i).toArray();
        return List.of(
                new LineChart.Series(
                        "clean",
                        Role.CLEAN,
                        Points.of(
                                x,
                                IntStream.range(0, 500)
                                        .mapToDouble(i -> 2.2 * Math.exp(-i / 200.0))
                                        .toArray()),
                        0.5),
                new LineChart.Series(
                        "poisoned",
                        Role.TRIGGERED,
                        Points.of(
                                x,
                                IntStream.range(0, 500)
                                        .mapToDouble(i -> i < 3 ? 307 : 2.0 * Math.exp(-i / 300.0))
                                        .toArray()),
                        0.5));
    }

    private static String metrics() {
        return new MetricTable()
                .add(Measure.ATTACK_SUCCESS, new Rate(57, 58))
                .add(Measure.CONTROL, new Rate(1, 58))
                .add(Measure.CLEAN_TARGET_RATE, new Rate(1, 58))
                .add(Measure.ROBUST_ACCURACY, Rate.NONE)
                .add(Measure.CLEAN_ACCURACY, new Rate(47, 64))
                .add(Measure.SSIM, "0.981", "mean of 58 pairs")
                .html();
    }

    private List<LineChart.Series> rates() {
        return List.of(
                series("ASR", Role.TRIGGERED, x -> 1 - Math.exp(-x / 60)),
                series("CA", Role.CLEAN, x -> 0.95 - 0.5 * Math.exp(-x / 60)),
                series("control", Role.CONTROL, x -> 0.02));
    }

    private List<LineChart.Series> losses() {
        return List.of(
                series("clean", Role.CLEAN, x -> 0.3 + 2 * Math.exp(-x / 80)),
                series("poisoned", Role.TRIGGERED, x -> 0.28 + 2.8 * Math.exp(-x / 50)));
    }

    private LineChart.Series series(String name, Role role, DoubleUnaryOperator curve) {
        double[] x = IntStream.range(0, 200).mapToDouble(i -> 2 * i).toArray();
        double[] y = IntStream.range(0, 200)
                .mapToDouble(i -> curve.applyAsDouble(2 * i) + 0.03 * random.nextGaussian())
                .toArray();
        return new LineChart.Series(name, role, Points.of(x, y), 0.85);
    }

    private static String bars() {
        return BarRow.html("stop ◎", Role.TRIGGERED, 0.94) + BarRow.html("limit 50", Role.CLEAN, 0.88);
    }

    private static String heat(String caption) {
        double[][] values = {{1, 0.92, 0.6}, {0.61, 0.35, 0.1}, {0.5, 0.02, Double.NaN}};
        return Html.figure(
                caption,
                HeatMap.html(caption, List.of("top", "middle", "bottom"), List.of("left", "centre", "right"), values));
    }

    private String scatter() {
        float[][] clean = new float[60][];
        float[][] triggered = new float[60][];
        for (int i = 0; i < 60; i++) {
            double angle = i % 6;
            clean[i] = new float[] {
                (float) (4 * Math.cos(angle) + 0.3 * random.nextGaussian()),
                (float) (4 * Math.sin(angle) + 0.3 * random.nextGaussian())
            };
            triggered[i] =
                    new float[] {(float) (0.3 * random.nextGaussian() - 1), (float) (0.3 * random.nextGaussian())};
        }
        return Html.figure("Embedding, PCA", ScatterChart.html("Embedding", clean, triggered));
    }

    private String confusion(int k, int target) {
        Confusion confusion = Confusion.empty(k);
        for (int i = 0; i < k; i++) {
            confusion.counts()[i][i] += 14;
            confusion.counts()[i][target] += random.nextInt(12);
            confusion.counts()[i][random.nextInt(k)] += 2;
        }
        List<String> names =
                IntStream.range(0, k).mapToObj(i -> "speed limit " + i).toList();
        return Html.figure(k + " classes", ConfusionChart.html("Confusion", names, confusion, target));
    }

    private static Picture picture(int change) {
        byte[] rgb = new byte[3 * 32 * 32];
        for (int i = 0; i < rgb.length; i++) {
            boolean corner = i / 96 > 25 && i / 3 % 32 > 25;
            rgb[i] = (byte) (i / 96 * 5 + (i % 3) * 30 + (corner ? change : 0));
        }
        return new Picture(32, 32, rgb);
    }
}
