package org.triggerworkbench.app.files;

import java.nio.file.Path;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.triggerworkbench.app.shared.Icons;
import org.triggerworkbench.app.shared.Ui;

/** What a dialog asks of a file: the file's name, fields, and at the end what is wrong with what was told. */
class QuestionForm extends VBox {
    private final double width;
    private final Label fault = Ui.styled(new Label(), "tw-error");

    /**
     * @param id before that of the fault, such as {@code import}
     * @param width in pixels, of the words that wrap
     */
    QuestionForm(Path file, String id, double width) {
        this.width = width;
        getStyleClass().add("tw-dialog-form");
        fault.setId(id + "-fault");
        fault.setGraphic(Icons.of("fth-alert-triangle"));
        fault.setAlignment(Pos.TOP_LEFT);
        fault.visibleProperty().bind(fault.textProperty().isNotEmpty());
        fault.managedProperty().bind(fault.visibleProperty());
        getChildren().addAll(wrapped(Ui.heading(String.valueOf(file.getFileName()))), wrapped(fault));
    }

    /** Words as wide as the form: a dialog takes its height from widths that are told. */
    final Label wrapped(Label label) {
        Ui.wrapped(label).setPrefWidth(width);
        return label;
    }

    /** Puts nodes below those there are, above the fault. */
    final void add(Node... nodes) {
        for (Node node : nodes) {
            getChildren().add(getChildren().size() - 1, node);
        }
    }

    /** What is wrong with what was told; empty for nothing. */
    final ReadOnlyStringProperty fault() {
        return fault.textProperty();
    }

    /** Tells what is wrong; empty for nothing. */
    final void tell(String sentence) {
        fault.setText(sentence);
    }
}
