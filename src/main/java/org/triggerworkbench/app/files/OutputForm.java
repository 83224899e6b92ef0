package org.triggerworkbench.app.files;

import java.util.Optional;
import javafx.scene.control.Label;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.SearchBox;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.model.load.SeveralOutputsException.Output;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.Messages;

/** Which of several outputs holds the logits, each by its name or number and what it has for one image. */
final class OutputForm extends QuestionForm {
    private static final Messages TEXT = Messages.of(OutputForm.class);

    private final SearchBox<Output> choice = new SearchBox<>("output-choice", TEXT.get("output.choice"));

    OutputForm(OutputQuestion question) {
        super(question.model(), "output", 420);
        choice.setConverter(new Words());
        choice.getItems().setAll(question.outputs());
        choice.setPromptText(TEXT.get("output.prompt"));
        Label name = new Label(TEXT.get("output.choice"));
        name.setLabelFor(choice);
        add(wrapped(Ui.secondary(TEXT.get("output.lead"))), name, choice);
        choice.valueProperty().subscribe((_, _) -> tell(""));
    }

    /** Name of the output that was chosen; empty, with a word about it, for none yet. */
    Optional<String> output() {
        if (choice.getValue() == null) {
            tell(TEXT.get("output.nothing"));
        }
        return Optional.ofNullable(choice.getValue()).map(Output::name);
    }

    private static final class Words extends StringConverter<Output> {
        @Override
        public String toString(@Nullable Output output) {
            return output == null ? "" : TEXT.get("output.one", FileWord.shown(output.name()), output.columns());
        }

        /** Nothing is typed in but what is looked for. */
        @Override
        public @Nullable Output fromString(String words) {
            return null;
        }
    }
}
