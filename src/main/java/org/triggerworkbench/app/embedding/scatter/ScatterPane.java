package org.triggerworkbench.app.embedding.scatter;

import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.embedding.map.Anchor;
import org.triggerworkbench.app.embedding.map.Anchors;
import org.triggerworkbench.app.embedding.map.MapFrame;
import org.triggerworkbench.app.shared.Argb;
import org.triggerworkbench.app.shared.PixelImage;
import org.triggerworkbench.app.shared.Symbol;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Tokens;

/**
 * The points as a node: pixels below, labels of classes and marks of hand and keyboard above. Draws once a pulse at most, and
 * only when something changed and it is in a window.
 */
public final class ScatterPane extends Region {
    private static final double MARGIN = 28;
    /** With so many points they jump, since moving them would cost more than it shows. */
    private static final int MOST_MOVING = PointRasterizer.MANY;

    private static final int MOST_THUMBNAILS = 4_000;
    private static final int MOST_PLAIN_PLACES = 100;

    private final ImageView pixels = new ImageView();
    private final ChipLayer chips = new ChipLayer();
    private final MarkLayer marks = new MarkLayer();
    private final Theme theme;
    private final BooleanSupplier still;
    private final ReadOnlyObjectWrapper<MapViewport> viewport = new ReadOnlyObjectWrapper<>(new MapViewport(1, 0, 0));
    private final BooleanProperty thumbnails = new SimpleBooleanProperty();
    private final ObjectProperty<@Nullable Integer> walked = new SimpleObjectProperty<>();
    private final Motion points = new Motion();
    private final Motion places = new Motion();
    private @Nullable Shown shown;
    private @Nullable PointRasterizer scatter;
    private @Nullable PixelImage image;
    private @Nullable GridIndex index;
    private int @Nullable [][] pictures;
    private boolean dirty = true;
    private boolean fitted;
    private boolean ownView;
    private long fit = -1;

    /**
     * What is drawn.
     *
     * @param lit images that stand out; null for none
     * @param primary the image shown large elsewhere
     * @param pictureWidth of the images' pixels
     * @param byClass whether symbols and colours tell classes
     */
    public record Shown(
            MapFrame frame,
            PointStyles styles,
            Anchors anchors,
            boolean @Nullable [] lit,
            int primary,
            int pictureWidth,
            boolean byClass) {}

    /** @param still whether the user wants no motion */
    public ScatterPane(Theme theme, BooleanSupplier still) {
        this.theme = theme;
        this.still = still;
        getStyleClass().add("tw-scatter");
        setMinSize(0, 0);
        setFocusTraversable(true);
        getChildren().addAll(pixels, chips, marks);
        theme.tokens().addListener((_, _, _) -> redraw());
        theme.textScale().addListener((_, _, _) -> redraw());
        viewport.addListener((_, _, _) -> redraw());
        walked.addListener((_, _, _) -> redraw());
        focusedProperty().addListener((_, _, _) -> redraw());
        thumbnails.addListener((_, _, _) -> redraw());
        widthProperty().addListener((_, before, _) -> resized(before.doubleValue(), getHeight()));
        heightProperty().addListener((_, before, _) -> resized(getWidth(), before.doubleValue()));
    }

    private void resized(double widthBefore, double heightBefore) {
        Shown now = shown;
        if (fitted && !ownView) {
            fitAll();
        } else if (ownView && now != null && widthBefore >= 1 && heightBefore >= 1 && isLaidOut()) {
            viewport.set(viewport.get().following(fitting(now, widthBefore, heightBefore), fitting(now)));
        }
        redraw();
    }

    /** Shows something else; what stays in place does not move. */
    // A frame is the same only if it is the same object: its arrays are not looked into.
    @SuppressWarnings("ReferenceEquality")
    public void show(@Nullable Shown next, long now) {
        Shown last = shown;
        MapFrame before = last == null ? null : last.frame();
        shown = next;
        if (next == null) {
            fitted = false;
            ownView = false;
            walked.set(null);
            redraw();
            return;
        }
        MapFrame frame = next.frame();
        boolean other = before == null || !before.key().isOf(frame.key().scene());
        if (before != frame) {
            boolean jump = other || still.getAsBoolean() || frame.xs().length > MOST_MOVING;
            points.to(frame.xs(), frame.ys(), now, jump);
            places.to(next.anchors().xs(), next.anchors().ys(), now, jump);
            index = null;
            pictures = null;
            boolean otherMap = before == null || !before.key().isKinOf(frame.key());
            ownView = ownView && !otherMap;
            boolean grew = frame.fit() != fit || frame.running() || (before != null && before.running());
            if (!ownView && (!fitted || grew || hidesSome(frame))) {
                fitAll();
            } else if (ownView && grew && last != null && isLaidOut()) {
                // The new map has other lengths: a fixed view of it would often show nothing.
                viewport.set(viewport.get().following(fitting(last), fitting(next)));
            }
            fit = frame.fit();
        }
        redraw();
    }

