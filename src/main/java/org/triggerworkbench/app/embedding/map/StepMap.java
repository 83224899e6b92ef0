package org.triggerworkbench.app.embedding.map;

import org.triggerworkbench.projection.OutOfSample;
import org.triggerworkbench.projection.StepwiseProjection;

/** A map made in steps. New rows enter it among their nearest fitted ones; see {@link OutOfSample}. */
final class StepMap implements StandingMap {
    private final float[][] rows;
    private final StepwiseProjection projection;
    private float[][] places;
    private OutOfSample outOfSample;

    StepMap(float[][] rows, StepwiseProjection projection) {
        this.rows = rows;
        this.projection = projection;
        this.places = projection.positions();
        this.outOfSample = new OutOfSample(rows, places, OutOfSample.NEIGHBOURS);
    }

    @Override
    public float[][] places() {
        return places;
    }

    @Override
    public float[] place(float[] row) {
        return outOfSample.place(row);
    }

    @Override
    public boolean isApproximate() {
        return true;
    }

    @Override
    public void advance(int iterations) {
        for (int i = 0; i < iterations && !projection.isFinished(); i++) {
            projection.step();
        }
        places = projection.positions();
        outOfSample = new OutOfSample(rows, places, OutOfSample.NEIGHBOURS);
    }

    @Override
    public int iteration() {
        return projection.iteration();
    }

    @Override
    public int iterations() {
        return projection.iterations();
    }

    @Override
    public double explained() {
        return Double.NaN;
    }
}
