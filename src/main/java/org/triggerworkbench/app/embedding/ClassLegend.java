package org.triggerworkbench.app.embedding;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.ClassSymbols;
import org.triggerworkbench.app.shared.OkabeIto;
import org.triggerworkbench.app.shared.SymbolIcon;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.text.Messages;

/** Symbols and names of classes: as many of those on the sheet as one line holds, and all in a list to search. */
final class ClassLegend extends HBox {
    private static final Messages TEXT = Messages.of(ClassLegend.class);
    private static final double GAP = 12;
    private static final double SYMBOL = 20;
    private static final double MOST = 120;
    private static final double LINK = 120;

    private final HBox inline = new HBox(GAP);
    private final MenuButton all = Ui.styled(new MenuButton(), "tw-quiet-menu");
    private final TextField search = new TextField();
    private final ObservableList<Integer> found = FXCollections.observableArrayList();
    private List<String> classes = List.of();
    private List<Integer> present = List.of();
    private Tokens tokens = Tokens.LIGHT;
    private @Nullable Object drawn;

    private record Drawn(List<String> classes, List<Integer> present, boolean dark, double width) {}

    ClassLegend() {
        setId("embedding-classes");
        setSpacing(GAP);
        setAlignment(Pos.CENTER_LEFT);
        setMinWidth(0);
        setMinHeight(22);
        inline.setMinWidth(0);
        inline.setAlignment(Pos.CENTER_LEFT);
        all.setMinWidth(USE_PREF_SIZE);
        all.setId("embedding-all-classes");
        search.setPromptText(TEXT.get("legend.search"));
        search.setId("embedding-search-class");
        search.textProperty().addListener((_, _, _) -> filter());
        ListView<Integer> list = Ui.named(new ListView<>(found), "embedding-class-list", TEXT.get("legend.list"));
        list.setPrefSize(260, 280);
        list.setFixedCellSize(26);
        list.setCellFactory(_ -> new ClassCell());
        CustomMenuItem item = new CustomMenuItem(Ui.styled(new VBox(6, search, list), "tw-legend-popup"), false);
        item.getStyleClass().add("tw-plain-item");
        all.getItems().add(item);
        getChildren().addAll(inline, all);
        widthProperty().addListener((_, _, _) -> fill());
    }

    /** @param onSheet classes that occur, ascending */
    void show(List<String> names, Set<Integer> onSheet, Tokens now) {
        classes = names;
        present = List.copyOf(onSheet);
        tokens = now;
        fill();
    }

    private void fill() {
        Drawn next = new Drawn(classes, present, tokens.dark(), getWidth());
        if (next.equals(drawn)) {
            return;
        }
        drawn = next;
        double room = getWidth() - LINK;
        inline.getChildren().clear();
        for (int label : present) {
            Text text = new Text(classes.get(label));
            text.setFont(Font.font(Theme.FONT, 12));
            double width = Math.min(MOST, Math.ceil(text.getLayoutBounds().getWidth()) + SYMBOL);
            room -= width + GAP;
            if (room < 0) {
                break;
            }
            Label entry = Legend.entry(icon(label), classes.get(label));
            entry.getStyleClass().add("tw-secondary");
            entry.setMaxWidth(width);
            entry.setTooltip(new Tooltip(classes.get(label)));
            inline.getChildren().add(entry);
        }
        int hidden = present.size() - inline.getChildren().size();
        all.setText(hidden > 0 ? TEXT.get("legend.more", hidden) : TEXT.get("legend.all", classes.size()));
        filter();
    }

    private void filter() {
        String wanted = search.getText().strip().toLowerCase(Locale.ROOT);
        found.setAll(IntStream.range(0, classes.size())
                .filter(k -> classes.get(k).toLowerCase(Locale.ROOT).contains(wanted))
                .boxed()
                .toList());
    }

    private Node icon(int label) {
        return SymbolIcon.of(ClassSymbols.of(label), false, OkabeIto.of(label, tokens.dark()));
    }

    private final class ClassCell extends ListCell<Integer> {
        ClassCell() {
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable Integer label, boolean empty) {
            super.updateItem(label, empty);
            if (empty || label == null || label >= classes.size()) {
                setText(null);
                setGraphic(null);
                setTooltip(null);
                return;
            }
            setText(classes.get(label));
            setGraphic(icon(label));
            setTooltip(new Tooltip(classes.get(label)));
        }
    }
}
