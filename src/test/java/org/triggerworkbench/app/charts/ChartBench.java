package org.triggerworkbench.app.charts;

import java.util.Arrays;
import java.util.Random;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.shared.Theme;

/** Measures a redraw of a chart with three series of 100,000 points each. */
public final class ChartBench {
    private ChartBench() {}

    public static void main(String[] args) {
        int size = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        ChartContent content = SampleCharts.loss();
        CurveBuffer buffer = new CurveBuffer();
        Random random = new Random(1);
        for (int i = 1; i <= size; i++) {
            for (String name : new String[] {"clean", "poisoned", "control"}) {
                buffer.add(name, i, 1 + random.nextGaussian() * 0.1 + Math.exp(-i / 1e4));
            }
        }
        Fx.run(() -> content.earlier().clear());
        content.buffer().set(buffer);
        LiveChart chart = Fx.call(() -> new LiveChart(content, new Theme()));
        Scene scene = Fx.scene(new StackPane(chart), 560, 240, Fx.call(Theme::new), false);
        double[] draw = new double[60];
        double[] whole = new double[60];
        for (int i = 0; i < draw.length; i++) {
            buffer.add("clean", size + i + 1, 1);
            int at = i;
            Fx.run(() -> {
                long start = System.nanoTime();
                chart.tick();
                draw[at] = (System.nanoTime() - start) / 1e6;
                scene.snapshot(null);
                whole[at] = (System.nanoTime() - start) / 1e6;
            });
        }
        Arrays.sort(draw, 20, 60);
        Arrays.sort(whole, 20, 60);
        System.out.printf(
                "3 x %,d points: redraw median %.1f ms, 95th %.1f ms; with rasterising median %.1f ms%n",
                size, draw[40], draw[57], whole[40]);
        System.exit(0);
    }
}
