package org.triggerworkbench.app.shell;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import javafx.event.ActionEvent;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.stage.Window;
import org.controlsfx.dialog.ExceptionDialog;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.DialogPlace;
import org.triggerworkbench.app.shared.Icons;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.experiment.ProgramVersion;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** An unexpected error, or one that was told in a sentence: the sentence, the details folded away, a button that copies them and one that opens the log. */
public final class ErrorDialog {
    private static final Messages TEXT = Messages.of(ErrorDialog.class);
    private static final double WIDTH = 560;
    private static final int TRACE_ROWS = 14;

    private ErrorDialog() {}

    /**
     * The dialog, not yet shown. Window thread only.
     *
     * @param openLog opens the log; null where there is none
     */
    public static ExceptionDialog of(@Nullable Window owner, Theme theme, Throwable error, @Nullable Runnable openLog) {
        ExceptionDialog dialog = new ExceptionDialog(error);
        DialogPlace.own(dialog, owner);
        boolean told = error instanceof InputException;
        dialog.setTitle(TEXT.get(told ? "error.told" : "error.title"));
        dialog.setHeaderText(error instanceof InputException ours ? ours.sentence() : TEXT.get("error.sentence"));
        DialogPane pane = dialog.getDialogPane();
        pane.setId("error-dialog");
        pane.setPrefWidth(WIDTH);
        // Its picture is of another set of icons than ours.
        pane.getStylesheets().clear();
        pane.setGraphic(Icons.of("fth-alert-triangle"));
        // The sentence is not said twice; what lies behind it, if anything, is.
        Throwable behind = told ? error.getCause() : error;
        Label what = Ui.wrapped(new Label(behind == null ? "" : behind.toString()));
        what.setPrefWidth(WIDTH);
        pane.setContent(what);
        if (pane.getExpandableContent() instanceof Parent folded) {
            folded.getChildrenUnmodifiable().forEach(node -> {
                switch (node) {
                    case TextArea trace -> {
                        trace.setText(details(error));
                        trace.setWrapText(false);
                        trace.setPrefRowCount(TRACE_ROWS);
                    }
                    case Label label -> label.setText(TEXT.get("error.details"));
                    default -> {}
                }
            });
        }
        ButtonType copy = new ButtonType(TEXT.get("error.copy"), ButtonBar.ButtonData.LEFT);
        addButton(pane, copy, () -> Clipboard.getSystemClipboard()
                .setContent(Map.of(DataFormat.PLAIN_TEXT, details(error))));
        if (openLog != null) {
            addButton(pane, new ButtonType(TEXT.get("error.log"), ButtonBar.ButtonData.LEFT), openLog);
        }
        theme.dress(pane.getScene());
        // The bar has its buttons from then on.
        pane.applyCss();
        if (pane.lookup(".details-button") instanceof Labeled fold) {
            Runnable words = () -> fold.setText(TEXT.get(pane.isExpanded() ? "error.less" : "error.more"));
            // After its own listener, which writes in another case.
            pane.expandedProperty().subscribe(words);
            words.run();
        }
        return dialog;
    }

    /** A button that leaves the dialog open. */
    private static void addButton(DialogPane pane, ButtonType type, Runnable action) {
        pane.getButtonTypes().add(type);
        pane.lookupButton(type).addEventFilter(ActionEvent.ACTION, event -> {
            action.run();
            event.consume();
        });
    }

    /** What a bug report needs: versions and the stack trace. */
    static String details(Throwable error) {
        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace));
        return "Trigger Workbench %s, Java %s, %s %s%n%n%s"
                .formatted(
                        ProgramVersion.number(),
                        Runtime.version(),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        trace);
    }
}
