package org.triggerworkbench.app.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Orientation;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.controlsfx.control.HiddenSidesPane;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.shared.ViewPart;
import org.triggerworkbench.app.state.Settings;

/**
 * Where everything stands: inputs left, painting beside embedding in the middle, answers right, curves below. In a narrow
 * window the left rail folds away, and comes back over what it would otherwise push aside: at the mouse, or for as long as it
 * is wanted. Any panel can take the whole middle for a while.
 */
final class Shell extends BorderPane {
    static final double NARROW = Ui.NARROW_WINDOW;
    /** How near the edge the mouse brings a folded rail back. */
    private static final double EDGE = 3;

    private static final double LEFT = 256;
    private static final double RIGHT = 304;
    private static final double RIGHT_NARROW = 284;
    /** The most of the window that the answer takes. */
    private static final double RIGHT_SHARE = 0.37;

    private final Settings settings;
    private final StackPane stage = new StackPane();
    private final Node start;
    private final SplitPane columns = new SplitPane();
    private final SplitPane rows = new SplitPane();
    private final Panel middle;
    private final Panel side;
    private final Panel bottom;
    private final Region leftRail;
    private final Region rightRail;
    private final BorderPane bench = new BorderPane();
    /** Puts in what has not got its looks yet, a piece each. */
    private final Deque<Runnable> bare = new ArrayDeque<>();
    /** The middle, and in a narrow window the left rail over it. */
    private final HiddenSidesPane sides = new HiddenSidesPane();

    private final BooleanProperty leftShown = new SimpleBooleanProperty(true);
    private final BooleanProperty rightShown = new SimpleBooleanProperty(true);
    private final BooleanProperty narrow = new SimpleBooleanProperty();
    /** Whether a view takes all there is, the rails' places too. */
    private final BooleanProperty whole = new SimpleBooleanProperty();

    private double scale = 1;
    private @Nullable Panel maximised;

    /** Where the divider above the bottom stood before a view took all. */
    private static final double MIDDLE = 300;

    private static final double SIDE = 280;
    private static final double BOTTOM = 216;
    /** Less, and the picture that is painted has no room left. */
    private static final double COLUMNS = 412;
    /** Between two panels. */
    private static final double DIVIDER = 4;

    private double divider;

    /**
     * The views by their places.
     *
     * @param middle painting and what is edited like it
     * @param side what is looked at beside it
     * @param bottom what takes time
     */
    record Places(List<ViewPart> middle, List<ViewPart> side, List<ViewPart> bottom) {
        List<ViewPart> all() {
            return Stream.of(middle, side, bottom).flatMap(List::stream).toList();
        }
    }

    Shell(Settings settings, Node start, Region left, Region right, Places places) {
        this.settings = settings;
        this.start = start;
        this.middle = new Panel(places.middle(), this::toggle);
        this.side = new Panel(places.side(), this::toggle);
        this.bottom = new Panel(places.bottom(), this::toggle);
        this.leftRail = rail(left, LEFT, "rail-left");
        this.rightRail = rail(right, RIGHT, "rail-right");
        List.of(middle, side, bottom).forEach(panel -> bare.add(panel::dress));
        columns.getItems().addAll(middle, side);
        rows.setOrientation(Orientation.VERTICAL);
        rows.getItems().addAll(columns, bottom);
        divide();
        bottom.setMinHeight(BOTTOM);
        bottom.setMinWidth(MIDDLE + SIDE);
        middle.setMinWidth(MIDDLE);
        side.setMinWidth(SIDE);
        columns.setMinHeight(COLUMNS);
        setMinSize(0, 0);
        heightProperty().subscribe(this::room);
        sides.setContent(rows);
        sides.setFocusTraversable(false);
        sides.setAnimationDelay(Duration.millis(150));
        sides.setAnimationDuration(Duration.millis(120));
        bench.setCenter(sides);
        stage.getChildren().add(start);
        setCenter(stage);
        // Before the rails hear of it: what is first put over the middle and then folded away stays there until the
        // mouse comes.
        narrow.subscribe(() -> {
            leftShown.set(!narrow.get());
            rightShown.set(true);
            widths();
        });
        List.of(leftShown, rightShown, whole, narrow).forEach(each -> each.subscribe(this::rails));
        rails();
        bottom.shown().subscribe(now -> takeWhole(now.whole()));
        // Folds and unfolds by itself only when the width crosses the line, so that the user's own choice stands.
        widthProperty().subscribe(() -> {
            fold();
            widths();
        });
        widths();
        showStart(true);
    }

    private Region rail(Region content, double width, String id) {
        ScrollPane scroll = new ScrollPane();
        bare.add(() -> scroll.setContent(content));
        scroll.setId(id);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setPrefWidth(width);
        scroll.setMinWidth(width);
        return Ui.styled(scroll, "tw-panel", "tw-rail");
    }

    /** Gives larger words wider rails. */
    void scale(double textScale) {
        scale = textScale;
        fold();
        widths();
    }

    private void fold() {
        // Larger words need the room in the middle as much as in the rails.
        double least = Math.max(1, scale) * (LEFT + RIGHT + MIDDLE + SIDE) + DIVIDER;
        narrow.set(getWidth() > 0 && getWidth() < Math.max(NARROW, least));
    }

    /** Larger words in the bars above and below leave less height; nothing here may push the lower one out. */
    private void room() {
        double left = getHeight() - BOTTOM - DIVIDER;
        columns.setMinHeight(getHeight() > 0 ? Math.clamp(left, BOTTOM, COLUMNS) : COLUMNS);
    }

