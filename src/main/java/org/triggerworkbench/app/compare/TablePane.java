package org.triggerworkbench.app.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.DefinedName;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.MeanSimilarity;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.text.Messages;

/** All measures of the sheet: now, pinned and control, each with its definition. */
final class TablePane extends VBox {
    private static final Messages TEXT = Messages.of(TablePane.class);
    private static final List<String> COLUMNS = List.of("now", "pinned", "control");

    private final CompareModel model;
    private final GridPane grid = new GridPane();
    private final List<Row> rows = new ArrayList<>();
    private final Label control = Ui.secondary("");
    private final Label note = Ui.wrapped(Ui.secondary(""));

    /** A cell: the number, and what it is counted from. */
    private record Value(String number, String counts) {
        static final Value NONE = new Value(TEXT.get("value.none"), "");
    }

    /** A measure and its cells. */
    private record Row(Function<MeasureColumn, Value> value, Label[] numbers, Label[] counts) {}

    TablePane(CompareModel model) {
        this.model = model;
        grid.setId("compare-table");
        grid.setHgap(8);
        ColumnConstraints first = new ColumnConstraints(76, 110, Double.MAX_VALUE);
        first.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().add(first);
        for (int i = 0; i < COLUMNS.size(); i++) {
            ColumnConstraints column = new ColumnConstraints(62, 90, 140);
            column.setHalignment(HPos.RIGHT);
            grid.getColumnConstraints().add(column);
            VBox head = new VBox(Ui.secondary(TEXT.get("column." + COLUMNS.get(i))));
            if (i == COLUMNS.size() - 1) {
                head.getChildren().add(control);
            }
            head.setAlignment(Pos.TOP_RIGHT);
            grid.add(head, i + 1, 0);
        }
        Measure.RATES.forEach(measure -> add(measure, rate(measure)));
        add(Measure.SSIM, similarity(found -> new Value(Format.number(found.ssim(), 3), images(found))));
        add(
                Measure.L0,
                similarity(found -> new Value(Format.number(found.l0(), 1), TEXT.get("l0.of", found.pixels()))));
        add(Measure.LINF, similarity(found -> new Value(Format.number(found.linf(), 3), images(found))));
        VBox content = new VBox(8, note, grid);
        content.setPadding(new Insets(4, 12, 12, 12));
        ScrollPane scroll = Ui.scrolling(content);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().add(scroll);
        model.onTable(this::show);
        show();
    }

    private static String images(MeanSimilarity found) {
        return TEXT.get("similarity.over", found.images());
    }

    private static Function<MeasureColumn, Value> rate(Measure measure) {
        return column -> {
            AttackMetrics metrics = column.metrics();
            if (metrics == null || !metrics.rate(measure).isDefined()) {
                return Value.NONE;
            }
            Rate found = metrics.rate(measure);
            return new Value(Format.percent(found), TEXT.get("rate.of", found.hits(), found.n()));
        };
    }

    private static Function<MeasureColumn, Value> similarity(Function<MeanSimilarity, Value> value) {
        return column -> {
            MeanSimilarity found = column.similarity();
            return found == null ? Value.NONE : value.apply(found);
        };
    }

    private void add(Measure measure, Function<MeasureColumn, Value> value) {
        Label[] numbers = new Label[COLUMNS.size()];
        Label[] counts = new Label[COLUMNS.size()];
        int line = 1 + 2 * rows.size();
        DefinedName name = Ui.styled(DefinedName.of(measure.symbol(), measure), "tw-strong");
        name.setMinWidth(Region.USE_PREF_SIZE);
        GridPane.setValignment(name, VPos.TOP);
        grid.add(name, 0, line);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Ui.styled(new Label(), "tw-strong");
            counts[i] = Ui.secondary("");
            VBox cell = new VBox(numbers[i], counts[i]);
            cell.setAlignment(Pos.TOP_RIGHT);
            cell.setPadding(new Insets(0, 0, 2, 0));
            cell.setId("compare-" + measure.word() + "-" + COLUMNS.get(i));
            grid.add(cell, i + 1, line);
        }
        Label words = Ui.wrapped(Ui.secondary(TEXT.get("table.definition", measure.definition(), measure.formula())));
        VBox definition = Ui.styled(new VBox(words), "tw-table-line");
        grid.add(definition, 0, line + 1, 4, 1);
        rows.add(new Row(value, numbers, counts));
    }

    private void show() {
        MeasureColumn[] columns = {model.now(), model.pinned(), model.control()};
        String kind = TEXT.get(model.controlIsCleanPrompt() ? "control.cleanPrompt" : "control.noPrompt");
        control.setText(model.isPrompted() ? kind : "");
        control.setTooltip(model.isPrompted() ? new Tooltip(TEXT.get("control.tip", kind)) : null);
        note.setText(note(kind, columns));
        for (Row row : rows) {
            for (int i = 0; i < columns.length; i++) {
                Value value = row.value().apply(columns[i]);
                row.numbers()[i].setText(value.number());
                row.counts()[i].setText(value.counts());
            }
        }
    }

    private String note(String kind, @Nullable MeasureColumn[] columns) {
        MeasureColumn now = columns[0];
        if (now == null || now.metrics() == null) {
            return TEXT.get("table.empty");
        }
        String sheet = TEXT.get("table.sheet", now.metrics().cleanAccuracy().n());
        if (!model.isPrompted()) {
            return TEXT.get("table.noControl", sheet);
        }
        return model.controlIsNow() ? TEXT.get("table.same", sheet, kind) : sheet;
    }
}
