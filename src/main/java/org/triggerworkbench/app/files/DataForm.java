package org.triggerworkbench.app.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.shared.SearchBox;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.experiment.BundledData;
import org.triggerworkbench.text.Messages;

/** Which images a model is shown: a bundled set, a folder or a file. */
final class DataForm extends QuestionForm {
    private static final Messages TEXT = Messages.of(DataForm.class);

    private final SearchBox<String> choice = new SearchBox<>("data-choice", TEXT.get("data.images"));

    /**
     * @param why the images before do not do
     * @param tried what was answered last; null for the first time
     * @param dialogs chooses folders and files
     */
    DataForm(Path model, String why, @Nullable String tried, Dialogs dialogs) {
        super(model, "data", 480);
        choice.getItems().setAll(BundledData.names());
        choice.setPromptText(TEXT.get("data.choose"));
        HBox.setHgrow(choice, Priority.ALWAYS);
        if (tried != null) {
            take(tried);
        }
        Button folder = new Button(TEXT.get("data.folder"));
        folder.setId("data-folder");
        folder.setOnAction(_ -> dialogs.openFolder(TEXT.get("data.title")).ifPresent(path -> take(path.toString())));
        Button file = new Button(TEXT.get("data.file"));
        file.setId("data-file");
        file.setOnAction(
                _ -> dialogs.openFile(TEXT.get("data.title"), List.of()).ifPresent(path -> take(path.toString())));
        for (Button button : List.of(folder, file)) {
            button.setMinWidth(USE_PREF_SIZE);
        }
        HBox row = new HBox(8, choice, folder, file);
        row.setAlignment(Pos.CENTER_LEFT);
        if (tried == null) {
            add(wrapped(Ui.secondary(why)));
        } else {
            tell(why);
        }
        choice.valueProperty().subscribe((_, _) -> tell(""));
        add(row);
    }

    private void take(String spec) {
        if (!choice.getItems().contains(spec)) {
            // Another list: the box inside still looks through the one before while the value changes.
            ObservableList<String> more = FXCollections.observableArrayList(choice.getItems());
            more.addFirst(spec);
            choice.setItems(more);
        }
        choice.setValue(spec);
    }

    /** What was chosen; empty, with a word about it, for nothing yet. */
    Optional<String> data() {
        if (choice.getValue() == null) {
            tell(TEXT.get("data.nothing"));
        }
        return Optional.ofNullable(choice.getValue());
    }
}
