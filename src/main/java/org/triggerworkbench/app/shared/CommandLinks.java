package org.triggerworkbench.app.shared;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonType;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Label;
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
                    answer.title(), answer.meaning(), Icons.of("fth-arrow-right"), links.isEmpty()));
        }
        CommandLinksDialog dialog = new CommandLinksDialog(links);
        dialog.initOwner(owner);
        dialog.setTitle(title);
        dialog.setContentText(question);
        DialogPane pane = dialog.getDialogPane();
        // Its sheets are of another theme: white gradients and a picture of another set of icons.
        pane.getStylesheets().clear();
        pane.setId("command-links");
        pane.setPrefWidth(WIDTH);
        for (int i = 0; i < links.size(); i++) {
            Node button = pane.lookupButton(links.get(i).getButtonType());
            button.setId("command-link-" + i);
            button.setAccessibleText(answers.get(i).title() + ". " + answers.get(i).meaning());
            if (button instanceof Button link && link.getGraphic() instanceof Parent words) {
                wrap(words, WIDTH - BESIDE_WORDS);
            }
        }
        if (pane.getContent() instanceof Parent rows) {
            wrap(rows, WIDTH - BESIDE_QUESTION);
        }
        return dialog;
    }

    /** Its labels are as wide as their words otherwise. */
    private static void wrap(Parent labels, double width) {
        for (Node node : labels.getChildrenUnmodifiable()) {
            if (node instanceof Label label) {
                Ui.wrapped(label).setPrefWidth(width);
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
