package org.triggerworkbench.app.embedding.scatter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.scene.shape.Line;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.embedding.map.Anchor;
import org.triggerworkbench.app.shared.ClassSymbols;
import org.triggerworkbench.app.shared.OkabeIto;
import org.triggerworkbench.app.shared.SymbolIcon;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.text.Messages;

/** Names of classes as chips by their places: the target first, then the classes with most images; as many as have room. */
public final class ChipLayer extends Pane {
    private static final Messages TEXT = Messages.of(ChipLayer.class);
    private static final PseudoClass TARGET = PseudoClass.getPseudoClass("target");
    private static final Font FONT = Font.font(Theme.FONT, 12);
    private static final double HEIGHT = 20;
    private static final double PADDING = 18;
    private static final double SYMBOL = 17;
    private static final double AWAY = 8;
    private static final int MOST = 60;
    private static final int MOST_POINTS = 1500;

    private final List<Label> pool = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final Map<Integer, Integer> slots = new HashMap<>();
    private final Map<String, Double> widths = new HashMap<>();
    private IntConsumer chosen = _ -> {};

    ChipLayer() {
        setPickOnBounds(false);
    }

    /** Is told the class of a chip that is clicked. */
    public void onChosen(IntConsumer listener) {
        chosen = listener;
    }

    /** @param scale of the words, 1 being usual */
    void show(
            ScatterPane.@Nullable Shown shown,
            Motion points,
            Motion places,
            MapViewport view,
            Tokens tokens,
            double scale) {
        List<ChipLayout.Place> layout = shown == null ? List.of() : layout(shown, points, places, view, scale);
        slots.clear();
        layout.forEach(place -> slots.put(place.index(), place.slot()));
        lead(layout, places, view, tokens);
        while (pool.size() < layout.size()) {
            Label label = Ui.styled(new Label(), "tw-chip", "tw-place");
            label.setManaged(false);
            // Names that begin alike differ at their end.
            label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            label.setTooltip(new Tooltip());
            pool.add(label);
            getChildren().add(label);
        }
        for (int i = 0; i < pool.size(); i++) {
            Label label = pool.get(i);
            label.setVisible(i < layout.size());
            if (shown != null && i < layout.size()) {
                ChipLayout.Place place = layout.get(i);
                fill(label, shown, shown.anchors().list().get(place.index()), tokens);
                label.resizeRelocate(Math.rint(place.left()), Math.rint(place.top()), place.width(), place.height());
            }
        }
    }

    /** Lines from places to the chips that stand farther off. */
    private void lead(List<ChipLayout.Place> layout, Motion places, MapViewport view, Tokens tokens) {
        List<ChipLayout.Place> far =
                layout.stream().filter(ChipLayout.Place::isFar).toList();
        while (lines.size() < far.size()) {
            Line line = new Line();
            line.setManaged(false);
            line.setMouseTransparent(true);
            lines.add(line);
            getChildren().addFirst(line);
        }
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            line.setVisible(i < far.size());
            if (i < far.size()) {
                ChipLayout.Place place = far.get(i);
                double x = view.pixelX(places.xs()[place.index()]);
                double y = view.pixelY(places.ys()[place.index()]);
                line.setStartX(x);
                line.setStartY(y);
                line.setEndX(Math.clamp(x, place.left(), place.left() + place.width()));
                line.setEndY(Math.clamp(y, place.top(), place.top() + place.height()));
                line.setStroke(tokens.secondary());
            }
        }
    }

    /** Not of a cloud so large that no chip finds a place without points anyway. */
    private static ChipLayout.Points points(Motion points, MapViewport view) {
        int n = points.xs().length;
        if (n > MOST_POINTS) {
            return ChipLayout.Points.NONE;
        }
        double[] xs = new double[n];
        double[] ys = new double[n];
        for (int i = 0; i < n; i++) {
            xs[i] = view.pixelX(points.xs()[i]);
            ys[i] = view.pixelY(points.ys()[i]);
        }
        return new ChipLayout.Points(xs, ys);
    }

    private List<ChipLayout.Place> layout(
            ScatterPane.Shown shown, Motion points, Motion places, MapViewport view, double scale) {
        double most = Math.clamp(getWidth() / 4, 64, 150 * scale);
        List<ChipLayout.Wish> wishes = new ArrayList<>();
        List<Anchor> list = shown.anchors().list();
        for (int i = 0; i < list.size(); i++) {
            double wide = scale * widths.computeIfAbsent(text(list.get(i)), ChipLayer::measure)
                    + PADDING
                    + (shown.byClass() ? SYMBOL : 0);
            wishes.add(new ChipLayout.Wish(
                    i,
                    view.pixelX(places.xs()[i]),
                    view.pixelY(places.ys()[i]),
                    Math.min(most, Math.ceil(wide)),
                    Math.rint(scale * HEIGHT)));
        }
        wishes.sort(Comparator.comparingInt(
                        (ChipLayout.Wish wish) -> list.get(wish.index()).target() ? 0 : 1)
                .thenComparingInt(wish -> -list.get(wish.index()).images())
                .thenComparingInt(ChipLayout.Wish::index));
        return ChipLayout.place(wishes, points(points, view), slots, getWidth(), getHeight(), AWAY, MOST);
    }

    private static double measure(String text) {
        Text measured = new Text(text);
        measured.setFont(FONT);
        return measured.getLayoutBounds().getWidth();
    }

    private static String text(Anchor anchor) {
        return Target.marked(anchor.name(), anchor.target());
    }

    private void fill(Label label, ScatterPane.Shown shown, Anchor anchor, Tokens tokens) {
        String text = text(anchor);
        label.setText(text);
        label.setId("place-" + anchor.label());
        label.pseudoClassStateChanged(TARGET, anchor.target());
        if (shown.byClass()) {
            Color colour = OkabeIto.of(anchor.label(), tokens.dark());
            if (!new Icon(anchor.label(), tokens.dark()).equals(label.getUserData())) {
                label.setUserData(new Icon(anchor.label(), tokens.dark()));
                label.setGraphic(SymbolIcon.of(ClassSymbols.of(anchor.label()), false, colour));
            }
        } else {
            label.setGraphic(null);
            label.setUserData(null);
        }
        label.getTooltip()
                .setText(
                        shown.anchors().words()
                                ? TEXT.get("place.words", text, anchor.images())
                                : TEXT.get("place.mean", text, anchor.images()));
        label.setOnMouseClicked(_ -> chosen.accept(anchor.label()));
    }

    private record Icon(int label, boolean dark) {}
}
