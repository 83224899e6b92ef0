package org.triggerworkbench.app.prompt;

import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.text.Messages;

/** A class and the words that stand for it. */
final class NameCell extends ListCell<Integer> {
    private static final Messages TEXT = Messages.of(NameCell.class);

    private final PromptModel model;
    private final Label name = new Label();
    private final Tooltip whole = new Tooltip();
    private final TextField field = new TextField();
    private final HBox row = new HBox(8, name, field);
    private Object gesture = new Object();
    private boolean showing;

    NameCell(PromptModel model) {
        this.model = model;
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        name.setTooltip(whole);
        name.setPrefWidth(130);
        name.setMinWidth(90);
        field.setMinWidth(80);
        field.setPrefWidth(120);
        HBox.setHgrow(field, Priority.ALWAYS);
        row.setAlignment(Pos.CENTER_LEFT);
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setPrefWidth(0);
        field.focusedProperty().subscribe(_ -> gesture = new Object());
        field.textProperty().addListener((_, _, now) -> {
            Integer number = getItem();
            if (!showing && number != null) {
                model.words().editName(number, now, gesture);
            }
        });
        model.words().words().addListener((_, _, now) -> show(now));
    }

    @Override
    protected void updateItem(@Nullable Integer number, boolean empty) {
        super.updateItem(number, empty);
        SubjectFacts facts = model.scene().getValue();
        if (number == null || empty || facts == null) {
            setGraphic(null);
            return;
        }
        name.setText(facts.classes().get(number));
        whole.setText(name.getText());
        field.setAccessibleText(TEXT.get("words.of", name.getText()));
        show(model.words().words().get());
        setGraphic(row);
    }

    private void show(TextPromptEdit words) {
        Integer number = getItem();
        if (number != null
                && number < words.names().size()
                && !field.getText().equals(words.names().get(number))) {
            showing = true;
            field.setText(words.names().get(number));
            showing = false;
        }
    }
}