    private void widths() {
        double right = (narrow.get() ? RIGHT_NARROW : RIGHT) * Math.max(1, scale);
        // Where large words leave no room for all, it has its share rather than reach off the window.
        double most = getWidth() > 0 ? Math.max(RIGHT_NARROW, RIGHT_SHARE * getWidth()) : right;
        fix(leftRail, LEFT * Math.max(1, scale));
        fix(rightRail, Math.min(right, most));
    }

    private static void fix(Region rail, double width) {
        rail.setMinWidth(width);
        rail.setPrefWidth(width);
    }

    /** The start page, or the workbench. */
    void showStart(boolean on) {
        start.setVisible(on);
        bench.setVisible(!on);
        if (!on) {
            dress();
        }
    }

    /**
     * Brings the workbench under the start page, where it gets its looks: hundreds of controls, for which the first picture of
     * the window does not wait.
     */
    void dress() {
        while (dressNext()) {
            // Until all is in.
        }
    }

    /**
     * The same for the next piece alone, since all at once would hold the window up for half a second.
     *
     * @return whether there are more
     */
    boolean dressNext() {
        if (!stage.getChildren().contains(bench)) {
            stage.getChildren().addFirst(bench);
            return true;
        }
        Runnable next = bare.poll();
        if (next != null) {
            next.run();
        }
        return !bare.isEmpty();
    }

    /** Whether the start page is shown. */
    boolean isStartShown() {
        return start.isVisible();
    }

    BooleanProperty leftShown() {
        return leftShown;
    }

    BooleanProperty rightShown() {
        return rightShown;
    }

    /** Brings a view to the front of its panel. */
    void showView(String id) {
        showStart(false);
        for (Panel panel : List.of(middle, side, bottom)) {
            if (panel.show(id)) {
                if (panel != bottom) {
                    bottom.back();
                }
                if (maximised != null && panel != maximised) {
                    toggle(maximised);
                }
                focus(panel.shown().get());
            }
        }
    }

    /** Takes the keyboard to a view: to what is drawn by hand in it, else to its first control. */
    private static void focus(ViewPart view) {
        List<Node> all = view.content().lookupAll("*").stream()
                .filter(Node::isFocusTraversable)
                .filter(node -> !node.isDisabled())
                .toList();
        all.stream()
                .filter(node -> node.getId() != null && node.getId().matches(view.id() + "-(canvas|map|confusion)"))
                .findFirst()
                .or(() -> all.stream().findFirst())
                .ifPresent(Node::requestFocus);
    }

    /** Names of the views in front, panel by panel. */
    List<String> shownViews() {
        return Stream.of(middle, side, bottom)
                .map(panel -> panel.shown().get().id())
                .toList();
    }

    private void rails() {
        boolean left = leftShown.get() && !whole.get();
        boolean over = narrow.get() && !whole.get();
        boolean wasBeside = leftRail.equals(bench.getLeft());
        bench.setLeft(null);
        sides.setLeft(over ? leftRail : null);
        sides.setTriggerDistance(over ? EDGE : 0);
        sides.setPinnedSide(over && left ? Side.LEFT : null);
        if (!left) {
            // While it still comes in, it does not hear that it is no longer pinned.
            sides.hide();
        }
        // Over the middle it is placed and shown by the pane there.
        leftRail.setManaged(!over);
        if (over && wasBeside) {
            // The pane hides only what it has shown.
            leftRail.setVisible(false);
        }
        if (!over) {
            leftRail.setVisible(true);
            bench.setLeft(left ? leftRail : null);
        }
        bench.setRight(rightShown.get() && !whole.get() ? rightRail : null);
    }

    /** What is above is only taken out, so that its dividers are as they were when it comes back. */
    private void takeWhole(boolean on) {
        if (on == whole.get()) {
            return;
        }
        if (on) {
            if (maximised != null) {
                toggle(maximised);
            }
            divider = rows.getDividerPositions()[0];
            rows.getItems().remove(columns);
            whole.set(true);
        } else {
            whole.set(false);
            rows.getItems().addFirst(columns);
            rows.setDividerPositions(divider);
        }
    }

    /** Lets a panel take the whole middle, or puts it back. */
    private void toggle(Panel panel) {
        if (whole.get()) {
            bottom.back();
            return;
        }
        if (maximised != null) {
            maximised = null;
            sides.setContent(rows);
            columns.getItems().setAll(middle, side);
            rows.getItems().setAll(columns, bottom);
            divide();
            return;
        }
        remember();
        maximised = panel;
        columns.getItems().remove(panel);
        rows.getItems().remove(panel);
        sides.setContent(panel);
    }

    /** Maximises the panel a view is in, or restores it. */
    void toggleMaximised(String id) {
        showView(id);
        for (Panel panel : List.of(middle, side, bottom)) {
            if (panel.shown().get().id().equals(id) && !whole.get()) {
                toggle(panel);
            }
        }
    }

    private void divide() {
        Settings.Dividers dividers = settings.dividers();
        columns.setDividerPositions(dividers.columns());
        rows.setDividerPositions(dividers.rows());
    }

    /** All panels and rails where they were at the first start. */
    void reset() {
        showStart(false);
        bottom.back();
        if (maximised != null) {
            toggle(maximised);
        }
        leftShown.set(getWidth() >= NARROW);
        rightShown.set(true);
        settings.setDividers(Settings.Dividers.USUAL);
        divide();
    }

    /** Remembers where the dividers stand. */
    void remember() {
        if (maximised == null && !whole.get()) {
            settings.setDividers(
                    new Settings.Dividers(columns.getDividerPositions()[0], rows.getDividerPositions()[0]));
        }
    }
}
