package org.triggerworkbench.app.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.event.ActionEvent;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Dialog;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import javafx.util.StringConverter;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.experiment.BundledData;
import org.triggerworkbench.experiment.open.PromptChoice;
import org.triggerworkbench.text.Messages;

/** The questions as dialogs over a window. */
public final class WindowQuestions implements Questions {
    private static final Messages TEXT = Messages.of(WindowQuestions.class);

    private final Window owner;
    private final Theme theme;
    private final Dialogs dialogs;

    /** @param dialogs chooses a folder */
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
        button.addEventFilter(ActionEvent.ACTION, event -> {
            // It closes when the model is open.
            event.consume();
            form.attempt(attempt, () -> {
                dialog.setResult(true);
                dialog.close();
            });
        });
        dialog.setResultConverter(_ -> false);
        dialog.showAndWait();
    }

    @Override
    public Optional<String> photo(PhotoPreview photo) {
        PhotoForm form = new PhotoForm(photo);
        return show(TEXT.get("photo.title"), form, TEXT.get("photo.go"), form::label);
    }

    @Override
    public Optional<PromptChoice> prompt(Path file) {
        ComboBox<PromptChoice> choice = new ComboBox<>();
        choice.getItems().setAll(PromptChoice.BACKDOORED, PromptChoice.CLEAN);
        choice.setConverter(new Named());
        choice.getSelectionModel().selectFirst();
        VBox form = Ui.styled(
                new VBox(
                        12,
                        Ui.heading(String.valueOf(file.getFileName())),
                        Ui.wrapped(Ui.secondary(TEXT.get("prompt.lead"))),
                        choice),
                "tw-form");
        form.setPrefWidth(400);
        return show(
                TEXT.get("prompt.title"), form, TEXT.get("prompt.go"), () -> Optional.ofNullable(choice.getValue()));
    }

    @Override
    public Optional<String> data(Path model, String why) {
        ComboBox<String> choice = new ComboBox<>();
        choice.getItems().setAll(BundledData.names());
        choice.setEditable(true);
        choice.setPrefWidth(320);
        Button folder = new Button(TEXT.get("data.folder"));
        folder.setOnAction(_ -> dialogs.openFolder(TEXT.get("data.title"))
                .ifPresent(path -> choice.getEditor().setText(path.toString())));
        VBox form = Ui.styled(
                new VBox(
                        12,
                        Ui.heading(String.valueOf(model.getFileName())),
                        Ui.wrapped(Ui.secondary(why)),
                        new HBox(8, choice, folder)),
                "tw-form");
        form.setPrefWidth(480);
        return show(TEXT.get("data.title"), form, TEXT.get("data.go"), () -> Optional.of(
                        choice.getEditor().getText().strip())
                .filter(spec -> !spec.isEmpty()));
    }

    /** A dialog that stays open until its form gives an answer or it is cancelled. */
    private <T> Optional<T> show(String title, Node form, String yes, Supplier<Optional<T>> answer) {
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
    private ButtonType dress(Dialog<?> dialog, String title, Node form, String yes) {
        ButtonType go = new ButtonType(yes, ButtonBar.ButtonData.OK_DONE);
        dialog.initOwner(owner);
        dialog.setTitle(title);
        var pane = dialog.getDialogPane();
        pane.getButtonTypes().addAll(go, ButtonType.CANCEL);
        pane.setContent(form);
        theme.dress(pane.getScene());
        return go;
    }

    /** The two kinds of prompts by their names. */
    private static final class Named extends StringConverter<PromptChoice> {
        private static final List<PromptChoice> BOTH = List.of(PromptChoice.BACKDOORED, PromptChoice.CLEAN);

        @Override
        public String toString(PromptChoice choice) {
            return choice == PromptChoice.CLEAN ? TEXT.get("prompt.clean") : TEXT.get("prompt.backdoored");
        }

        @Override
        public PromptChoice fromString(String words) {
            return BOTH.stream()
                    .filter(choice -> toString(choice).equals(words))
                    .findFirst()
                    .orElse(PromptChoice.BACKDOORED);
        }
    }
}