    private boolean hidesSome(MapFrame frame) {
        return !viewport.get().shows(MapViewport.Bounds.NONE.with(frame.xs(), frame.ys()), getWidth(), getHeight());
    }

    /** Shows all points and places, from now on whatever comes. */
    void fitAll() {
        Shown now = shown;
        if (now == null || !isLaidOut()) {
            return;
        }
        viewport.set(fitting(now));
        fitted = true;
        ownView = false;
    }

    private boolean isLaidOut() {
        return getWidth() >= 1 && getHeight() >= 1;
    }

    private MapViewport fitting(Shown map) {
        return fitting(map, getWidth(), getHeight());
    }

    private static MapViewport fitting(Shown map, double width, double height) {
        MapViewport.Bounds bounds = MapViewport.Bounds.NONE
                .with(map.frame().xs(), map.frame().ys())
                .with(map.anchors().xs(), map.anchors().ys());
        return MapViewport.fitting(bounds, width, height, MARGIN);
    }

    /** Shows another part, as the user wishes; it stays until {@link #fitAll}. */
    void look(MapViewport next) {
        ownView = true;
        viewport.set(next);
    }

    /** Moves what is on its way. */
    public void advance(long now) {
        boolean moved = points.advance(now);
        if (places.advance(now) || moved) {
            index = null;
            redraw();
        }
    }

    public ReadOnlyObjectProperty<MapViewport> viewport() {
        return viewport.getReadOnlyProperty();
    }

    /** Whether points are small images. */
    public BooleanProperty thumbnails() {
        return thumbnails;
    }

    /** The point the keyboard is at; null for none. */
    public ObjectProperty<@Nullable Integer> walked() {
        return walked;
    }

    MarkLayer marks() {
        return marks;
    }

    public ChipLayer chips() {
        return chips;
    }

    @Nullable
    Shown shown() {
        return shown;
    }

    public float[] shownXs() {
        return points.xs();
    }

    public float[] shownYs() {
        return points.ys();
    }

    /** Where the points are shown now, for finding them. */
    GridIndex index() {
        GridIndex now = index;
        if (now == null) {
            now = new GridIndex(points.xs(), points.ys());
            index = now;
        }
        return now;
    }

    void redraw() {
        dirty = true;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        chips.resizeRelocate(0, 0, getWidth(), getHeight());
        marks.size(getWidth(), getHeight());
        if (dirty && getScene() != null && getWidth() >= 1 && getHeight() >= 1) {
            dirty = false;
            draw();
        }
    }

    private double fineness() {
        return getScene() == null || getScene().getWindow() == null
                ? 1
                : Math.max(1, getScene().getWindow().getRenderScaleX());
    }

    private void draw() {
        double fineness = fineness();
        int width = (int) Math.ceil(getWidth() * fineness);
        int height = (int) Math.ceil(getHeight() * fineness);
        PointRasterizer onto = scatter;
        PixelImage picture = image;
        if (onto == null || picture == null || onto.width() != width || onto.height() != height) {
            onto = new PointRasterizer(width, height);
            picture = new PixelImage(width, height);
            scatter = onto;
            image = picture;
            pixels.setImage(picture.image());
            pixels.setFitWidth(width / fineness);
            pixels.setFitHeight(height / fineness);
        }
        Tokens tokens = theme.tokens().get();
        Shown now = shown;
        MapViewport view = viewport.get();
        if (now == null) {
            Arrays.fill(onto.pixels(), Argb.of(tokens.panel()));
        } else {
            PointTheme look = new PointTheme(
                    Argb.of(tokens.panel()),
                    Argb.of(tokens.triggered()),
                    Argb.of(tokens.selected()),
                    now.styles().table(),
                    fineness);
            PointSet cloud = cloud(now);
            if (thumbnails.get() && cloud.size() <= MOST_THUMBNAILS) {
                drawThumbnails(onto, cloud, now, view.scaled(fineness), look);
            } else {
                onto.draw(cloud, view.scaled(fineness), look);
            }
            drawPlaces(onto, now, view, fineness, tokens);
        }
        picture.show(onto.pixels());
        chips.show(now, points, places, view, tokens, theme.textScale().get());
        drawMarks(now, view, tokens);
    }

