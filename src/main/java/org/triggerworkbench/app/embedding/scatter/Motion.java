package org.triggerworkbench.app.embedding.scatter;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Points on their way from where they were shown to where they belong. */
public final class Motion {
    public static final long NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    private float[] fromX = {};
    private float[] fromY = {};
    private float[] toX = {};
    private float[] toY = {};
    private float[] shownX = {};
    private float[] shownY = {};
    private long start;
    private boolean moving;

    /** Sends points to other places; at once if their number changed or {@code jump}. */
    public void to(float[] xs, float[] ys, long now, boolean jump) {
        if (jump || xs.length != shownX.length) {
            shownX = xs;
            shownY = ys;
            moving = false;
        } else if (!Arrays.equals(xs, toX) || !Arrays.equals(ys, toY)) {
            fromX = shownX.clone();
            fromY = shownY.clone();
            start = now;
            moving = true;
        }
        toX = xs;
        toY = ys;
    }

    /** Brings the points to where they are now; false if none moved. */
    public boolean advance(long now) {
        if (!moving) {
            return false;
        }
        double t = Math.clamp((double) (now - start) / NANOS, 0, 1);
        moving = t < 1;
        if (!moving) {
            shownX = toX;
            shownY = toY;
            return true;
        }
        float eased = (float) (1 - (1 - t) * (1 - t));
        float[] xs = new float[toX.length];
        float[] ys = new float[toX.length];
        for (int i = 0; i < xs.length; i++) {
            // What stands must stand to the bit, so it is not mixed with itself.
            xs[i] = fromX[i] == toX[i] ? toX[i] : fromX[i] + eased * (toX[i] - fromX[i]);
            ys[i] = fromY[i] == toY[i] ? toY[i] : fromY[i] + eased * (toY[i] - fromY[i]);
        }
        shownX = xs;
        shownY = ys;
        return true;
    }

    public float[] xs() {
        return shownX;
    }

    float[] ys() {
        return shownY;
    }
}
