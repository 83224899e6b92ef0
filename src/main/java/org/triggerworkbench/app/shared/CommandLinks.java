package org.triggerworkbench.app.shared;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonType;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Window;
import org.controlsfx.dialog.CommandLinksDialog;
import org.controlsfx.dialog.CommandLinksDialog.CommandLinksButtonType;
import org.jspecify.annotations.Nullable;

/** A question whose answers are buttons as wide as the dialog, each with what follows from it. */
public final class CommandLinks {
    private static final double WIDTH = 460;
    /** What lies left and right of the words of an answer: paddings and the arrow. */
    private static final double BESIDE_WORDS = 80;

    private static final double BESIDE_QUESTION = 40;
    private static final double GAP = 6;

    private CommandLinks() {}

    /**
     * The dialog, not yet shown. Window thread only.
     *
     * @param answers the first is the usual one: Enter takes it
     */
    public static CommandLinksDialog of(
            @Nullable Window owner, String title, String question, List<Dialogs.Answer> answers) {
        List<CommandLinksButtonType> links = new ArrayList<>();
        for (Dialogs.Answer answer : answers) {
            links.add(new CommandLinksButtonType(
                    answer.title(),
                    answer.meaning(),
                    // A bare pane would not know where an icon's upper edge is.
                    new StackPane(Icons.of("fth-arrow-right")),
                    links.isEmpty()));
        }
        CommandLinksDialog dialog = new CommandLinksDialog(links);
        DialogPlace.own(dialog, owner);
        dialog.setTitle(title);
        dialog.setContentText(question);
        DialogPane pane = dialog.getDialogPane();
        // Its sheets are of another theme: white gradients and a picture of another set of icons.
        pane.getStylesheets().clear();
        pane.setId("command-links");
        pane.setPrefWidth(WIDTH);
        pane.applyCss();
        for (int i = 0; i < links.size(); i++) {
            Node button = pane.lookupButton(links.get(i).getButtonType());
            button.setId("command-link-" + i);
            button.setAccessibleText(
                    answers.get(i).title() + ". " + answers.get(i).meaning());
            if (button instanceof Button link && link.getGraphic() instanceof Parent words) {
                wrap(words, WIDTH - BESIDE_WORDS);
            }
        }
        // It is there to be found by Escape.
        pane.lookupButton(pane.getButtonTypes().getLast()).setManaged(false);
        if (pane.getContent() instanceof GridPane rows) {
            rows.setVgap(GAP);
            wrap(rows, WIDTH - BESIDE_QUESTION);
        }
        return dialog;
    }

    /** Its labels are as wide as their words otherwise, and one line high for whoever asks before they have a width. */
    private static void wrap(Parent labels, double width) {
        for (Node node : labels.getChildrenUnmodifiable()) {
            if (node instanceof Label label) {
                label.minWidthProperty().unbind();
                label.setMinWidth(0);
                label.setWrapText(true);
                label.setPrefWidth(width);
                label.setPrefHeight(label.prefHeight(width));
                label.setMinHeight(Region.USE_PREF_SIZE);
            }
        }
    }

    /** Place of the answer among those of the dialog; -1 where it was closed without one. */
    public static int place(CommandLinksDialog dialog, @Nullable ButtonType pressed) {
        Node button = pressed == null ? null : dialog.getDialogPane().lookupButton(pressed);
        String id = button == null ? null : button.getId();
        return id == null || !id.startsWith("command-link-")
                ? -1
                : Integer.parseInt(id.substring("command-link-".length()));
    }
}
