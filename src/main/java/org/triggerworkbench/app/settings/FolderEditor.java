package org.triggerworkbench.app.settings;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.triggerworkbench.app.shared.Icons;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.text.Messages;

/** A folder: shown whole, chosen in a dialog, or the usual one again. */
final class FolderEditor extends SettingEditor {
    private static final Messages TEXT = Messages.of(FolderEditor.class);

    private final TextField field = new TextField();
    private final Button choose = new Button(TEXT.get("folder.choose"));
    private final Button usual = Ui.styled(new Button(), "tw-icon-button");
    private String value = "";
    private Runnable chosen = () -> {};

    /**
     * @param id of the field; those of the buttons begin with it
     * @param name of the setting, for screen readers
     * @param standard the usual folder
     * @param dialog asks for a folder
     */
    FolderEditor(String id, String name, Path standard, Supplier<Optional<Path>> dialog) {
        Ui.named(field, id, name);
        field.setEditable(false);
        field.setPromptText(standard.toString());
        Tooltip whole = new Tooltip();
        whole.textProperty().bind(field.textProperty());
        field.setTooltip(whole);
        HBox.setHgrow(field, Priority.ALWAYS);
        Ui.named(choose, id + "-choose", TEXT.get("folder.chooseFor", name));
        choose.setMinWidth(Region.USE_PREF_SIZE);
        choose.setOnAction(_ ->
                dialog.get().ifPresent(folder -> take(folder.toAbsolutePath().toString())));
        Ui.named(usual, id + "-usual", TEXT.get("folder.usual"));
        usual.setGraphic(Icons.of("fth-rotate-ccw"));
        usual.setTooltip(new Tooltip(TEXT.get("folder.usual")));
        usual.setOnAction(_ -> take(""));
        show(new HBox(6, field, choose, usual));
        setValue("");
    }

    private void take(String folder) {
        setValue(folder);
        chosen.run();
    }

    @Override
    void setFixed(boolean fixed) {
        choose.setDisable(fixed);
        usual.setDisable(fixed || value.isEmpty());
    }

    @Override
    void onChosen(Runnable run) {
        chosen = run;
    }

    @Override
    public String getValue() {
        return value;
    }

    @Override
    public void setValue(String folder) {
        value = folder;
        field.setText(folder.isEmpty() ? field.getPromptText() : folder);
        // The end of a path tells more than its beginning.
        field.positionCaret(field.getLength());
        usual.setDisable(folder.isEmpty() || choose.isDisabled());
    }
}
