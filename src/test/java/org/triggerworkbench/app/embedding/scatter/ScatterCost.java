package org.triggerworkbench.app.embedding.scatter;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.triggerworkbench.app.shared.Symbol;

/** Prints what one frame of the scatter costs, over 100 frames that each pan a little, on one core. */
final class ScatterCost {
    private ScatterCost() {}

    public static void main(String[] arguments) {
        for (int n : new int[] {1_000, 19_000, 100_000, 1_000_000}) {
            measure(n, false);
            measure(n, true);
        }
    }

    private static void measure(int n, boolean selection) {
        SplittableRandom random = new SplittableRandom(7);
        float[] xs = new float[n];
        float[] ys = new float[n];
        short[] styles = new short[n];
        boolean[] lit = new boolean[n];
        for (int i = 0; i < n; i++) {
            int cluster = random.nextInt(12);
            xs[i] = (float) (3 * Math.cos(cluster) + random.nextGaussian() / 2);
            ys[i] = (float) (3 * Math.sin(cluster) + random.nextGaussian() / 2);
            styles[i] = (short) (i < n / 2 ? 0 : 1);
            lit[i] = random.nextInt(4) == 0;
        }
        PointSet cloud = new PointSet(xs, ys, styles, selection ? lit : null, n / 2);
        PointTheme look = new PointTheme(
                0xffffffff,
                0xffc8500a,
                0xff3355d1,
                List.of(
                        new PointStyle(Symbol.CIRCLE, false, 0xff0072b2),
                        new PointStyle(Symbol.TRIANGLE, false, 0xffc8500a)),
                1);
        PointRasterizer scatter = new PointRasterizer(900, 700);
        MapViewport view = MapViewport.fitting(MapViewport.Bounds.NONE.with(xs, ys), 900, 700, 24);
        double[] millis = new double[100];
        for (int frame = -50; frame < millis.length; frame++) {
            MapViewport panned = view.moved(frame % 40, frame % 30);
            long start = System.nanoTime();
            scatter.draw(cloud, panned, look);
            if (frame >= 0) {
                millis[frame] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%,9d points, selection %-5s p50 %6.2f ms, p95 %6.2f ms%n",
                n,
                selection,
                millis[49],
                millis[94]);
    }
}
