package org.triggerworkbench.app.runs;

import java.util.List;
import java.util.Map;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.text.Messages;

/** The parameters in which the chosen runs differ, a column a run. */
final class ComparePane extends ScrollPane {
    private static final Messages TEXT = Messages.of(ComparePane.class);
    private static final double KEY = 136;
    private static final double VALUE = 104;

    ComparePane() {
        setId("runs-compare");
        getStyleClass().add("tw-compare-runs");
        setMinWidth(240);
    }

    /** Shows these runs; those whose experiment cannot be read do not count. */
    void show(List<RunRow> chosen) {
        List<RunRow> rows =
                chosen.stream().filter(row -> row.experiment() != null).toList();
        if (rows.size() < 2) {
            message(TEXT.get("compare.choose"));
            return;
        }
        Map<String, List<String>> differences = RunsModel.compare(rows).rows();
        if (differences.isEmpty()) {
            message(TEXT.get("compare.same", rows.size()));
            return;
        }
        GridPane grid = Ui.styled(new GridPane(12, 6), "tw-compare-grid");
        ColumnConstraints keys = new ColumnConstraints(KEY);
        grid.getColumnConstraints().add(keys);
        grid.add(Ui.secondary(TEXT.get("compare.parameter")), 0, 0);
        for (int c = 0; c < rows.size(); c++) {
            grid.getColumnConstraints().add(new ColumnConstraints(VALUE));
            grid.add(cell(rows.get(c).name(), "tw-strong"), c + 1, 0);
        }
        int r = 1;
        for (Map.Entry<String, List<String>> difference : differences.entrySet()) {
            grid.add(cell(difference.getKey(), "tw-secondary"), 0, r);
            for (int c = 0; c < rows.size(); c++) {
                grid.add(cell(difference.getValue().get(c), "tw-compare-value"), c + 1, r);
            }
            r++;
        }
        setContent(grid);
    }

    private static Label cell(String text, String style) {
        Label label = Ui.styled(new Label(text), style);
        label.setMaxWidth(Double.MAX_VALUE);
        label.setTooltip(new Tooltip(text));
        return label;
    }

    private void message(String text) {
        VBox place = Ui.styled(new VBox(Ui.wrapped(Ui.styled(new Label(text), "tw-empty"))), "tw-compare-grid");
        place.prefWidthProperty().bind(widthProperty().subtract(4));
        setContent(place);
    }
}
