package org.triggerworkbench.app.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.event.ActionEvent;
import javafx.scene.Node;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.stage.Window;
import org.triggerworkbench.app.shared.DialogPlace;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.experiment.open.PromptChoice;
import org.triggerworkbench.text.Messages;

/** The questions as dialogs over a window. */
public final class WindowQuestions implements Questions {
    private static final Messages TEXT = Messages.of(WindowQuestions.class);

    private final Window owner;
    private final Theme theme;
    private final Dialogs dialogs;

    /** @param dialogs chooses folders, and asks what needs no form */
    public WindowQuestions(Window owner, Theme theme, Dialogs dialogs) {
        this.owner = owner;
        this.theme = theme;
        this.dialogs = dialogs;
    }

    @Override
    public void model(ModelQuestion question, ModelAttempt attempt) {
        ImportForm form = new ImportForm(question);
        Dialog<Boolean> dialog = new Dialog<>();
        ButtonType go = dress(dialog, TEXT.get("import.title"), form, TEXT.get("import.go"));
        Node button = dialog.getDialogPane().lookupButton(go);
        button.disableProperty().bind(form.trying());
        form.trying().subscribe(() -> resize(dialog));
        button.addEventFilter(ActionEvent.ACTION, event -> {
            // It closes when the model is open.
            event.consume();
            form.attempt(attempt, () -> {
                boolean waits = dialog.isShowing();
                dialog.setResult(true);
                dialog.close();
                return waits;
            });
        });
        dialog.setResultConverter(_ -> false);
        dialog.showAndWait();
    }

    @Override
    public boolean trust(Path file, String findings) {
        return dialogs.confirm(
                TEXT.get("trust.title"),
                TEXT.get("trust.question", String.valueOf(file.getFileName()), findings),
                TEXT.get("trust.yes"));
    }

    @Override
    public Optional<String> output(OutputQuestion question) {
        OutputForm form = new OutputForm(question);
        return show(TEXT.get("output.title"), form, TEXT.get("output.go"), form::output);
    }

    @Override
    public Optional<String> photo(PhotoPreview photo) {
        PhotoForm form = new PhotoForm(photo);
        return show(TEXT.get("photo.title"), form, TEXT.get("photo.go"), form::label);
    }

    @Override
    public Optional<PromptChoice> prompt(Path file) {
        List<PromptChoice> slots = List.of(PromptChoice.BACKDOORED, PromptChoice.CLEAN);
        return dialogs.choose(
                        TEXT.get("prompt.title"),
                        TEXT.get("prompt.question", String.valueOf(file.getFileName())),
                        List.of(
                                new Dialogs.Answer(
                                        TEXT.get("prompt.backdoored"), TEXT.get("prompt.backdoored.meaning")),
                                new Dialogs.Answer(TEXT.get("prompt.clean"), TEXT.get("prompt.clean.meaning"))))
                .map(slots::get);
    }

    @Override
    public Optional<ImagesWish> data(ImagesQuestion question) {
        DataForm form = new DataForm(question, dialogs);
        return show(TEXT.get("data.title"), form, TEXT.get("data.go"), form::data);
    }

    /** A dialog that stays open until its form gives an answer or it is cancelled. */
    private <T> Optional<T> show(String title, QuestionForm form, String yes, Supplier<Optional<T>> answer) {
        Dialog<Optional<T>> dialog = new Dialog<>();
        ButtonType go = dress(dialog, title, form, yes);
        dialog.getDialogPane().lookupButton(go).addEventFilter(ActionEvent.ACTION, event -> {
            if (answer.get().isEmpty()) {
                event.consume();
            }
        });
        dialog.setResultConverter(pressed -> pressed == go ? answer.get() : Optional.empty());
        return dialog.showAndWait().flatMap(given -> given);
    }

    /** Puts a form into a dialog, and gives the button that says yes. */
    private ButtonType dress(Dialog<?> dialog, String title, QuestionForm form, String yes) {
        ButtonType go = new ButtonType(yes, ButtonBar.ButtonData.OK_DONE);
        DialogPlace.own(dialog, owner);
        dialog.setTitle(title);
        var pane = dialog.getDialogPane();
        pane.getButtonTypes().addAll(go, ButtonType.CANCEL);
        pane.setContent(form);
        theme.dress(pane.getScene());
        form.fault().subscribe(() -> resize(dialog));
        return go;
    }

    /** A sentence more wants its room. */
    private static void resize(Dialog<?> dialog) {
        dialog.getDialogPane().getScene().getWindow().sizeToScene();
    }
}
