package org.triggerworkbench.app.embedding.scatter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.shared.Symbol;

/** The rasteriser, pixel by pixel. */
class PointRasterizerTest {
    private static final int PANEL = 0xffffffff;
    private static final int BLUE = 0xff0000ff;
    private static final int RED = 0xffff0000;
    private static final MapViewport PLAIN = new MapViewport(1, 0, 0);
    private static final PointTheme LOOK = new PointTheme(
            PANEL,
            RED,
            0xff00ff00,
            List.of(new PointStyle(Symbol.CIRCLE, false, BLUE), new PointStyle(Symbol.TRIANGLE, false, RED)),
            1);

    private static PointSet cloud(float[] xs, float[] ys, int[] styles, boolean @Nullable [] lit, int pairs) {
        short[] kinds = new short[styles.length];
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = (short) styles[i];
        }
        return new PointSet(xs, ys, kinds, lit, pairs);
    }

    /** Blue #, red ^, the panel a space, all between a dot. */
    private static String picture(PointRasterizer scatter) {
        StringBuilder text = new StringBuilder();
        for (int y = 0; y < scatter.height(); y++) {
            for (int x = 0; x < scatter.width(); x++) {
                int pixel = scatter.pixels()[y * scatter.width() + x];
                text.append(pixel == BLUE ? '#' : pixel == RED ? '^' : pixel == PANEL ? ' ' : '.');
            }
            text.append('\n');
        }
        return text.toString();
    }

    @Test
    void fewPoints_areFilledSymbols() {
        PointRasterizer scatter = new PointRasterizer(24, 12);
        scatter.draw(cloud(new float[] {6, 17}, new float[] {5, 6}, new int[] {0, 1}, null, 0), PLAIN, LOOK);
        assertEquals("""
                                       \s
                    .....        .     \s
                   ..###..      ...    \s
                  ..#####..     .^.    \s
                  .#######.    .^^^.   \s
                  .#######.    .^^^.   \s
                  .#######.   .^^^^^.  \s
                  ..#####..   .^^^^^.  \s
                   ..###..   .^^^^^^^. \s
                    .....   ...........\s
                                       \s
                                       \s
                """, picture(scatter));
    }

    @Test
    void manyPoints_areSquaresAndPyramids_andNothingCrossesTheEdge() {
        int n = PointRasterizer.MANY;
        float[] xs = new float[n];
        float[] ys = new float[n];
        int[] styles = new int[n];
        Arrays.fill(xs, 3);
        Arrays.fill(ys, 3);
        xs[0] = 9;
        styles[0] = 1;
        xs[1] = -2;
        xs[2] = 12.5f;
        ys[3] = -0.5f;
        PointRasterizer scatter = new PointRasterizer(13, 7);
        scatter.draw(cloud(xs, ys, styles, null, 0), PLAIN, LOOK);
        assertEquals("""
                            \s
                            \s
                   #        \s
                  ###    ^  \s
                   ##   ^^^ \s
                            \s
                            \s
                """, picture(scatter));
    }

    @Test
    void unlitPoints_arePaleButThere() {
        PointRasterizer scatter = new PointRasterizer(30, 12);
        scatter.draw(
                cloud(new float[] {7, 22}, new float[] {6, 6}, new int[] {0, 0}, new boolean[] {true, false}, 0),
                PLAIN,
                LOOK);
        assertEquals(BLUE, scatter.pixels()[6 * 30 + 7]);
        // A quarter of the colour on three quarters of the panel.
        assertEquals(0xffbfbfff, scatter.pixels()[6 * 30 + 22]);
    }

    @Test
    void lines_growStrongerTowardsTheTriggeredPoint() {
        PointRasterizer scatter = new PointRasterizer(60, 9);
        scatter.drawLines(cloud(new float[] {5, 55}, new float[] {4, 4}, new int[] {0, 1}, null, 1), PLAIN, LOOK);
        int begin = scatter.pixels()[4 * 60 + 8] & 0xff;
        int end = scatter.pixels()[4 * 60 + 52] & 0xff;
        assertTrue(begin < 0xff && end < begin, begin + " " + end);
        assertEquals(PANEL, scatter.pixels()[4 * 60 + 3]);
        assertEquals(PANEL, scatter.pixels()[2 * 60 + 30]);
    }

    @Test
    void manyPairs_areJoinedOnlyWhereTheyStandOut() {
        int pairs = PointRasterizer.MOST_LINES + 1;
        float[] xs = new float[2 * pairs];
        float[] ys = new float[2 * pairs];
        Arrays.fill(xs, pairs, 2 * pairs, 50);
        ys[1] = 20;
        ys[pairs + 1] = 20;
        boolean[] lit = new boolean[2 * pairs];
        lit[1] = true;
        lit[pairs + 1] = true;
        PointRasterizer scatter = new PointRasterizer(60, 40);
        scatter.drawLines(cloud(xs, ys, new int[2 * pairs], lit, pairs), PLAIN, LOOK);
        assertNotEquals(PANEL, scatter.pixels()[20 * 60 + 40]);
        assertEquals(PANEL, scatter.pixels()[40]);
    }
}
