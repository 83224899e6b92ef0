package org.triggerworkbench.app.compare;

import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.experiment.live.ImageResults;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.projection.Pca;

/**
 * What two models answer on the same images with the same trigger, and where both see them.
 *
 * @param clean how alike they take the clean images
 * @param triggered how alike they take the triggered ones; null without a trigger
 * @param oneFrame whether both maps have the same axes; models whose features differ in number have each their own
 */
record TwoAnswers(
        SheetResult a,
        SheetResult b,
        Places placesA,
        Places placesB,
        Resemblance clean,
        @Nullable Resemblance triggered,
        boolean oneFrame) {
    /** Places of the sheet's images in the plane, clean and triggered; the triggered ones are none without a trigger. */
    record Places(float[][] clean, float[][] triggered) {}

    /** Lays both out; not on the window thread. */
    static TwoAnswers of(SheetResult a, SheetResult b) {
        float[][] rowsA = a.clean().features();
        float[][] rowsB = b.clean().features();
        boolean oneFrame = rowsA[0].length == rowsB[0].length
                && a.question().space().equals(b.question().space());
        Pca ofA = fit(oneFrame ? Stream.of(rowsA, rowsB).flatMap(Arrays::stream).toArray(float[][]::new) : rowsA);
        ImageResults triggeredA = a.triggered();
        ImageResults triggeredB = b.triggered();
        return new TwoAnswers(
                a,
                b,
                places(ofA, a),
                places(oneFrame ? ofA : fit(rowsB), b),
                Resemblance.of(a.clean(), b.clean()),
                triggeredA == null || triggeredB == null ? null : Resemblance.of(triggeredA, triggeredB),
                oneFrame);
    }

    private static Pca fit(float[][] rows) {
        return Pca.fit(wide(rows), 2);
    }

    private static Places places(Pca pca, SheetResult answer) {
        ImageResults triggered = answer.triggered();
        return new Places(
                pca.project(wide(answer.clean().features())),
                triggered == null ? new float[0][] : pca.project(wide(triggered.features())));
    }

    /** A plane needs two columns. */
    private static float[][] wide(float[][] rows) {
        return rows[0].length > 1
                ? rows
                : Arrays.stream(rows).map(row -> Arrays.copyOf(row, 2)).toArray(float[][]::new);
    }
}
