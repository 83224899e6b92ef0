package org.triggerworkbench.app.matrix;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Spinner;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.triggerworkbench.app.matrix.MatrixModel.Doing;
import org.triggerworkbench.app.matrix.MatrixSource.Where;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Icons;
import org.triggerworkbench.app.shared.Segmented;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.experiment.folder.RunLock;
import org.triggerworkbench.text.Messages;

/** Which matrix is open, what runs it, and what the map shows of it. */
final class MatrixLeft extends VBox {
    private static final Messages TEXT = Messages.of(MatrixLeft.class);
    private static final int MOST_WORKERS = 64;
    private static final DateTimeFormatter SINCE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final MatrixModel model;
    private final Action open;
    private final Action play;
    private final Action cancel;

    /** @param open asks which matrix and opens it */
    MatrixLeft(MatrixModel model, Runnable open) {
        this.model = model;
        this.open = Action.of(TEXT, "matrix.open", Action.Menu.TRAIN, "fth-grid", "", open);
        ObservableValue<Boolean> playable = Bindings.createBooleanBinding(
                () -> model.opened().get() != null
                        && model.doing().get() != Doing.PAUSING
                        && model.other().get() == null,
                model.opened(),
                model.doing(),
                model.other());
        this.play = Action.of(TEXT, "matrix.play", Action.Menu.TRAIN, "fth-play", "", playable, model::play);
        ObservableValue<Boolean> onCluster = Bindings.createBooleanBinding(
                () -> model.opened().get() != null && model.where().get() == Where.SLURM,
                model.opened(),
                model.where());
        this.cancel = Action.of(TEXT, "matrix.cancel", Action.Menu.TRAIN, "fth-x", "", onCluster, model::cancel);
        getStyleClass().add("tw-defend-left");
        setMinHeight(0);
        ScrollPane scroll = Ui.scrolling(new VBox(what(), place(), figures(), orders()));
        scroll.setMinHeight(0);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().add(scroll);
    }

    List<Action> actions() {
        return List.of(open, play, cancel);
    }

    private Node what() {
        Button link = Ui.styled(Ui.button(open), "tw-link");
        link.setText(TEXT.get("open"));
        HBox head = new HBox(Ui.heading(TEXT.get("matrix")), Ui.spring(), link);
        head.setAlignment(Pos.CENTER_LEFT);
        Label name = Ui.wrapped(new Label());
        name.setId("matrix-name");
        name.textProperty().bind(model.opened().map(MatrixSource.Opened::name).orElse(TEXT.get("none")));
        Label size = Ui.wrapped(Ui.secondary(""));
        size.setId("matrix-size");
        size.textProperty().bind(model.groups().map(MatrixLeft::size));
        Button main = Ui.styled(Ui.button(play), "tw-primary", "tw-play");
        main.setMinWidth(USE_PREF_SIZE);
        model.doing().subscribe(now -> {
            main.setGraphic(Icons.of(now == Doing.RUNNING ? "fth-pause" : "fth-play"));
            String word = TEXT.get(
                    switch (now) {
                        case NOTHING -> "play";
                        case RUNNING -> "pause";
                        case PAUSING -> "pausing";
                    });
            main.setText(word);
            main.setAccessibleText(word);
        });
        Button stop = Ui.button(cancel);
        stop.setText(TEXT.get("cancel"));
        stop.setMinWidth(USE_PREF_SIZE);
        stop.visibleProperty().bind(model.where().map(now -> now == Where.SLURM));
        stop.managedProperty().bind(stop.visibleProperty());
        HBox row = new HBox(8, main, stop);
        Label far = Ui.wrapped(Ui.secondary(""));
        far.setId("matrix-progress");
        far.textProperty().bind(model.progress().map(MatrixLeft::far));
        Label other = Ui.wrapped(new Label());
        other.setId("matrix-other");
        other.textProperty().bind(model.other().map(MatrixLeft::other).orElse(""));
        other.visibleProperty().bind(other.textProperty().isNotEmpty());
        other.managedProperty().bind(other.visibleProperty());
        return Ui.styled(new VBox(head, name, size, row, other, far), "tw-section");
    }

    private static String other(RunLock.Worker worker) {
        return TEXT.get(
                "other",
                Long.toString(worker.pid()),
                worker.host(),
                SINCE.format(worker.since().atZone(ZoneId.systemDefault())));
    }

    private static String size(Groups groups) {
        if (groups.rows().isEmpty()) {
            return TEXT.get("none.how");
        }
        long seeds = groups.groups().values().stream()
                .flatMap(group -> group.items().stream())
                .mapToLong(Item::seed)
                .distinct()
                .count();
        return TEXT.get("size", groups.rows().size(), groups.columns().size(), seeds);
    }

    private static String far(MatrixModel.Progress now) {
        return now.all() == 0 ? "" : TEXT.get("far", now.done(), now.all(), now.running(), now.failed());
    }

    private Node place() {
        Segmented<Where> places =
                new Segmented<>(List.of(Where.values()), model.where(), each -> TEXT.get("where." + each.name()));
        places.setId("matrix-where");
        places.setMaxWidth(USE_PREF_SIZE);
        Spinner<Integer> workers =
                new Spinner<>(1, MOST_WORKERS, model.workers().get());
        workers.setId("matrix-workers");
        workers.setAccessibleText(TEXT.get("workers"));
        workers.setEditable(true);
        workers.setPrefWidth(84);
        workers.valueProperty().subscribe(now -> model.workers().set(now == null ? 1 : now));
        HBox row = new HBox(8, new Label(TEXT.get("workers")), workers);
        row.setAlignment(Pos.CENTER_LEFT);
        row.visibleProperty().bind(model.where().map(now -> now == Where.HERE));
        row.managedProperty().bind(row.visibleProperty());
        Label how = Ui.wrapped(Ui.secondary(""));
        how.textProperty().bind(model.where().map(now -> TEXT.get("where." + now.name() + ".how")));
        places.disableProperty().bind(model.doing().map(now -> now != Doing.NOTHING));
        workers.disableProperty().bind(places.disableProperty());
        return Ui.styled(new VBox(Ui.heading(TEXT.get("runOn")), places, row, how), "tw-section");
    }

    private Node figures() {
        VBox box = Ui.styled(new VBox(Ui.heading(TEXT.get("show"))), "tw-section");
        box.getChildren().addAll(radios(List.of(Figure.values()), model.figure(), Figure::title, "matrix-figure"));
        Label how = Ui.wrapped(Ui.secondary(TEXT.get("show.how")));
        box.getChildren().add(how);
        return box;
    }

    private Node orders() {
        return Ui.styled(
                new VBox(Ui.heading(TEXT.get("sort")), RowOrder.sort(model), RowOrder.group(model)),
                "tw-section",
                "tw-last");
    }

    private static <T extends Enum<T>> List<RadioButton> radios(
            List<T> choices, ObjectProperty<T> value, Function<T, String> title, String id) {
        ToggleGroup group = new ToggleGroup();
        return choices.stream()
                .map(choice -> {
                    RadioButton button = new RadioButton(title.apply(choice));
                    button.setWrapText(true);
                    button.setId(id + "-" + choice.name().toLowerCase(Locale.ROOT));
                    button.setToggleGroup(group);
                    button.setOnAction(_ -> value.set(choice));
                    value.subscribe(now -> button.setSelected(now == choice));
                    return button;
                })
                .toList();
    }
}
