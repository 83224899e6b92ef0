package org.triggerworkbench.app.defend;

import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import org.triggerworkbench.app.shared.Icons;
import org.triggerworkbench.app.shared.Ui;

/** What is behind a link until it is asked for. */
final class Folded extends VBox {
    Folded(String title, Node content) {
        SimpleBooleanProperty open = new SimpleBooleanProperty();
        Button fold = Ui.styled(new Button(title), "tw-link");
        fold.setId("defend-more");
        fold.graphicProperty().bind(open.map(now -> Icons.of(now ? "fth-chevron-down" : "fth-chevron-right")));
        fold.setOnAction(_ -> open.set(!open.get()));
        content.visibleProperty().bind(open);
        content.managedProperty().bind(open);
        getChildren().addAll(fold, content);
    }
}
