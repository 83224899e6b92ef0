package org.triggerworkbench.app.runs;

import java.time.Instant;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableColumnBase;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
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
    private static final String NUMBER = "tw-figure-column";
    /** A state stands in words where there is room, else as its picture alone. */
    private static final double STATE_IN_WORDS = 104;

    private static final DateTimeFormatter THIS_YEAR = DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter OTHER_YEAR = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
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
        TableColumn<RunRow, RunRow> name = column("name", TEXT.get("column.name"), row -> row, 116, RunColumns::name);
        name.setComparator(Comparator.comparing(row -> row.name().toLowerCase(Locale.ROOT)));
        name.setMaxWidth(4000);
        name.setPrefWidth(320);
        TableColumn<RunRow, RunRow> method =
                column("method", TEXT.get("column.method"), row -> row, 124, RunColumns::method);
        method.setComparator(Comparator.comparing(RunRow::methodTitle).thenComparing(RunRow::found));
        TableColumn<RunRow, @Nullable Long> seed = column(
                "seed",
                TEXT.get("column.seed"),
                RunRow::seed,
                52,
                (cell, value) -> cell.setText(String.valueOf(value)));
        seed.getStyleClass().add(NUMBER);
        seed.setComparator(Comparator.nullsFirst(Comparator.naturalOrder()));
        TableColumn<RunRow, Instant> date =
                column("date", TEXT.get("column.date"), RunRow::date, 102, (cell, when) -> cell.setText(date(when)));
        TableColumn<RunRow, RunRow> state = column("state", "", row -> row, 36, this::state);
        state.setComparator(Comparator.comparing(RunRow::state));
        state.setPrefWidth(STATE_IN_WORDS + 20);
        state.widthProperty().subscribe(() -> state.setText(inWords(state) ? TEXT.get("column.state") : ""));
        return List.of(
                picture,
                name,
                method,
                text("data", TEXT.get("column.data"), RunRow::data),
                text("model", TEXT.get("column.model"), RunRow::model),
                seed,
                rate("ca", Measure.CLEAN_ACCURACY, Measure.CLEAN_ACCURACY.symbol(), "tw-clean"),
                rate("asr", Measure.ATTACK_SUCCESS, Measure.ATTACK_SUCCESS.symbol(), "tw-triggered"),
                rate("control", Measure.CONTROL, Measure.CONTROL.title(), "tw-control"),
                date,
                state);
    }

    private static boolean inWords(TableColumnBase<?, ?> state) {
        return state.getWidth() >= STATE_IN_WORDS;
    }

    /** Without the year where it is this one's. */
    private static String date(Instant when) {
        ZonedDateTime local = when.atZone(ZoneId.systemDefault());
        return (local.getYear() == Year.now(ZoneId.systemDefault()).getValue() ? THIS_YEAR : OTHER_YEAR).format(local);
    }

    private static TableColumn<RunRow, String> text(String id, String title, Function<RunRow, String> value) {
        TableColumn<RunRow, String> column = column(id, title, value, 88, (cell, words) -> {
            cell.setText(words);
            cell.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        });
        column.setPrefWidth(130);
        column.setMaxWidth(260);
        column.setComparator(String.CASE_INSENSITIVE_ORDER);
        return column;
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
        TableColumn<RunRow, Rate> column = column(id, title, rate, 60, (cell, value) -> {
            Label percent = value.isDefined()
                    ? Ui.styled(new Label(Format.percent(value)), style, "tw-strong")
                    : Ui.secondary(Format.percent(value));
            percent.setMinWidth(Region.USE_PREF_SIZE);
            cell.setGraphic(percent);
        });
        column.setMaxWidth(120);
        column.getStyleClass().add(NUMBER);
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
    }

    /** The method, and below it what it found if it is a defence. */
    private static void method(TableCell<RunRow, RunRow> cell, RunRow row) {
        VBox both = new VBox(new Label(row.methodTitle()));
        both.setAlignment(Pos.CENTER_LEFT);
        if (!row.found().isEmpty()) {
            both.getChildren().add(Ui.secondary(row.found()));
        }
        cell.setGraphic(both);
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
        String words = TEXT.get("state." + state);
        cell.setGraphic(Icons.of(icon));
        cell.setText(words);
        cell.setAccessibleText(words);
        cell.contentDisplayProperty()
                .bind(cell.getTableColumn()
                        .widthProperty()
                        .map(_ -> inWords(cell.getTableColumn()) ? ContentDisplay.LEFT : ContentDisplay.GRAPHIC_ONLY));
        cell.setTooltip(tip(tip.isEmpty() ? words : words + "\n" + tip));
    }

    static Tooltip tip(String text) {
        Tooltip tooltip = new Tooltip(text);
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(480);
        return tooltip;
    }
}
