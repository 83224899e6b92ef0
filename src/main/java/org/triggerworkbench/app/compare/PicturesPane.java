package org.triggerworkbench.app.compare;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.answer.ClassBars;
import org.triggerworkbench.app.answer.TopClasses;
import org.triggerworkbench.app.shared.Segmented;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.evaluation.inspection.Saliency;
import org.triggerworkbench.experiment.live.ImageResults;
import org.triggerworkbench.experiment.live.Inspection;
import org.triggerworkbench.experiment.live.PrimaryResult;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.text.Term;

/** The enlarged image on two sides: pictures, bars of the same classes, saliency over both. */
final class PicturesPane extends VBox {
    private static final Messages TEXT = Messages.of(PicturesPane.class);
    private static final double WIDE = 560;
    private static final double MIDDLE = 420;
    private static final double SMALLEST_PICTURE = 96;
    /** What bars need beside pictures. */
    private static final double BARS = 220;

    private static final double GAP = 12;
    /** Height of what stands around the pictures: of one row, and of all. */
    private static final double ROW = 56;

    private static final double AROUND = 96;
    /** Height of the bars below. */
    private static final double BELOW = 240;

    private final CompareModel model;
    private final SidePane[] sides = {new SidePane(), new SidePane()};
    private final ClassBars[] bars = {new ClassBars(), new ClassBars()};
    private final Label[] barNames = {Ui.secondary(""), Ui.secondary("")};
    private final Label hint = Ui.wrapped(Ui.secondary(""));
    private final Label saliency = Ui.wrapped(Ui.secondary(""));
    private final GridPane grid = new GridPane(GAP, GAP);
    private final ColumnConstraints left = new ColumnConstraints();
    private final ColumnConstraints right = new ColumnConstraints();
    private Form form = Form.MIDDLE;

    /** How the sides and their bars stand. */
    private enum Form {
        /** One under the other, each with its bars. */
        NARROW,
        /** One under the other, the bars of both side by side below. */
        MIDDLE,
        /** One under the other, each with its bars beside it. */
        WIDE
    }

    PicturesPane(CompareModel model) {
        this.model = model;
        grid.setPadding(new Insets(4, 12, 12, 12));
        grid.getColumnConstraints().addAll(left, right);
        right.setHgrow(Priority.ALWAYS);
        place();
        VBox content = new VBox(new VBox(grid));
        ScrollPane scroll = Ui.scrolling(content);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(controls(), scroll);
        widthProperty().subscribe(now -> {
            Form next = now.doubleValue() >= WIDE ? Form.WIDE : now.doubleValue() >= MIDDLE ? Form.MIDDLE : Form.NARROW;
            if (next != form) {
                form = next;
                place();
            }
            limit();
        });
        heightProperty().subscribe(this::limit);
        model.workbench().scene().subscribe(this::open);
        model.pair().value().subscribe(this::show);
        model.maps().value().subscribe(this::show);
        model.maps().fault().subscribe(this::show);
        model.pair().fault().subscribe(this::show);
        model.factor().subscribe(this::show);
        model.opacity().subscribe(this::show);
        model.saliencyShown().subscribe(this::show);
        model.pairing().subscribe(this::show);
        model.workbench().pinned().subscribe(this::show);
    }

    private FlowPane controls() {
        Segmented<Pairing> pairing = new Segmented<>(
                List.of(Pairing.values()),
                model.pairing(),
                choice -> TEXT.get("pairing." + choice.name().toLowerCase(Locale.ROOT)));
        pairing.setId("compare-pairing");
        Slider factor = Ui.named(new Slider(1, 30, model.factor().get()), "compare-factor", TEXT.get("factor.read"));
        factor.setPrefWidth(90);
        factor.setBlockIncrement(1);
        factor.valueProperty().addListener((_, _, now) -> model.factor().set((int) Math.round(now.doubleValue())));
        model.factor().subscribe(now -> factor.setValue(now.intValue()));
        Label times = Ui.secondary("");
        times.setMinWidth(26);
        model.factor().subscribe(now -> times.setText(TEXT.get("factor", now.intValue())));
        CheckBox shown = Ui.explained(new CheckBox(TEXT.get("saliency.show")), Term.SALIENCY);
        shown.setId("compare-saliency");
        shown.selectedProperty().bindBidirectional(model.saliencyShown());
        Slider opacity = Ui.named(new Slider(0, 1, 0.6), "compare-opacity", TEXT.get("opacity.read"));
        opacity.setPrefWidth(72);
        opacity.valueProperty().bindBidirectional(model.opacity());
        opacity.disableProperty().bind(model.saliencyShown().not());
        HBox residual =
                new HBox(6, Ui.explained(Ui.secondary(TEXT.get("residual.label")), Term.RESIDUAL), factor, times);
        HBox heat = new HBox(6, shown, opacity);
        residual.setAlignment(Pos.CENTER_LEFT);
        heat.setAlignment(Pos.CENTER_LEFT);
        FlowPane flow = new FlowPane(16, 6, pairing, residual, heat);
        flow.setPadding(new Insets(0, 12, 8, 12));
        flow.setMinHeight(USE_PREF_SIZE);
        return flow;
    }

    private void limit() {
        double high = (getHeight() - AROUND - (form == Form.WIDE ? 0 : BELOW)) / 2 - ROW;
        double side = Math.max(SMALLEST_PICTURE, high);
        for (SidePane pane : sides) {
            pane.limit(side);
        }
        if (form == Form.WIDE) {
            double most = getWidth() - 3 * GAP - BARS;
            double wide = Math.min(most, SidePane.width(side));
            left.setMinWidth(wide);
            left.setMaxWidth(wide);
        }
    }

