package org.triggerworkbench.app.files;

import java.util.List;
import java.util.Optional;
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
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.controlsfx.control.SearchableComboBox;
import org.triggerworkbench.app.shared.Icons;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.network.ArchitectureGuess;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** What a model file without a card is: architecture, labels, size and normalisation, asked once. */
final class ImportForm extends VBox {
    private static final Messages TEXT = Messages.of(ImportForm.class);

    private final ModelQuestion question;
    private final SearchableComboBox<String> architecture = new SearchableComboBox<>();
    private final TextArea labels = new TextArea();
    private final Label count = Ui.secondary("");
    private final TextField size = new TextField();
    private final TextField mean = new TextField();
    private final TextField std = new TextField();
    private final Label fault = Ui.wrapped(Ui.styled(new Label(), "tw-error"));
    private final Label busy = Ui.secondary(TEXT.get("import.trying"));
    private final ReadOnlyBooleanWrapper trying = new ReadOnlyBooleanWrapper();

    ImportForm(ModelQuestion question) {
        super(12);
        this.question = question;
        getStyleClass().add("tw-form");
        setPrefWidth(480);
        architecture.setId("import-architecture");
        architecture.getItems().setAll(question.architectures());
        architecture.setDisable(question.script());
        architecture.setMaxWidth(Double.MAX_VALUE);
        labels.setId("import-labels");
        labels.setPrefRowCount(6);
        labels.setPromptText(TEXT.get("import.labels.prompt"));
        size.setId("import-size");
        mean.setId("import-mean");
        std.setId("import-std");
        fault.setId("import-fault");
        fault.setGraphic(Icons.of("fth-alert-triangle"));
        fault.visibleProperty().bind(fault.textProperty().isNotEmpty());
        fault.managedProperty().bind(fault.visibleProperty());
        labels.textProperty().subscribe(text -> count.setText(TEXT.get("import.labels.count", lines(text))));
        architecture.getSelectionModel().selectedItemProperty().subscribe(this::publish);
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
        Label what = Ui.wrapped(Ui.secondary(TEXT.get("import.lead")));
        Label file = Ui.wrapped(Ui.heading(String.valueOf(question.model().getFileName())));
        Label known = Ui.wrapped(new Label(TEXT.get("import.unknown")));
        if (guess != null) {
            known.setText(TEXT.get("import.guess", guess.architecture().name(), guess.classes()));
        }
        known.setId("import-guess");
        show(known, !question.script());
        busy.setId("import-trying");
        trying.subscribe(now -> {
            show(busy, now);
            grid.setDisable(now);
        });
        getChildren().addAll(file, what, known, grid, busy, fault);
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private void take(ArchitectureGuess guess) {
        architecture.getSelectionModel().select(guess.architecture().name());
        size.setText(guess.size().width() + " x " + guess.size().height());
        if (lines(labels.getText()) != guess.classes()) {
            labels.clear();
        }
    }

    /** Whether what was told is being tried. */
    ReadOnlyBooleanProperty trying() {
        return trying.getReadOnlyProperty();
    }

    /**
     * Tries what is told. What was typed stays where it does not fit, and why is told beside it.
     *
     * @param fits runs once the model is open
     */
    void attempt(ModelAttempt attempt, Runnable fits) {
        card().ifPresent(card -> {
            trying.set(true);
            attempt.open(card, fits, sentence -> {
                trying.set(false);
                fault.setText(sentence);
            });
        });
    }

    private HBox labelTools() {
        HBox tools = new HBox(12, count, Ui.spring());
        tools.setAlignment(Pos.CENTER_LEFT);
        if (!question.dataLabels().isEmpty()) {
            tools.getChildren().add(link("import.labels.data", "import-from-data", question.dataLabels()));
        }
        List<String> published = question.architectures().stream()
                .map(question::publishedLabels)
                .filter(known -> !known.isEmpty())
                .findFirst()
                .orElse(List.of());
        if (!published.isEmpty()) {
            tools.getChildren().add(link("import.labels.published", "import-published", published));
        }
        return tools;
    }

    private Button link(String key, String id, List<String> values) {
        Button link = Ui.styled(new Button(TEXT.get(key)), "tw-link");
        link.setId(id);
        link.setMinWidth(USE_PREF_SIZE);
        link.setOnAction(_ -> labels.setText(String.join("\n", values)));
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
    private void publish(String name) {
        if (name == null) {
            return;
        }
        InputSpec published = question.published(name);
        size.setText(published == null ? "" : published.width() + " x " + published.height());
        mean.setText(published == null ? "0, 0, 0" : ModelQuestion.words(published.mean()));
        std.setText(published == null ? "1, 1, 1" : ModelQuestion.words(published.std()));
        if (labels.getText().isBlank()) {
            labels.setText(String.join("\n", question.publishedLabels(name)));
        }
    }

    /** The card as it stands; empty, with the fault shown in place, where something cannot be used. */
    Optional<ModelCard> card() {
        try {
            fault.setText("");
            return Optional.of(question.card(
                    architecture.getSelectionModel().getSelectedItem(),
                    labels.getText(),
                    size.getText(),
                    mean.getText(),
                    std.getText()));
        } catch (InputException e) {
            fault.setText(e.sentence());
            return Optional.empty();
        }
    }
}
