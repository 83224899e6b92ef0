package org.triggerworkbench.app.shell;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Actions;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.state.Settings;
import org.triggerworkbench.text.Messages;

/** Every action by a few letters of its name, those chosen last first; also the sheet of shortcuts. */
final class Palette {
    private static final Messages TEXT = Messages.of(Palette.class);
    private static final double WIDTH = 480;

    private final Popup popup = new Popup();
    private final TextField words = new TextField();
    private final Settings settings;
    private final List<Action> sorted;
    private final ObservableList<Action> all = FXCollections.observableArrayList();
    private final FilteredList<Action> found = new FilteredList<>(all);
    private final ListView<Action> list;

    /** @param settings keep what was chosen last */
    Palette(Actions actions, Settings settings) {
        this.settings = settings;
        this.sorted = actions.all().stream()
                .sorted(Comparator.comparing(Action::menu).thenComparing(Action::title))
                .toList();
        this.list = new ListView<>(found);
        words.setPromptText(TEXT.get("palette.prompt"));
        Ui.named(words, "palette-words", TEXT.get("palette.prompt"));
        Ui.named(list, "palette-list", TEXT.get("palette.list"));
        list.setPlaceholder(Ui.styled(new Label(TEXT.get("palette.none")), "tw-empty"));
        list.setCellFactory(_ -> new Row());
        list.setPrefSize(WIDTH, 360);
        list.setOnMouseClicked(_ -> fire());
        VBox box = Ui.styled(new VBox(8, words, list), "tw-palette");
        popup.getContent().add(box);
        popup.setAutoHide(true);
        words.textProperty().subscribe(this::filter);
        words.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
    }

    /** Opens it over a window. */
    void show(Window window) {
        popup.getScene().getStylesheets().setAll(window.getScene().getStylesheets());
        Point2D corner =
                window.getScene().getRoot().localToScreen(window.getScene().getWidth() / 2 - WIDTH / 2, 48);
        popup.show(window, corner.getX(), corner.getY());
        // Once it is shown: lines that are made before find no colours.
        words.clear();
        List<String> recent = settings.recentActions();
        all.setAll(sorted.stream()
                // A stable sort: the others stay in their order.
                .sorted((one, other) -> Integer.compare(place(recent, one), place(recent, other)))
                .toList());
        filter("");
        list.scrollTo(0);
        words.requestFocus();
    }

    private void filter(String typed) {
        String[] parts = typed.strip().toLowerCase(Locale.ROOT).split("\\s+");
        found.setPredicate(action -> {
            // The id tells actions of one name in two views apart.
            String title = String.join(" ", action.title(), action.id()).toLowerCase(Locale.ROOT);
            for (String part : parts) {
                if (!title.contains(part)) {
                    return false;
                }
            }
            return true;
        });
        list.getSelectionModel().selectFirst();
    }

    private static int place(List<String> recent, Action action) {
        int place = recent.indexOf(action.id());
        return place < 0 ? recent.size() : place;
    }

    private void onKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            fire();
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE) {
            popup.hide();
            event.consume();
        } else if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.UP) {
            int next = list.getSelectionModel().getSelectedIndex() + (event.getCode() == KeyCode.DOWN ? 1 : -1);
            list.getSelectionModel().select(Math.clamp(next, 0, Math.max(0, found.size() - 1)));
            list.scrollTo(list.getSelectionModel().getSelectedIndex());
            event.consume();
        }
    }

    private void fire() {
        Action action = list.getSelectionModel().getSelectedItem();
        popup.hide();
        if (action != null) {
            settings.rememberAction(action.id());
            action.fire();
        }
    }

    private final class Row extends ListCell<Action> {
        @Override
        protected void updateItem(@Nullable Action action, boolean empty) {
            super.updateItem(action, empty);
            setText(null);
            if (empty || action == null) {
                setGraphic(null);
                return;
            }
            String keys = action.shortcut() == null ? "" : action.shortcut().getDisplayText();
            Label title = new Label(action.title());
            title.setDisable(!action.enabled().getValue());
            title.setMinWidth(0);
            Label menu = Ui.secondary(TEXT.get("menu." + action.menu()));
            HBox line = new HBox(8, title, menu, Ui.spring());
            if (settings.recentActions().contains(action.id())) {
                line.getChildren().add(Ui.secondary(TEXT.get("palette.recent")));
            }
            line.getChildren().add(Ui.secondary(keys));
            line.getChildren().stream().skip(1).filter(Label.class::isInstance).forEach(node -> ((Label) node)
                    .setMinWidth(Region.USE_PREF_SIZE));
            line.setAlignment(Pos.CENTER_LEFT);
            // Not wider than the list, or what stands right would be cut off.
            line.setPrefWidth(0);
            setGraphic(line);
        }
    }
}
