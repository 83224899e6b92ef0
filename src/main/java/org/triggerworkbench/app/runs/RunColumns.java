package org.triggerworkbench.app.runs;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.Icons;
import org.triggerworkbench.app.shared.PixelImage;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.text.Messages;

/** The columns of the list of runs. */
final class RunColumns {
    private static final double TITLE_LETTER = 7;
    private static final double TITLE_ROOM = 28;
    private static final Messages TEXT = Messages.of(RunColumns.class);
    private static final double PICTURE = 28;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);
    /** Nothing counted sorts below everything counted. */
    private static final Comparator<Rate> BY_VALUE =
            Comparator.comparingDouble(rate -> rate.isDefined() ? rate.value() : -1);

    private final Function<RunRow, Boolean> running;

    /** @param running whether a run goes on now */
    RunColumns(Function<RunRow, Boolean> running) {
        this.running = running;
    }

    List<TableColumn<RunRow, ?>> all() {
        TableColumn<RunRow, RunRow> picture = column("picture", "", row -> row, 44, RunColumns::picture);
        picture.setSortable(false);
        picture.setMaxWidth(44);
        TableColumn<RunRow, RunRow> method =
                column("method", TEXT.get("column.method"), row -> row, 136, RunColumns::method);
        method.setComparator(Comparator.comparing(RunRow::method).thenComparing(RunRow::found));
        TableColumn<RunRow, Instant> date = column(
                "date",
                TEXT.get("column.date"),
                RunRow::date,
                140,
                (cell, when) -> cell.setText(DATE.format(when.atZone(ZoneId.systemDefault()))));
        TableColumn<RunRow, RunRow> state = column("state", TEXT.get("column.state"), row -> row, 108, this::state);
        state.setComparator(Comparator.comparing(RunRow::state));
        TableColumn<RunRow, RunRow> name = column("name", TEXT.get("column.name"), row -> row, 140, RunColumns::name);
        name.setComparator(Comparator.comparing(row -> row.name().toLowerCase(Locale.ROOT)));
        name.setMaxWidth(4000);
        name.setPrefWidth(320);
        return List.of(
                picture,
                name,
                method,
                rate("asr", Measure.ATTACK_SUCCESS, Measure.ATTACK_SUCCESS.symbol(), "tw-triggered"),
                rate("ca", Measure.CLEAN_ACCURACY, Measure.CLEAN_ACCURACY.symbol(), "tw-clean"),
                rate("control", Measure.CONTROL, Measure.CONTROL.title(), "tw-control"),
                date,
                state);
    }

    private static <T> TableColumn<RunRow, T> column(
            String id,
            String title,
            Function<RunRow, T> value,
            double width,
            BiConsumer<TableCell<RunRow, T>, T> show) {
        TableColumn<RunRow, T> column = new TableColumn<>(title);
        column.setId("run-" + id);
        // A title of another language may be longer than what stands below it.
        double wide = Math.max(width, TITLE_LETTER * title.length() + TITLE_ROOM);
        column.setPrefWidth(wide);
        column.setMinWidth(wide);
        column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(value.apply(features.getValue())));
        column.setCellFactory(_ -> new TableCell<>() {
            @Override
            protected void updateItem(T item, boolean empty) {
                super.updateItem(item, empty);
                setText(null);
                setGraphic(null);
                setTooltip(null);
                if (!empty && item != null) {
                    show.accept(this, item);
                }
            }
        });
        return column;
    }

    private static TableColumn<RunRow, Rate> rate(String id, Measure measure, String title, String style) {
        Function<RunRow, Rate> rate = row -> row.rate(measure);
        TableColumn<RunRow, Rate> column = column(id, title, rate, 132, (cell, value) -> {
            Label percent = value.isDefined()
                    ? Ui.styled(new Label(Format.percent(value)), style, "tw-strong")
                    : Ui.secondary(Format.percent(value));
            percent.setMinWidth(52);
            percent.setAlignment(Pos.CENTER_RIGHT);
            HBox both = new HBox(8, percent);
            both.setAlignment(Pos.CENTER_LEFT);
            if (value.isDefined()) {
                both.getChildren().add(Ui.secondary(TEXT.get("rate.of", value.hits(), value.n())));
                cell.setTooltip(tip(Format.counts(value) + "\n" + measure.explained()));
            }
            cell.setGraphic(both);
        });
        column.setComparator(BY_VALUE);
        // A column has no tooltip of its own.
        Label heading = new Label(title);
        heading.setTooltip(tip(measure.explained()));
        column.setText("");
        column.setGraphic(heading);
        return column;
    }

    private static void picture(TableCell<RunRow, RunRow> cell, RunRow row) {
        RunRow.Thumbnail picture = row.picture();
        StackPane place = new StackPane();
        place.setMinSize(PICTURE, PICTURE);
        place.setMaxSize(PICTURE, PICTURE);
        if (picture == null) {
            place.getStyleClass().add("tw-soft-box");
        } else {
            place.getChildren()
                    .add(PixelImage.of(picture.width(), picture.height(), picture.argb())
                            .view(PICTURE));
        }
        cell.setGraphic(place);
    }

    private static void name(TableCell<RunRow, RunRow> cell, RunRow row) {
        VBox both = new VBox(new Label(row.name()));
        both.setAlignment(Pos.CENTER_LEFT);
        if (!row.note().isEmpty()) {
            both.getChildren().add(Ui.secondary(row.note().lines().findFirst().orElse("")));
        }
        cell.setGraphic(both);
        // The method's column is the first to go where the list is narrow.
        String found = row.found().isEmpty() ? row.method() : TEXT.get("name.found", row.method(), row.found());
        cell.setTooltip(tip(TEXT.get(
                row.note().isEmpty() ? "name.tip" : "name.tipNote", row.name(), found, row.path(), row.note())));
    }

    /** The method, and below it what it found if it is a defence. */
    private static void method(TableCell<RunRow, RunRow> cell, RunRow row) {
        VBox both = new VBox(new Label(row.method()));
        both.setAlignment(Pos.CENTER_LEFT);
        if (!row.found().isEmpty()) {
            both.getChildren().add(Ui.secondary(row.found()));
        }
        cell.setGraphic(both);
        cell.setTooltip(new Tooltip(row.method()));
    }

    private void state(TableCell<RunRow, RunRow> cell, RunRow row) {
        if (running.apply(row)) {
            state(cell, "fth-loader", "running", "");
            return;
        }
        switch (row.state()) {
            case FINISHED -> state(cell, "fth-check-circle", "finished", "");
            case RESUMABLE -> state(cell, "fth-pause-circle", "resumable", TEXT.get("state.resumable.tip"));
            case FAILED -> state(cell, "fth-alert-triangle", "failed", row.fault());
        }
    }

    private static void state(TableCell<RunRow, RunRow> cell, String icon, String state, String tip) {
        cell.setGraphic(Icons.of(icon));
        cell.setText(TEXT.get("state." + state));
        if (!tip.isEmpty()) {
            cell.setTooltip(tip(tip));
        }
    }

    private static Tooltip tip(String text) {
        Tooltip tooltip = new Tooltip(text);
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(480);
        return tooltip;
    }
}
