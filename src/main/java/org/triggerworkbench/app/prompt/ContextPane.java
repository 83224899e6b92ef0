package org.triggerworkbench.app.prompt;

import java.util.List;
import java.util.stream.Collectors;
import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.prompt.NearestWords;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.text.Term;

/** A learned context as the words nearest to its vectors. */
final class ContextPane extends VBox {
    private static final Messages TEXT = Messages.of(ContextPane.class);

    private final GridPane grid = new GridPane(12, 4);

    ContextPane(PromptModel model, Action open) {
        Button button = Ui.button(open);
        Label note = Ui.explained(Ui.wrapped(Ui.secondary(TEXT.get("context.note"))), Term.LEARNED_CONTEXT);
        grid.setId("prompt-context");
        ScrollPane scroll = new ScrollPane(grid);
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        setSpacing(8);
        setPadding(new Insets(4, 12, 12, 12));
        getChildren().addAll(note, button, scroll);
        model.context().subscribe(this::show);
    }

    private void show(List<List<NearestWords.Near>> vectors) {
        grid.getChildren().clear();
        for (int v = 0; v < vectors.size(); v++) {
            List<NearestWords.Near> near = vectors.get(v);
            Label words = Ui.wrapped(new Label(near.stream()
                    .map(word -> TEXT.get("context.word", word.word(), Format.number(word.distance(), 2)))
                    .collect(Collectors.joining(TEXT.get("context.between")))));
            Label name = Ui.secondary(TEXT.get("context.vector", v + 1));
            name.setMinWidth(USE_PREF_SIZE);
            grid.addRow(v, name, words);
        }
    }
}
