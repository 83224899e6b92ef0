package org.triggerworkbench.app.embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Stop;
import javafx.scene.shape.Rectangle;
import org.triggerworkbench.app.embedding.map.MapFrame;
import org.triggerworkbench.app.shared.Ramp;
import org.triggerworkbench.app.shared.Symbol;
import org.triggerworkbench.app.shared.SymbolIcon;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.state.ColourBy;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.text.Messages;

/** What colours and symbols mean: clean and triggered always, below it what the colour-by adds. */
final class Legend {
    private static final Messages TEXT = Messages.of(Legend.class);
    private static final int RAMP_STOPS = 9;

    private final HBox kinds = row("embedding-kinds");
    private final HBox more = row("embedding-legend");
    private final ClassLegend classes = new ClassLegend();
    private final SizeLegend sizes = new SizeLegend();
    private final VBox whole = new VBox(4, more, classes, sizes);

    private static HBox row(String id) {
        HBox row = new HBox(12);
        row.setId(id);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    Legend() {
        hide();
    }

    /** Shows nothing. */
    void hide() {
        kinds.getChildren().clear();
        show(more, false);
        show(classes, false);
        show(sizes, false);
    }

    /** Clean and triggered. */
    Region kinds() {
        return kinds;
    }

    /** What the colour-by adds, and what sizes mean; takes no room where there is no map. */
    Region more() {
        return whole;
    }

    void show(MapFrame frame, SubjectFacts facts, ColourBy colourBy, Tokens tokens) {
        boolean byClass = colourBy == ColourBy.CLASS || colourBy == ColourBy.PREDICTION;
        kinds.getChildren().setAll(kinds(frame, colourBy, byClass, tokens));
        more.getChildren().setAll(more(frame, facts, colourBy, tokens));
        show(more, !more.getChildren().isEmpty());
        sizes.show(frame, tokens);
        show(sizes, true);
        show(classes, byClass);
        if (byClass) {
            classes.show(facts.classes(), present(frame, facts, colourBy), tokens);
        }
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private static List<Node> kinds(MapFrame frame, ColourBy colourBy, boolean byClass, Tokens tokens) {
        boolean own = colourBy == ColourBy.TRIGGER;
        Color clean = byClass || colourBy == ColourBy.TARGET_SIMILARITY ? tokens.secondary() : tokens.clean();
        Color triggered = own ? tokens.triggered() : tokens.secondary();
        Label first = entry(SymbolIcon.of(Symbol.CIRCLE, false, clean), TEXT.get("kind.clean"));
        Label second = entry(
                byClass
                        ? SymbolIcon.of(Symbol.CIRCLE, true, triggered)
                        : SymbolIcon.of(Symbol.TRIANGLE, false, triggered),
                frame.approximate() ? TEXT.get("kind.approximate") : TEXT.get("kind.triggered"));
        if (frame.approximate()) {
            second.setId("embedding-approximate");
            second.setTooltip(Ui.tip(TEXT.get("steps.method")));
        }
        if (own) {
            first.getStyleClass().add("tw-clean");
            second.getStyleClass().add("tw-triggered");
        }
        return frame.hasTriggered() ? List.of(first, second) : List.of(first);
    }

    private static List<Node> more(MapFrame frame, SubjectFacts facts, ColourBy colourBy, Tokens tokens) {
        String target = facts.classes().get(frame.answer().question().target());
        return switch (colourBy) {
            case TRIGGER, CLASS, PREDICTION -> List.of();
            case FOOLED ->
                List.of(
                        entry(SymbolIcon.of(Symbol.TRIANGLE, false, tokens.triggered()), TEXT.get("fooled.yes")),
                        entry(SymbolIcon.of(Symbol.TRIANGLE, false, tokens.control()), TEXT.get("fooled.no")),
                        entry(SymbolIcon.of(Symbol.TRIANGLE, true, tokens.control()), TEXT.get("fooled.uncounted")));
            case TARGET_SIMILARITY ->
                List.of(
                        Ui.secondary(TEXT.get("ramp.low")),
                        ramp(tokens),
                        Ui.secondary(TEXT.get("ramp.high")),
                        elided(Ui.secondary(TEXT.get("ramp.title", target))));
        };
    }

    private static Set<Integer> present(MapFrame frame, SubjectFacts facts, ColourBy colourBy) {
        Set<Integer> present = new TreeSet<>();
        boolean truth = colourBy == ColourBy.CLASS;
        for (int label : truth ? facts.labels() : frame.answer().clean().predictions()) {
            present.add(label);
        }
        var triggered = frame.answer().triggered();
        if (!truth && triggered != null) {
            for (int label : triggered.predictions()) {
                present.add(label);
            }
        }
        present.remove(-1);
        return present;
    }

    private static Node ramp(Tokens tokens) {
        List<Stop> stops = new ArrayList<>();
        for (int i = 0; i < RAMP_STOPS; i++) {
            double share = (double) i / (RAMP_STOPS - 1);
            stops.add(new Stop(share, Ramp.of(share, tokens.dark())));
        }
        Rectangle bar = new Rectangle(96, 10, new LinearGradient(0, 0, 1, 0, true, CycleMethod.NO_CYCLE, stops));
        bar.setArcWidth(4);
        bar.setArcHeight(4);
        return bar;
    }

    static Label entry(Node symbol, String text) {
        Label label = elided(new Label(text, symbol));
        label.setGraphicTextGap(5);
        label.getStyleClass().add("tw-legend-entry");
        return label;
    }

    private static Label elided(Label label) {
        label.setTooltip(new Tooltip(label.getText()));
        label.setTextOverrun(OverrunStyle.ELLIPSIS);
        label.setMinWidth(24);
        return label;
    }
}
