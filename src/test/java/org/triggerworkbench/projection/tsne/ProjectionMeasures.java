package org.triggerworkbench.projection.tsne;

import java.util.function.Supplier;
import org.triggerworkbench.projection.Blobs;
import org.triggerworkbench.projection.StepwiseProjection;
import org.triggerworkbench.projection.Trustworthiness;
import org.triggerworkbench.projection.tsne.TsneSettings.Gradient;
import org.triggerworkbench.projection.umap.Umap;
import org.triggerworkbench.projection.umap.UmapSettings;

/** Measured by hand, too slow for a test: quality of maps of 2,000 x 64 points, seconds at 2,000 and at 10,000. */
final class ProjectionMeasures {
    private ProjectionMeasures() {}

    /** @param args points and values per point; empty: 2000 64 */
    public static void main(String[] args) {
        int n = args.length > 0 ? Integer.parseInt(args[0]) : 2000;
        int d = args.length > 1 ? Integer.parseInt(args[1]) : 64;
        float[][] points = Blobs.of(n, d);
        TsneSettings settings = TsneSettings.defaults();
        measure("t-SNE exact", points, () -> Tsne.of(points, settings.withGradient(Gradient.EXACT), 1));
        measure("t-SNE Barnes-Hut", points, () -> Tsne.of(points, settings.withGradient(Gradient.BARNES_HUT), 1));
        measure("UMAP", points, () -> Umap.of(points, UmapSettings.defaults(), 1));
        float[][] many = Blobs.of(10_000, d);
        time("t-SNE Barnes-Hut", many, () -> Tsne.of(many, settings.withIterations(400), 1));
        time("UMAP", many, () -> Umap.of(many, UmapSettings.defaults().withEpochs(50), 1));
    }

    private static void measure(String name, float[][] points, Supplier<StepwiseProjection> method) {
        long start = System.nanoTime();
        StepwiseProjection map = method.get();
        long ready = System.nanoTime();
        float[][] positions = Blobs.run(map);
        long done = System.nanoTime();
        System.out.printf(
                "%s %d x %d: prepared in %.2f s, %.2f ms an iteration; KL %.5f, trustworthiness %.5f%n",
                name,
                points.length,
                points[0].length,
                (ready - start) / 1e9,
                (done - ready) / 1e6 / map.iterations(),
                Tsne.klDivergence(points, positions, TsneSettings.defaults().perplexity()),
                Trustworthiness.of(points, positions));
    }

    /** Whole short runs, since early and late iterations differ in cost. */
    private static void time(String name, float[][] points, Supplier<StepwiseProjection> method) {
        long start = System.nanoTime();
        StepwiseProjection map = method.get();
        long ready = System.nanoTime();
        Blobs.run(map);
        System.out.printf(
                "%s %d x %d: prepared in %.2f s, %.2f ms an iteration%n",
                name,
                points.length,
                points[0].length,
                (ready - start) / 1e9,
                (System.nanoTime() - ready) / 1e6 / map.iterations());
    }
}
