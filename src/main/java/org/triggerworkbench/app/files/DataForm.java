package org.triggerworkbench.app.files;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.shared.SearchBox;
import org.triggerworkbench.app.shared.Segmented;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.data.BrokenPictures;
import org.triggerworkbench.data.DataReading;
import org.triggerworkbench.data.Sample.Split;
import org.triggerworkbench.experiment.BundledData;
import org.triggerworkbench.text.Messages;

/** Which images are shown: a bundled set, a folder or a file, a part of it, with or without what is broken. */
final class DataForm extends QuestionForm {
    private static final Messages TEXT = Messages.of(DataForm.class);

    private final ObjectProperty<Split> split = new SimpleObjectProperty<>(Split.TEST);
    private final CheckBox skipBroken = new CheckBox(TEXT.get("data.skipBroken"));
    private final SearchBox<String> choice = new SearchBox<>("data-choice", TEXT.get("data.images"));

    /** @param dialogs chooses folders and files */
    DataForm(ImagesQuestion question, Dialogs dialogs) {
        super(question.about(), "data", 480);
        ImagesWish tried = question.tried();
        choice.getItems().setAll(BundledData.names());
        choice.setPromptText(TEXT.get("data.choose"));
        HBox.setHgrow(choice, Priority.ALWAYS);
        if (tried != null) {
            take(tried.source());
            split.set(tried.reading().split());
            skipBroken.setSelected(tried.reading().broken() == BrokenPictures.LEAVE_OUT);
        }
        skipBroken.setId("data-skip-broken");
        Segmented<Split> part = new Segmented<>(
                List.of(Split.TEST, Split.VALIDATION, Split.TRAIN),
                split,
                value -> TEXT.get("data.part." + value.name().toLowerCase(Locale.ROOT)));
        part.setId("data-part");
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
        if (question.isFault()) {
            tell(question.why());
        } else {
            add(wrapped(Ui.secondary(question.why())));
        }
        choice.valueProperty().subscribe((_, _) -> tell(""));
        choice.valueProperty().subscribe(source -> part.offer(value -> question.offers(source, value)));
        HBox parts = new HBox(8, new Label(TEXT.get("data.part")), part);
        parts.setAlignment(Pos.CENTER_LEFT);
        add(row, parts, skipBroken);
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
    Optional<ImagesWish> data() {
        if (choice.getValue() == null) {
            tell(TEXT.get("data.nothing"));
        }
        return Optional.ofNullable(choice.getValue())
                .map(source -> new ImagesWish(
                        source, new DataReading(split.get(), BrokenPictures.of(skipBroken.isSelected()))));
    }
}
