package org.triggerworkbench.app.embedding.map;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.projection.Pca;

/** The two leading principal components, turned to a map before it. */
final class PcaMap implements StandingMap {
    private final Pca pca;
    private final Alignment alignment;
    private final float[][] places;

    private PcaMap(Pca pca, Alignment alignment, float[][] places) {
        this.pca = pca;
        this.alignment = alignment;
        this.places = places;
    }

    /**
     * Fits to rows.
     *
     * @param before places of the same rows to turn to; null leaves the axes as they are
     */
    static PcaMap fit(float[][] rows, float @Nullable [][] before) {
        Pca pca = Pca.fit(wide(rows), 2);
        float[][] bare = pca.project(wide(rows));
        Alignment alignment =
                before == null || before.length != rows.length ? Alignment.NONE : Alignment.of(before, bare);
        float[][] turned = Arrays.stream(bare).map(alignment::apply).toArray(float[][]::new);
        return new PcaMap(pca, alignment, turned);
    }

    /** A single column gets a second one of zeros: a plane needs two. */
    private static float[][] wide(float[][] rows) {
        return rows[0].length > 1
                ? rows
                : Arrays.stream(rows).map(row -> Arrays.copyOf(row, 2)).toArray(float[][]::new);
    }

    @Override
    public float[][] places() {
        return places;
    }

    @Override
    public float[] place(float[] row) {
        return alignment.apply(pca.project(row.length > 1 ? row : Arrays.copyOf(row, 2)));
    }

    @Override
    public boolean isApproximate() {
        return false;
    }

    @Override
    public void advance(int iterations) {
        throw new IllegalStateException("made at once");
    }

    @Override
    public int iteration() {
        return 0;
    }

    @Override
    public int iterations() {
        return 0;
    }

    @Override
    public double explained() {
        return Arrays.stream(pca.explainedVarianceRatios()).sum();
    }
}