    private void place() {
        grid.getChildren().clear();
        boolean wide = form == Form.WIDE;
        left.setPercentWidth(wide ? -1 : 50);
        right.setPercentWidth(wide ? -1 : 50);
        left.setMinWidth(wide ? left.getMinWidth() : 0);
        left.setMaxWidth(wide ? left.getMaxWidth() : Double.MAX_VALUE);
        switch (form) {
            case WIDE -> {
                // The span is said each time: the grid keeps that of the form before.
                grid.add(sides[0], 0, 0, 1, 1);
                grid.add(bars(0), 1, 0);
                grid.add(sides[1], 0, 1, 1, 1);
                grid.add(bars(1), 1, 1);
            }
            case MIDDLE -> {
                grid.add(sides[0], 0, 0, 2, 1);
                grid.add(sides[1], 0, 1, 2, 1);
                grid.add(bars(0), 0, 2);
                grid.add(bars(1), 1, 2);
            }
            case NARROW -> {
                grid.add(sides[0], 0, 0, 2, 1);
                grid.add(bars(0), 0, 1, 2, 1);
                grid.add(sides[1], 0, 2, 2, 1);
                grid.add(bars(1), 0, 3, 2, 1);
            }
        }
        grid.add(saliency, 0, 4, 2, 1);
        grid.add(hint, 0, 5, 2, 1);
    }

    private VBox bars(int side) {
        return new VBox(4, barNames[side], bars[side]);
    }

    private void open(@Nullable SubjectFacts facts) {
        if (facts != null) {
            for (SidePane side : sides) {
                side.open(facts);
            }
        }
        show();
    }

    private void show() {
        SubjectFacts facts = model.workbench().scene().get();
        SidePair pair = model.pair().value().get();
        boolean has = facts != null && pair != null;
        for (int i = 0; i < 2; i++) {
            boolean there = has && i < pair.sides().size();
            for (var node : List.of(sides[i], bars[i], barNames[i])) {
                node.setVisible(there);
                node.setManaged(there);
            }
        }
        text(hint, hint(pair));
        text(saliency, saliencyText());
        if (facts == null || pair == null) {
            return;
        }
        List<Inspection.Maps> maps = maps(pair);
        List<Integer> top = top(pair);
        for (int i = 0; i < pair.sides().size(); i++) {
            ComparedSide side = pair.sides().get(i);
            PrimaryResult glance = pair.glances().get(i);
            sides[i].show(
                    facts,
                    side,
                    glance,
                    new SidePane.Dressing(
                            model.factor().get(),
                            maps.isEmpty() ? null : maps.get(i),
                            model.opacity().get()));
            barNames[i].setText(TEXT.get("side." + side.kind().name().toLowerCase(Locale.ROOT)));
            bars[i].show(
                    facts.classes(),
                    top,
                    glance.clean().probabilities()[0],
                    triggered(glance),
                    side.asked().target());
        }
    }

    private List<Inspection.Maps> maps(SidePair pair) {
        List<Inspection.Maps> maps = model.maps().value().get();
        SidePair of = model.maps().key();
        boolean fit = maps != null
                && of != null
                && model.saliencyShown().get()
                && of.sides().size() == pair.sides().size()
                && of.sides().getFirst().kind() == pair.sides().getFirst().kind()
                && of.sides().getFirst().asked().primary()
                        == pair.sides().getFirst().asked().primary();
        return fit ? maps : List.of();
    }

    /** The same classes on both sides: the likeliest on either. */
    private static List<Integer> top(SidePair pair) {
        float[] clean = largest(pair.glances().stream()
                .map(glance -> glance.clean().probabilities()[0])
                .toList());
        float[] triggered =
                largest(pair.glances().stream().map(PicturesPane::triggered).toList());
        return TopClasses.of(clean, triggered, pair.sides().getFirst().asked().target(), ClassBars.ROWS);
    }

    private static float[] largest(List<float[]> rows) {
        float[] largest = rows.getFirst().clone();
        for (float[] row : rows) {
            for (int k = 0; k < Math.min(row.length, largest.length); k++) {
                largest[k] = Math.max(largest[k], row[k]);
            }
        }
        return largest;
    }

    private static float[] triggered(PrimaryResult glance) {
        ImageResults seen = glance.triggered();
        return seen == null ? new float[0] : seen.probabilities()[0];
    }

    private String hint(@Nullable SidePair pair) {
        if (!model.pair().fault().get().isEmpty()) {
            return model.pair().fault().get();
        }
        if (pair == null) {
            return TEXT.get("pictures.empty");
        }
        if (pair.sides().size() == 2) {
            return "";
        }
        return switch (model.pairing().get()) {
            case ON_OFF -> TEXT.get("pictures.noPrompt");
            case PROMPTS -> TEXT.get("pictures.onePrompt");
            case PINNED -> TEXT.get("pictures.noPin");
        };
    }

    private String saliencyText() {
        List<Inspection.Maps> maps = model.maps().value().get();
        if (!model.saliencyShown().get()) {
            return "";
        }
        if (!model.maps().fault().get().isEmpty()) {
            return model.maps().fault().get();
        }
        if (maps == null) {
            return TEXT.get("saliency.waiting");
        }
        return switch (Objects.requireNonNull(maps.getFirst()).method()) {
            case Saliency.Method.Gradient(String layer) -> TEXT.get("saliency.gradient", layer);
            case Saliency.Method.Rollout() -> TEXT.get("saliency.rollout");
            case Saliency.Method.None(String reason) -> reason;
        };
    }

    private static void text(Label label, String text) {
        label.setText(text);
        label.setVisible(!text.isEmpty());
        label.setManaged(!text.isEmpty());
    }
}
