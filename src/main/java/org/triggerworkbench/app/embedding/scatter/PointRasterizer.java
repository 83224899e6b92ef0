package org.triggerworkbench.app.embedding.scatter;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.triggerworkbench.app.shared.Argb;
import org.triggerworkbench.app.shared.Symbol;
import org.triggerworkbench.app.shared.SymbolMask;

/**
 * Draws points into pixels without a toolkit: symbols where they are few, splats of a few pixels where they are many. What
 * does not stand out is drawn first and pale, never left out. One thread at a time.
 */
public final class PointRasterizer {
    /** From so many points on they are splats. */
    public static final int MANY = 20_000;

    private static final int VERY_MANY = 200_000;
    /** Lines are drawn for all pairs up to so many, for those that stand out above. */
    public static final int MOST_LINES = 2_000;

    private static final int DIM = 64;

    private final int width;
    private final int height;
    private final int[] pixels;
    private final FadingLines lines;
    private final Map<MaskKey, SymbolMask> masks = new HashMap<>();

    private record MaskKey(Symbol symbol, boolean hollow, double radius) {}

    /** @param width and height in pixels, at least 1 */
    public PointRasterizer(int width, int height) {
        this.width = width;
        this.height = height;
        pixels = new int[width * height];
        lines = new FadingLines(width, height, pixels);
    }

    /** Opaque ARGB row by row, drawn over by each call. */
    public int[] pixels() {
        return pixels;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** The radius of a point's symbol among so many, in units of length of the window. */
    public static double radius(int points) {
        return points <= 600 ? 4 : points <= 4_000 ? 3 : 2;
    }

    /** Draws all anew. */
    public void draw(PointSet cloud, MapViewport view, PointTheme look) {
        drawLines(cloud, view, look);
        if (cloud.size() >= MANY) {
            splats(cloud, view, look);
        } else {
            symbols(cloud, view, look);
        }
    }

    /** Draws the ground and the lines, and no point. */
    void drawLines(PointSet cloud, MapViewport view, PointTheme look) {
        Arrays.fill(pixels, look.panel());
        double crowd = Math.min(1, Math.sqrt(128.0 / Math.max(1, cloud.pairs())));
        int drawn = 0;
        for (int i = 0; i < cloud.pairs() && drawn < MOST_LINES; i++) {
            boolean lit = cloud.isLit(i);
            if (cloud.pairs() > MOST_LINES && (cloud.lit() == null || !lit)) {
                continue;
            }
            int j = cloud.pairs() + i;
            double weight = crowd * (lit ? 1 : 0.3);
            lines.draw(
                    view.pixelX(cloud.xs()[i]),
                    view.pixelY(cloud.ys()[i]),
                    view.pixelX(cloud.xs()[j]),
                    view.pixelY(cloud.ys()[j]),
                    look.line(),
                    24 * weight,
                    110 * weight);
            drawn++;
        }
    }

    /** Draws one symbol over what is there. */
    public void stamp(double x, double y, Symbol symbol, boolean hollow, double radius, int argb) {
        stamp((int) Math.floor(x), (int) Math.floor(y), mask(symbol, hollow, radius), argb, 256);
    }

    private SymbolMask mask(Symbol symbol, boolean hollow, double radius) {
        return masks.computeIfAbsent(
                new MaskKey(symbol, hollow, radius), key -> SymbolMask.of(key.symbol, key.hollow, key.radius));
    }

    private void symbols(PointSet cloud, MapViewport view, PointTheme look) {
        double radius = radius(cloud.size()) * look.fineness();
        List<PointStyle> styles = look.styles();
        SymbolMask[] shapes = new SymbolMask[styles.size()];
        SymbolMask[] halos = new SymbolMask[styles.size()];
        SymbolMask[] gaps = new SymbolMask[styles.size()];
        boolean some = cloud.lit() != null;
        for (int point = 0; point < cloud.size(); point++) {
            int style = cloud.styles()[point];
            if (shapes[style] == null) {
                PointStyle kind = styles.get(style);
                shapes[style] = mask(kind.symbol(), kind.hollow(), radius);
                halos[style] = mask(kind.symbol(), false, radius + 2.6 * look.fineness());
                gaps[style] = mask(kind.symbol(), false, radius + look.fineness());
            }
        }
        int strength = cloud.size() <= 200 ? 256 : 224;
        for (int pass = some ? 0 : 1; pass < 2; pass++) {
            for (int point = 0; point < cloud.size(); point++) {
                if (cloud.isLit(point) != (pass == 1)) {
                    continue;
                }
                int style = cloud.styles()[point];
                int x = (int) Math.floor(view.pixelX(cloud.xs()[point]));
                int y = (int) Math.floor(view.pixelY(cloud.ys()[point]));
                if (pass == 1 && some) {
                    stamp(x, y, halos[style], look.selected(), 256);
                    stamp(x, y, gaps[style], look.panel(), 256);
                }
                stamp(x, y, shapes[style], styles.get(style).argb(), pass == 1 ? strength : DIM);
            }
        }
    }

    private void stamp(int x, int y, SymbolMask mask, int argb, int strength) {
        int reach = mask.side() / 2;
        int left = Math.max(0, x - reach);
        int right = Math.min(width - 1, x + reach);
        int bottom = Math.min(height - 1, y + reach);
        for (int row = Math.max(0, y - reach); row <= bottom; row++) {
            int from = (row - y + reach) * mask.side() + left - x + reach;
            for (int column = left, at = row * width + left; column <= right; column++, at++, from++) {
                int share = (mask.coverage()[from] * strength) >> 8;
                if (share > 0) {
                    pixels[at] = Argb.mix(argb, pixels[at], share);
                }
            }
        }
    }

    /** A picture over what is there, its middle at a place, in a frame of one colour. */
    void picture(double x, double y, int[] argb, int side, int frame, int frameArgb, boolean dim, int panel) {
        int whole = side + 2 * frame;
        int left = (int) Math.floor(x) - whole / 2;
        int top = (int) Math.floor(y) - whole / 2;
        for (int row = Math.max(0, -top); row < whole && top + row < height; row++) {
            for (int column = Math.max(0, -left); column < whole && left + column < width; column++) {
                int r = row - frame;
                int c = column - frame;
                boolean inside = r >= 0 && c >= 0 && r < side && c < side;
                int colour = inside ? argb[r * side + c] : frameArgb;
                pixels[(top + row) * width + left + column] = dim ? Argb.mix(colour, panel, DIM) : colour;
            }
        }
    }

    private void splats(PointSet cloud, MapViewport view, PointTheme look) {
        int styles = look.styles().size();
        int[] plain = new int[styles];
        int[] pale = new int[styles];
        boolean[] pointed = new boolean[styles];
        for (int i = 0; i < styles; i++) {
            PointStyle style = look.styles().get(i);
            plain[i] = style.argb();
            pale[i] = Argb.mix(style.argb(), look.panel(), DIM);
            pointed[i] = style.symbol() == Symbol.TRIANGLE || style.hollow();
        }
        boolean[] lit = cloud.lit();
        SplatRasterizer splats =
                new SplatRasterizer(pixels, width, height, cloud, view, pointed, cloud.size() < VERY_MANY);
        if (lit == null) {
            splats.all(plain);
        } else {
            splats.some(lit, false, pale);
            splats.some(lit, true, plain);
        }
    }
}