    private PointSet cloud(Shown now) {
        int n = now.frame().images();
        boolean[] lit = null;
        if (now.lit() != null) {
            lit = new boolean[points.xs().length];
            for (int i = 0; i < lit.length; i++) {
                lit[i] = now.lit()[i % n];
            }
        }
        return new PointSet(
                points.xs(), points.ys(), now.styles().of(), lit, now.frame().hasTriggered() ? n : 0);
    }

    private void drawThumbnails(PointRasterizer onto, PointSet cloud, Shown now, MapViewport view, PointTheme look) {
        int[][] small = pictures;
        if (small == null) {
            small = new int[cloud.size()][];
            var answer = now.frame().answer();
            for (int i = 0; i < small.length; i++) {
                var seen =
                        now.frame().isTriggered(i) && answer.triggered() != null ? answer.triggered() : answer.clean();
                small[i] = Thumbnails.of(seen.pixels()[now.frame().imageOf(i)], now.pictureWidth());
            }
            pictures = small;
        }
        int side = Thumbnails.side(now.pictureWidth());
        int edge = (int) Math.round(2 * look.fineness());
        onto.drawLines(cloud, view, look);
        for (int pass = cloud.lit() == null ? 1 : 0; pass < 2; pass++) {
            for (int i = 0; i < cloud.size(); i++) {
                if (cloud.isLit(i) != (pass == 1)) {
                    continue;
                }
                PointStyle style = look.styles().get(cloud.styles()[i]);
                double x = view.pixelX(cloud.xs()[i]);
                double y = view.pixelY(cloud.ys()[i]);
                onto.picture(x, y, small[i], side, edge, style.argb(), pass == 0, look.panel());
                if (pass == 1) {
                    double radius = 4 * look.fineness();
                    double corner = side / 2.0 + edge - radius;
                    onto.stamp(
                            x + corner,
                            y + corner,
                            style.symbol(),
                            false,
                            radius + 1.5 * look.fineness(),
                            look.panel());
                    onto.stamp(x + corner, y + corner, style.symbol(), style.hollow(), radius, style.argb());
                }
            }
        }
    }

    private void drawPlaces(PointRasterizer onto, Shown now, MapViewport view, double fineness, Tokens tokens) {
        List<Anchor> list = now.anchors().list();
        for (int i = 0; i < list.size(); i++) {
            double x = view.pixelX(places.xs()[i]) * fineness;
            double y = view.pixelY(places.ys()[i]) * fineness;
            boolean target = list.get(i).target();
            if (list.size() > MOST_PLAIN_PLACES && !target) {
                // So many would hide the points; their chips still name some.
                onto.stamp(x, y, Symbol.CIRCLE, false, fineness, Argb.of(tokens.secondary()));
                continue;
            }
            onto.stamp(x, y, Symbol.CIRCLE, false, 3 * fineness, Argb.of(tokens.panel()));
            onto.stamp(x, y, Symbol.CIRCLE, false, 2 * fineness, Argb.of(target ? tokens.triggered() : tokens.text()));
        }
    }

    private void drawMarks(@Nullable Shown now, MapViewport view, Tokens tokens) {
        marks.clear();
        if (now == null) {
            return;
        }
        int n = now.frame().images();
        boolean pictured = thumbnails.get() && 2 * n <= MOST_THUMBNAILS;
        double reach = pictured ? Thumbnails.side(now.pictureWidth()) / 2.0 + 3 : PointRasterizer.radius(2 * n) + 4;
        for (int point = now.primary(); point >= 0 && point < points.xs().length; point += n) {
            marks.ring(
                    view.pixelX(points.xs()[point]),
                    view.pixelY(points.ys()[point]),
                    reach,
                    tokens.selected(),
                    pictured);
        }
        Integer at = walked.get();
        if (at != null && isFocused() && at < points.xs().length) {
            Color colour = tokens.text();
            marks.walked(view.pixelX(points.xs()[at]), view.pixelY(points.ys()[at]), reach + 3, colour);
        }
        marks.drawGesture(tokens);
    }
}
