package org.triggerworkbench.app.shell;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.text.Term;

/** The words and measures of the field with their meanings, found by any part of them. */
final class GlossaryDialog {
    private static final Messages TEXT = Messages.of(GlossaryDialog.class);
    private static final double WIDTH = 640;
    private static final double HEIGHT = 560;

    /**
     * A word and what it means.
     *
     * @param formula empty for words that are not measured
     */
    record Entry(String title, String meaning, String formula) {
        private boolean has(String letters) {
            return (title + " " + meaning).toLowerCase(Locale.ROOT).contains(letters);
        }
    }

    private GlossaryDialog() {}

    /** All there are, by name. */
    static List<Entry> entries() {
        return Stream.concat(
                        Arrays.stream(Measure.values())
                                .map(each -> new Entry(each.titleWithSymbol(), each.definition(), each.formula())),
                        Arrays.stream(Term.values())
                                .map(each -> new Entry(capital(each.title()), each.definition(), "")))
                .sorted(Comparator.comparing(Entry::title, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /** The dialog, not yet shown. Window thread only. */
    static Dialog<Void> of(@Nullable Window owner, Theme theme) {
        Dialog<Void> dialog = new Dialog<>();
        dialog.initOwner(owner);
        dialog.setTitle(TEXT.get("glossary.title"));
        dialog.setResizable(true);
        TextField search = Ui.named(new TextField(), "glossary-search", TEXT.get("glossary.search"));
        search.setPromptText(TEXT.get("glossary.search"));
        VBox list = Ui.styled(new VBox(), "tw-glossary");
        list.setId("glossary-list");
        search.textProperty().subscribe(typed -> fill(list, typed));
        ScrollPane scroll = Ui.scrolling(list);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        DialogPane pane = dialog.getDialogPane();
        pane.setId("glossary");
        pane.getStyleClass().add("tw-about");
        pane.setContent(Ui.styled(new VBox(search, scroll), "tw-about-page"));
        Ui.size(dialog, WIDTH, HEIGHT);
        pane.getButtonTypes().add(ButtonType.CLOSE);
        theme.dress(pane.getScene());
        dialog.setOnShown(_ -> search.requestFocus());
        return dialog;
    }

    private static void fill(VBox list, String typed) {
        String letters = typed.strip().toLowerCase(Locale.ROOT);
        List<Node> found = entries().stream()
                .filter(entry -> entry.has(letters))
                .map(GlossaryDialog::row)
                .toList();
        list.getChildren().setAll(found.isEmpty() ? List.of(Ui.secondary(TEXT.get("glossary.none"))) : found);
    }

    private static Node row(Entry entry) {
        VBox row = new VBox(2, Ui.wrapped(Ui.heading(entry.title())), Ui.wrapped(new Label(entry.meaning())));
        if (!entry.formula().isEmpty()) {
            row.getChildren().add(Ui.wrapped(Ui.styled(new Label(entry.formula()), "tw-formula")));
        }
        return row;
    }
}
