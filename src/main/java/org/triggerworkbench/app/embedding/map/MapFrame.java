package org.triggerworkbench.app.embedding.map;

import org.triggerworkbench.experiment.live.SheetResult;

/**
 * Where everything lies at one moment.
 *
 * @param answer that is laid out
 * @param key of the answer and the wishes it was laid out for
 * @param xs of the clean images, then of the triggered ones if there are any
 * @param ys likewise, downwards
 * @param wordXs of the class words; none outside the joint space
 * @param wordYs likewise
 * @param fit grows with each map that was fitted
 * @param iteration done
 * @param iterations planned; 0 for a map that is made at once
 * @param running whether more iterations come
 * @param approximate whether triggered images are placed approximately
 * @param stale whether the map was fitted under an earlier prompt or weights
 * @param explained share of the variance shown, or NaN
 */
public record MapFrame(
        SheetResult answer,
        MapKey key,
        float[] xs,
        float[] ys,
        float[] wordXs,
        float[] wordYs,
        long fit,
        int iteration,
        int iterations,
        boolean running,
        boolean approximate,
        boolean stale,
        double explained) {

    /** The images of the sheet. */
    public int images() {
        return answer.clean().predictions().length;
    }

    /** Whether triggered images are laid out too. */
    public boolean hasTriggered() {
        return xs.length > images();
    }

    /** The image a point shows. */
    public int imageOf(int point) {
        return point % images();
    }

    /** Whether a point shows its image triggered. */
    public boolean isTriggered(int point) {
        return point >= images();
    }
}
