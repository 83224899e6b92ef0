package org.triggerworkbench.app.training;

import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.triggerworkbench.app.shared.Icons;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.text.Messages;

/** The checklist of a run whose attack success is low, over the charts until it is closed. */
final class WhyLowPane extends VBox {
    private static final Messages TEXT = Messages.of(WhyLowPane.class);
    private static final double VERDICT = 92;

    private final VBox list = Ui.styled(new VBox(), "tw-why-list");
    private final Label summary = Ui.secondary("");
    private final Label none = Ui.wrapped(Ui.secondary(TEXT.get("why.none")));

    WhyLowPane() {
        getStyleClass().addAll("tw-panel", "tw-why");
        setId("why-low");
        setMinSize(0, 0);
        setVisible(false);
        Button close = Ui.styled(new Button(), "tw-icon-button");
        close.setId("why-close");
        close.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        close.setGraphic(Icons.of("fth-x"));
        close.setAccessibleText(TEXT.get("why.close"));
        close.setTooltip(new Tooltip(TEXT.get("why.close")));
        close.setOnAction(_ -> setVisible(false));
        Label heading = Ui.heading(TEXT.get("why.heading"));
        heading.setMinWidth(USE_PREF_SIZE);
        none.setId("why-none");
        HBox header = Ui.styled(new HBox(8, heading, summary, Ui.spring(), close), "tw-chart-header");
        ScrollPane scroll = Ui.scrolling(list);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(header, scroll);
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                setVisible(false);
                event.consume();
            }
        });
    }

    /** Shows what was judged. */
    void show(List<WhyLow.Line> lines) {
        list.getChildren()
                .setAll(
                        lines.isEmpty()
                                ? List.of(none)
                                : lines.stream().map(WhyLowPane::row).toList());
        long look = lines.stream()
                .filter(line -> line.verdict() == WhyLow.Verdict.LOOK)
                .count();
        summary.setText(
                lines.isEmpty()
                        ? ""
                        : look == 0 ? TEXT.get("why.fine", lines.size()) : TEXT.get("why.summary", look, lines.size()));
        setVisible(true);
        lookup("#why-close").requestFocus();
    }

    private static Node row(WhyLow.Line line) {
        String verdict = TEXT.get("why.verdict." + line.verdict().name().toLowerCase(Locale.ROOT));
        Label mark = new Label(
                verdict,
                Icons.of(
                        switch (line.verdict()) {
                            case OK -> "fth-check";
                            case LOOK -> "fth-alert-circle";
                            case UNKNOWN -> "fth-clock";
                        }));
        mark.setMinWidth(VERDICT);
        mark.setPrefWidth(VERDICT);
        mark.getStyleClass().add(line.verdict() == WhyLow.Verdict.LOOK ? "tw-why-look" : "tw-secondary");
        Label title = Ui.styled(new Label(line.title()), "tw-strong");
        title.setMinWidth(USE_PREF_SIZE);
        Label fact = new Label(line.fact());
        fact.setTooltip(new Tooltip(line.fact()));
        HBox first = new HBox(8, title, fact);
        first.setAlignment(Pos.BASELINE_LEFT);
        VBox words = new VBox(first, Ui.wrapped(Ui.secondary(line.rule())));
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox row = Ui.styled(new HBox(8, mark, words), "tw-why-row");
        row.setAccessibleText(TEXT.get("why.row", line.title(), verdict, line.fact()));
        return row;
    }
}
