package org.triggerworkbench.app.shell;

import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.DialogPlace;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.text.Messages;

/** Versions, licences and the text to cite. */
final class AboutDialog {
    private static final Messages TEXT = Messages.of(AboutDialog.class);
    private static final double WIDTH = 640;
    private static final double HEIGHT = 460;

    /** Its pages, in their order. */
    enum Page {
        VERSIONS,
        LICENCES,
        CITATION
    }

    private AboutDialog() {}

    /** The dialog, not yet shown, at one of its pages. Window thread only. */
    static Dialog<Void> of(@Nullable Window owner, Theme theme, ProgramFacts facts, Page page) {
        Dialog<Void> dialog = new Dialog<>();
        DialogPlace.own(dialog, owner);
        dialog.setTitle(TEXT.get("about.title"));
        dialog.setResizable(true);
        TabPane tabs = new TabPane();
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        for (Page each : Page.values()) {
            Tab tab = new Tab(TEXT.get("about." + each), content(each, facts));
            tab.setId("about-tab-" + each.name().toLowerCase(Locale.ROOT));
            tabs.getTabs().add(tab);
            if (each == page) {
                tabs.getSelectionModel().select(tab);
            }
        }
        DialogPane pane = dialog.getDialogPane();
        pane.setId("about");
        pane.getStyleClass().add("tw-about");
        pane.setContent(tabs);
        Ui.size(dialog, WIDTH, HEIGHT);
        pane.getButtonTypes().add(ButtonType.CLOSE);
        theme.dress(pane.getScene());
        return dialog;
    }

    private static Node content(Page page, ProgramFacts facts) {
        return switch (page) {
            case VERSIONS ->
                page(
                        Ui.wrapped(new Label(TEXT.get("about.what"))),
                        versions(facts.versions()),
                        copy("about-copy-versions", () -> lines(facts.versions())));
            case LICENCES ->
                page(Ui.wrapped(new Label(TEXT.get("about.licence"))), text("about-licences", page, facts.licences()));
            case CITATION ->
                page(
                        Ui.wrapped(new Label(TEXT.get("about.cite"))),
                        text("about-citation", page, facts.citation()),
                        copy("about-copy-citation", facts::citation));
        };
    }

    private static VBox page(Node... nodes) {
        return Ui.styled(new VBox(nodes), "tw-about-page");
    }

    private static GridPane versions(Map<String, String> versions) {
        GridPane grid = Ui.styled(new GridPane(), "tw-about-versions");
        int row = 0;
        for (Map.Entry<String, String> version : versions.entrySet()) {
            Label name = Ui.secondary(version.getKey());
            Label number = new Label(version.getValue());
            number.setId("about-version-" + row);
            name.setLabelFor(number);
            grid.addRow(row++, name, number);
            GridPane.setHalignment(name, HPos.LEFT);
        }
        return grid;
    }

    private static TextArea text(String id, Page page, String words) {
        TextArea area = Ui.styled(new TextArea(words), "tw-about-text");
        Ui.named(area, id, TEXT.get("about." + page));
        area.setEditable(false);
        area.setWrapText(true);
        VBox.setVgrow(area, Priority.ALWAYS);
        return area;
    }

    private static HBox copy(String id, Supplier<String> words) {
        Button button = new Button(TEXT.get("about.copy"));
        button.setId(id);
        button.setOnAction(_ -> {
            Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, words.get()));
            button.setText(TEXT.get("about.copied"));
        });
        HBox line = new HBox(button);
        line.setAlignment(Pos.CENTER_RIGHT);
        return line;
    }

    private static String lines(Map<String, String> versions) {
        StringBuilder lines = new StringBuilder();
        versions.forEach((name, version) ->
                lines.append(name).append(' ').append(version).append('\n'));
        return lines.toString();
    }
}
