package org.triggerworkbench.app.runs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.ListChangeListener;
import javafx.collections.transformation.SortedList;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.controlsfx.control.MasterDetailPane;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.shared.ViewPart;
import org.triggerworkbench.text.Messages;

/** The runs as a list, with what can be done with them. */
public final class RunsView {
    private static final Messages TEXT = Messages.of(RunsView.class);
    private static final double ROW = 40;
    /** In the header; the rest is in the menus. */
    private static final Set<String> NOT_IN_HEADER = Set.of("runs.clearCurves", "runs.putBack", "runs.savePoisoned");

    private static final Map<String, Double> WIDTHS =
            Map.of("run-model", 869.0, "run-date", 779.0, "run-data", 679.0, "run-method", 589.0);

    /** Share of the list beside the parameters of two runs, which both have to be seen. */
    private static final double TABLE = 0.52;

    private final RunsModel model;
    private final TableView<RunRow> table = new TableView<>();
    private final BooleanProperty comparing = new SimpleBooleanProperty();
    private final ComparePane compare = new ComparePane();
    /** The list, and beside it what chosen runs differ in; it keeps where it was divided while that is folded away. */
    private final MasterDetailPane split = new MasterDetailPane(Side.RIGHT, table, compare, false);

    private final Label empty = Ui.wrapped(Ui.styled(new Label(), "tw-empty"));
    private final List<Action> actions;
    private final VBox content;
    private Set<Path> remembered = Set.of();

    public RunsView(RunsModel model, RunsHooks hooks, Dialogs dialogs) {
        this.model = model;
        this.actions =
                new RunActions(model, hooks, dialogs, table.getSelectionModel().getSelectedItems(), comparing).all();
        fillTable();
        comparing.subscribe(this::showCompare);
        table.getSelectionModel().getSelectedItems().addListener((ListChangeListener<RunRow>) _ -> {
            if (model.updating().get()) {
                return;
            }
            remembered = chosen().stream().map(RunRow::path).collect(Collectors.toSet());
            if (comparing.get()) {
                compare.show(chosen());
            }
        });
        model.updating().subscribe(on -> {
            if (!on) {
                chooseAgain();
            }
        });
        split.setFocusTraversable(false);
        split.setAnimated(false);
        split.setDividerPosition(TABLE);
        VBox.setVgrow(split, Priority.ALWAYS);
        content = new VBox(split);
        content.setMinSize(0, 0);
        content.setId("runs");
    }

    private void fillTable() {
        table.setId("runs-table");
        table.getStyleClass().add("tw-runs");
        table.setAccessibleText(TEXT.get("view.title"));
        table.setFixedCellSize(ROW);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_SUBSEQUENT_COLUMNS);
        table.getColumns().setAll(new RunColumns(model::isRunning).all());
        table.widthProperty().subscribe(width -> fit(width.doubleValue()));
        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        table.setPlaceholder(empty);
        SortedList<RunRow> sorted = new SortedList<>(model.found());
        sorted.comparatorProperty().bind(table.comparatorProperty());
        table.setItems(sorted);
        model.running().subscribe(() -> table.refresh());
        model.scanned().subscribe(this::showEmpty);
        model.search().subscribe(this::showEmpty);
        model.rows().addListener((ListChangeListener<RunRow>) _ -> showEmpty());
        table.setRowFactory(_ -> {
            TableRow<RunRow> row = new TableRow<>() {
                @Override
                protected void updateItem(RunRow item, boolean empty) {
                    super.updateItem(item, empty);
                    setTooltip(empty || item == null ? null : RunColumns.tip(RowWords.of(item)));
                }
            };
            row.setOnMouseClicked(event -> {
                if (event.getClickCount() == 2 && !row.isEmpty()) {
                    named("runs.open").fire();
                }
            });
            return row;
        });
        table.setContextMenu(menu());
        table.setOnKeyPressed(event -> {
            String id = event.getCode() == KeyCode.ENTER
                    ? "runs.open"
                    : event.getCode() == KeyCode.DELETE
                            ? "runs.delete"
                            : event.getCode() == KeyCode.F2 ? "runs.rename" : "";
            if (!id.isEmpty()) {
                named(id).fire();
                event.consume();
            }
        });
    }

    /** What matters least goes first where the list is narrow, as beside a comparison; the search still knows it. */
    private void fit(double width) {
        table.getColumns().forEach(column -> {
            Double least = WIDTHS.get(column.getId());
            column.setVisible(least == null || width == 0 || width >= least);
        });
    }

    /** A folder read again leaves the same runs chosen. */
    private void chooseAgain() {
        Set<Path> before = remembered;
        table.getSelectionModel().clearSelection();
        for (int i = 0; i < table.getItems().size(); i++) {
            if (before.contains(table.getItems().get(i).path())) {
                table.getSelectionModel().select(i);
            }
        }
    }

    private List<RunRow> chosen() {
        return table.getSelectionModel().getSelectedItems().stream()
                .filter(Objects::nonNull)
                .toList();
    }

    private ContextMenu menu() {
        ContextMenu menu = new ContextMenu();
        for (Action action : actions) {
            MenuItem item = new MenuItem(action.title());
            item.disableProperty().bind(action.enabled().map(on -> !on));
            item.setOnAction(_ -> action.fire());
            menu.getItems().add(item);
        }
        return menu;
    }

    private Action named(String id) {
        return actions.stream()
                .filter(action -> action.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void showCompare(boolean on) {
        if (on) {
            compare.show(chosen());
        }
        split.setShowDetailNode(on);
    }

    private void showEmpty() {
        if (!model.scanned().get()) {
            empty.setText(TEXT.get("empty.scanning"));
        } else if (model.rows().isEmpty()) {
            empty.setText(TEXT.get("empty.none", model.folder()));
        } else {
            empty.setText(TEXT.get("empty.search", model.search().get()));
        }
    }

    /** The view for the bottom panel. */
    public ViewPart part() {
        TextField search = new TextField();
        search.setId("runs-search");
        search.setPromptText(TEXT.get("search.prompt"));
        search.setAccessibleText(TEXT.get("search.prompt"));
        search.setPrefWidth(180);
        search.setMinWidth(90);
        search.textProperty().bindBidirectional(model.search());
        List<Node> header = new ArrayList<>(List.of(search));
        HBox buttons = new HBox(2);
        for (Action action : actions) {
            if (!NOT_IN_HEADER.contains(action.id())) {
                buttons.getChildren().add(Ui.iconButton(action));
            }
        }
        buttons.setMinWidth(HBox.USE_PREF_SIZE);
        header.add(buttons);
        return new ViewPart("runs", TEXT.get("view.title"), header, content, actions);
    }
}
