package org.triggerworkbench.app.files;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.SearchBox;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.network.ArchitectureGuess;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** What a model file without a card is: architecture, labels, size and normalisation, asked once. */
final class ImportForm extends QuestionForm {
    private static final double WIDTH = 480;
    private static final Messages TEXT = Messages.of(ImportForm.class);

    private final ModelQuestion question;
    private final SearchBox<String> architecture =
            new SearchBox<>("import-architecture", TEXT.get("import.architecture"));
    private final TextArea labels = new TextArea();
    private final Label count = Ui.secondary("");
    private final TextField size = new TextField();
    private final TextField mean = new TextField();
    private final TextField std = new TextField();
    private final Label busy = Ui.secondary(TEXT.get("import.trying"));
    private final ReadOnlyBooleanWrapper trying = new ReadOnlyBooleanWrapper();
    private final Button published = link("import.labels.published", "import-published");
    /** What this form itself has put into a field: that may be exchanged, what somebody typed stays. */
    private final Map<TextInputControl, String> filled = new HashMap<>();

    ImportForm(ModelQuestion question) {
        super(question.model(), "import", WIDTH);
        this.question = question;
        architecture.getItems().setAll(question.architectures());
        architecture.setDisable(question.script());
        labels.setId("import-labels");
        labels.setPrefRowCount(6);
        labels.setPrefColumnCount(20);
        labels.setMinHeight(USE_PREF_SIZE);
        labels.setPromptText(TEXT.get("import.labels.prompt"));
        size.setId("import-size");
        mean.setId("import-mean");
        std.setId("import-std");
        count.setId("import-count");
        labels.textProperty().subscribe(this::count);
        architecture.valueProperty().subscribe(this::publish);
        ArchitectureGuess guess = question.guess();
        if (guess == null) {
            architecture.getSelectionModel().selectFirst();
        } else {
            take(guess);
        }
        GridPane grid = new GridPane(12, 8);
        ColumnConstraints names = new ColumnConstraints();
        names.setHalignment(HPos.LEFT);
        names.setMinWidth(USE_PREF_SIZE);
        ColumnConstraints fields = new ColumnConstraints();
        fields.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(names, fields);
        row(grid, 0, "import.architecture", architecture);
        row(grid, 1, "import.labels", new VBox(4, labels, labelTools()));
        row(grid, 2, "import.size", size);
        row(grid, 3, "import.meanField", mean);
        row(grid, 4, "import.stdField", std);
        Label known = wrapped(new Label(TEXT.get("import.unknown")));
        if (guess != null) {
            known.setText(TEXT.get(
                    "import.guess",
                    guess.architecture().name(),
                    guess.classes(),
                    guess.size().width(),
                    guess.size().height()));
        }
        known.setId("import-guess");
        show(known, !question.script());
        busy.setId("import-trying");
        trying.subscribe(now -> {
            show(busy, now);
            grid.setDisable(now);
        });
        add(wrapped(Ui.secondary(TEXT.get("import.lead"))), known, grid, busy);
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private void take(ArchitectureGuess guess) {
        architecture.setValue(guess.architecture().name());
        fill(size, guess.size().width() + " x " + guess.size().height());
        if (lines(labels.getText()) != guess.classes()) {
            fill(labels, "");
        }
        count();
    }

    private void fill(TextInputControl field, String words) {
        if (field.getText().isBlank() || field.getText().equals(filled.get(field))) {
            filled.put(field, words);
            field.setText(words);
        }
    }

    /** How many labels there are, and how many there ought to be. */
    private void count() {
        long now = lines(labels.getText());
        ArchitectureGuess guess = question.guess();
        count.setText(
                now == 0
                        ? TEXT.get("import.labels.none")
                        : guess == null || guess.classes() == now
                                ? TEXT.get("import.labels.count", now)
                                : TEXT.get("import.labels.wrong", now, guess.classes()));
    }

    /** Whether what was told is being tried. */
    ReadOnlyBooleanProperty trying() {
        return trying.getReadOnlyProperty();
    }

    /**
     * Tries what is told. What was typed stays where it does not fit, and why is told beside it.
     *
     * @param fits asked once it fits, and closes the form; false where nobody waits for it any more
     */
    void attempt(ModelAttempt attempt, BooleanSupplier fits) {
        card().ifPresent(card -> {
            trying.set(true);
            attempt.open(card, fits, sentence -> {
                trying.set(false);
                tell(sentence);
            });
        });
    }

    private HBox labelTools() {
        HBox tools = new HBox(12, count, Ui.spring());
        tools.setAlignment(Pos.CENTER_LEFT);
        if (!question.dataLabels().isEmpty()) {
            Button data = link("import.labels.data", "import-from-data");
            data.setOnAction(_ -> labels.setText(String.join("\n", question.dataLabels())));
            tools.getChildren().add(data);
        }
        tools.getChildren().add(published);
        return tools;
    }

    private static Button link(String key, String id) {
        Button link = Ui.styled(new Button(TEXT.get(key)), "tw-link");
        link.setId(id);
        link.setMinWidth(USE_PREF_SIZE);
        return link;
    }

    private static void row(GridPane grid, int row, String key, Node field) {
        Label name = new Label(TEXT.get(key));
        name.setLabelFor(field);
        field.setAccessibleText(TEXT.get(key));
        GridPane.setValignment(name, VPos.TOP);
        name.setPadding(new Insets(5, 0, 0, 0));
        grid.addRow(row, name, field);
    }

    private static long lines(String text) {
        return text.lines().filter(line -> !line.isBlank()).count();
    }

    /** Fills in what an architecture was published with. */
    private void publish(@Nullable String name) {
        if (name == null) {
            return;
        }
        InputSpec spec = question.published(name);
        fill(size, spec == null ? "" : spec.width() + " x " + spec.height());
        fill(mean, spec == null ? "0, 0, 0" : ModelQuestion.words(spec.mean()));
        fill(std, spec == null ? "1, 1, 1" : ModelQuestion.words(spec.std()));
        List<String> known = question.publishedLabels(name);
        fill(labels, String.join("\n", known));
        published.setOnAction(_ -> labels.setText(String.join("\n", known)));
        show(published, !known.isEmpty());
    }

    /** The card as it stands; empty, with the fault shown in place, where something cannot be used. */
    Optional<ModelCard> card() {
        String chosen = architecture.getValue();
        if (chosen == null) {
            tell(TEXT.get("import.choose"));
            return Optional.empty();
        }
        try {
            tell("");
            return Optional.of(question.card(chosen, labels.getText(), size.getText(), mean.getText(), std.getText()));
        } catch (InputException e) {
            tell(e.sentence());
            return Optional.empty();
        }
    }
}
