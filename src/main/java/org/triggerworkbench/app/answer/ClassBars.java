package org.triggerworkbench.app.answer;

import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.experiment.open.ClassNames;
import org.triggerworkbench.text.Messages;

/** Two bars a class: clean plain, triggered hatched, each with its number. */
public final class ClassBars extends GridPane {
    private static final Messages TEXT = Messages.of(ClassBars.class);
    /** Classes shown. */
    public static final int ROWS = 5;

    private static final double GAP = 8;
    private static final double LEAST_NAME = 92;
    private static final double LEAST_NUMBERS = 48;
    /** A shorter bar shows no share any more. */
    private static final double LEAST_BAR = 72;

    private final Row[] rows = new Row[ROWS];
    private final ColumnConstraints names = new ColumnConstraints(LEAST_NAME);
    private List<String> known = List.of();

    public ClassBars() {
        setHgap(GAP);
        setVgap(GAP);
        ColumnConstraints bars = new ColumnConstraints(40, 40, Double.MAX_VALUE);
        bars.setHgrow(Priority.ALWAYS);
        getColumnConstraints()
                .addAll(
                        names,
                        bars,
                        // Wider only where words are larger than usual.
                        new ColumnConstraints(LEAST_NUMBERS, USE_COMPUTED_SIZE, Double.MAX_VALUE));
        for (int i = 0; i < ROWS; i++) {
            rows[i] = new Row();
            add(rows[i].name, 0, i);
            add(rows[i].bars, 1, i);
            add(rows[i].numbers, 2, i);
            GridPane.setHalignment(rows[i].numbers, HPos.RIGHT);
            GridPane.setValignment(rows[i].name, VPos.CENTER);
        }
    }

    /**
     * The names take the room that the bars can spare. It only grows while the classes are the same, so that the bars stand still
     * while the likeliest change.
     */
    @Override
    protected void layoutChildren() {
        double wanted = LEAST_NAME;
        double numbers = LEAST_NUMBERS;
        for (Row row : rows) {
            wanted = Math.max(wanted, row.name.isVisible() ? Math.ceil(row.name.prefWidth(-1)) : 0);
            numbers = Math.max(numbers, row.numbers.prefWidth(-1));
        }
        double room = Math.floor(getWidth() - snappedLeftInset() - snappedRightInset() - 2 * GAP - numbers - LEAST_BAR);
        double width = Math.min(Math.max(wanted, names.getPrefWidth()), Math.max(LEAST_NAME, room));
        if (width != names.getPrefWidth()) {
            names(width);
        }
        super.layoutChildren();
    }

    private void names(double width) {
        names.setMinWidth(width);
        names.setPrefWidth(width);
        names.setMaxWidth(width);
    }

    /** Shows one image's probabilities for the likeliest classes. */
    void show(List<String> classes, float[] clean, float[] triggered, int target) {
        show(classes, TopClasses.of(clean, triggered, target, ROWS), clean, triggered, target);
    }

    /**
     * Shows one image's probabilities for chosen classes.
     *
     * @param classes names of all
     * @param top numbers of those shown, at most {@value #ROWS}
     * @param clean softmax of K classes
     * @param triggered the same, or no elements without a trigger
     */
    public void show(List<String> classes, List<Integer> top, float[] clean, float[] triggered, int target) {
        if (!classes.equals(known)) {
            known = classes;
            names(LEAST_NAME);
        }
        for (int i = 0; i < ROWS; i++) {
            boolean used = i < top.size();
            rows[i].visible(used);
            if (used) {
                int k = top.get(i);
                String name = ClassNames.shown(classes, k, target);
                rows[i].show(name, clean[k], triggered.length == 0 ? Double.NaN : triggered[k]);
            }
        }
    }

    /** A class's name, its bars and their numbers. */
    private static final class Row {
        private final Label name = new Label();
        private final Tooltip whole = new Tooltip();
        private final Bar clean = new Bar("tw-bar-clean");
        private final Bar triggered = new Bar("tw-bar-triggered");
        private final VBox bars = new VBox(4, clean, triggered);
        private final Label cleanNumber = Ui.secondary("");
        private final Label triggeredNumber = Ui.secondary("");
        private final VBox numbers = new VBox(-3, cleanNumber, triggeredNumber);

        Row() {
            name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            name.setTooltip(whole);
            bars.setAlignment(Pos.CENTER_LEFT);
            numbers.setAlignment(Pos.CENTER_RIGHT);
        }

        void visible(boolean on) {
            name.setVisible(on);
            bars.setVisible(on);
            numbers.setVisible(on);
        }

        void show(String className, double cleanShare, double triggeredShare) {
            name.setText(className);
            whole.setText(className);
            clean.share(cleanShare);
            cleanNumber.setText(Format.percent(cleanShare));
            boolean has = !Double.isNaN(triggeredShare);
            triggered.setVisible(has);
            triggeredNumber.setText(has ? Format.percent(triggeredShare) : "");
            triggered.share(has ? triggeredShare : 0);
            bars.setAccessibleText(TEXT.get("bars.read", className, cleanNumber.getText(), triggeredNumber.getText()));
        }
    }

    /** A bar as long as a share of its room. */
    private static final class Bar extends Pane {
        private final Region fill;
        private double share;

        Bar(String style) {
            this.fill = Ui.styled(new Region(), style);
            getChildren().add(fill);
            setPrefHeight(7);
            setMinHeight(7);
        }

        void share(double value) {
            share = Math.clamp(value, 0, 1);
            requestLayout();
        }

        @Override
        protected void layoutChildren() {
            fill.resizeRelocate(0, 0, Math.max(1, share * getWidth()), getHeight());
        }
    }
}
