package org.triggerworkbench.app.prompt;

import java.util.List;
import java.util.stream.IntStream;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.answer.ClassBars;
import org.triggerworkbench.app.answer.TopClasses;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.experiment.live.ImageResults;
import org.triggerworkbench.experiment.live.PrimaryResult;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.text.Term;

/** The words around and of the classes, and the zero-shot answer to them while they are typed. */
final class TextPane extends VBox {
    private static final Messages TEXT = Messages.of(TextPane.class);

    private final PromptModel model;
    private final TextField template = new TextField();
    private final ListView<Integer> names = new ListView<>();
    private final Label fault = Ui.wrapped(Ui.styled(new Label(), "tw-error"));
    private final Label none = Ui.wrapped(Ui.secondary(TEXT.get("text.none")));
    private final Label accuracy = Ui.secondary("");
    private final ClassBars bars = new ClassBars();
    private final VBox content;
    private Object gesture = new Object();
    private boolean showing;

    TextPane(PromptModel model, List<Action> files) {
        this.model = model;
        Ui.named(template, "prompt-template", TEXT.get("template.read"));
        template.focusedProperty().subscribe(_ -> gesture = new Object());
        template.textProperty().addListener((_, _, now) -> {
            if (!showing) {
                model.words().editTemplate(now, gesture);
            }
        });
        HBox head = new HBox(4, Ui.explained(Ui.heading(TEXT.get("template.title")), Term.TEXT_PROMPT), Ui.spring());
        files.forEach(action -> head.getChildren().add(Ui.iconButton(action)));
        head.setAlignment(Pos.CENTER_LEFT);
        Ui.named(names, "prompt-words", TEXT.get("words.read"));
        names.getStyleClass().add("tw-plain-list");
        names.setFixedCellSize(32);
        names.setCellFactory(_ -> new NameCell(model));
        names.setMinHeight(64);
        VBox.setVgrow(names, Priority.ALWAYS);
        HBox answer = new HBox(8, Ui.heading(TEXT.get("answer.title")), Ui.spring(), accuracy);
        answer.setAlignment(Pos.CENTER_LEFT);
        bars.setMinHeight(USE_PREF_SIZE);
        content = new VBox(
                8,
                head,
                Ui.wrapped(Ui.secondary(TEXT.get("template.note"))),
                template,
                fault,
                Ui.heading(TEXT.get("words.title")),
                names,
                answer,
                bars);
        VBox.setVgrow(content, Priority.ALWAYS);
        setPadding(new Insets(4, 12, 12, 12));
        getChildren().addAll(none, content);
        model.scene().subscribe(this::open);
        model.words().words().subscribe(this::show);
        model.words().fault().subscribe(text -> {
            fault.setText(text);
            fault.setVisible(!text.isEmpty());
            fault.setManaged(!text.isEmpty());
        });
        model.workbench().glance().subscribe(this::answer);
        model.workbench().answer().subscribe(this::sheet);
    }

    private void open(@Nullable SubjectFacts facts) {
        boolean has = facts != null && facts.zeroShot();
        none.setText(TEXT.get(facts == null ? "text.empty" : "text.none"));
        none.setVisible(!has);
        none.setManaged(!has);
        content.setVisible(has);
        content.setManaged(has);
        int classes = facts == null || !has ? 0 : facts.classes().size();
        names.getItems().setAll(IntStream.range(0, classes).boxed().toList());
    }

    private void show(TextPromptEdit words) {
        if (!template.getText().equals(words.template())) {
            showing = true;
            template.setText(words.template());
            showing = false;
        }
    }

    private void answer(@Nullable PrimaryResult glance) {
        SubjectFacts facts = model.scene().getValue();
        bars.setVisible(glance != null && facts != null);
        if (glance != null && facts != null) {
            ImageResults triggered = glance.triggered();
            float[] clean = glance.clean().probabilities()[0];
            float[] stamped = triggered == null ? new float[0] : triggered.probabilities()[0];
            int target = glance.question().target();
            bars.show(facts.classes(), TopClasses.of(clean, stamped, target, ClassBars.ROWS), clean, stamped, target);
        }
    }

    private void sheet(@Nullable SheetResult answer) {
        accuracy.setText(
                answer == null
                        ? ""
                        : TEXT.get(
                                "answer.rates",
                                Format.percent(answer.metrics().cleanAccuracy()),
                                Format.percent(answer.metrics().attackSuccess())));
    }
}
