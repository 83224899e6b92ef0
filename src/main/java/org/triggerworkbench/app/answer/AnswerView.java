package org.triggerworkbench.app.answer;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.text.Messages;

/** The right rail: how often the attack succeeds on the sheet, and what happens to the enlarged image. */
public final class AnswerView extends VBox {
    private static final Messages TEXT = Messages.of(AnswerView.class);

    private final Workbench workbench;
    private final Label time = Ui.secondary("");
    private final Label success = Ui.styled(new Label(), "tw-figure");
    private final Label counts = Ui.secondary("");
    private final Label accuracy = Ui.styled(new Label(), "tw-clean", "tw-strong");
    private final Label untriggered = Ui.styled(new Label(), "tw-strong");
    private final Label pinned = Ui.secondary("");
    private final Label why = Ui.wrapped(Ui.secondary(""));
    private final HBox next = new HBox(8);
    private final Label fault = Ui.wrapped(Ui.styled(new Label(), "tw-error"));

    /**
     * @param pin keeps the answer to compare with
     * @param steps what to try where nothing happens
     */
    public AnswerView(Workbench workbench, Action pin, List<Action> steps) {
        this.workbench = workbench;
        setId("answer");
        success.setId("answer-asr");
        counts.setId("answer-counts");
        accuracy.setId("answer-ca");
        untriggered.setId("answer-ctr");
        getChildren().addAll(head(pin), rates(), new ImageAnswer(workbench));
        for (Action step : steps) {
            Button button = Ui.styled(Ui.button(step), "tw-link");
            button.setMinWidth(USE_PREF_SIZE);
            next.getChildren().add(button);
        }
        workbench.answer().subscribe(this::show);
        workbench.pinned().subscribe(this::showPinned);
        workbench.fault().subscribe(text -> {
            fault.setText(text);
            fault.setVisible(!text.isEmpty());
            fault.setManaged(!text.isEmpty());
        });
    }

    private HBox head(Action pin) {
        HBox head = Ui.styled(
                new HBox(Ui.heading(TEXT.get("answer.title")), Ui.spring(), time, Ui.iconButton(pin)),
                "tw-panel-header");
        time.setTooltip(new Tooltip(TEXT.get("answer.time.tip")));
        return head;
    }

    private VBox rates() {
        Label name = new Label(TEXT.get("answer.success"));
        name.setTooltip(new Tooltip(Measure.ATTACK_SUCCESS.explained()));
        counts.setTooltip(new Tooltip(TEXT.get("answer.interval.tip")));
        VBox words = new VBox(name, counts);
        words.setAlignment(Pos.CENTER_LEFT);
        HBox figure = new HBox(12, success, words);
        figure.setAlignment(Pos.CENTER_LEFT);
        success.setMinWidth(USE_PREF_SIZE);
        Label ca = new Label(TEXT.get("answer.accuracy"));
        ca.setTooltip(new Tooltip(Measure.CLEAN_ACCURACY.explained()));
        Label ctr = new Label(TEXT.get("answer.untriggered"));
        ctr.setTooltip(new Tooltip(Measure.CLEAN_TARGET_RATE.explained()));
        FlowPane others = new FlowPane(16, 4, pair(accuracy, ca), pair(untriggered, ctr));
        VBox box = Ui.styled(new VBox(figure, others, pinned, why, next, fault), "tw-section");
        box.setStyle("-fx-padding: 0 12 12 12");
        return box;
    }

    /** A number and its name, which never part. */
    private static HBox pair(Label number, Label name) {
        number.setMinWidth(USE_PREF_SIZE);
        name.setMinWidth(USE_PREF_SIZE);
        HBox pair = new HBox(4, number, name);
        pair.setAlignment(Pos.BASELINE_LEFT);
        return pair;
    }

    private void show(@Nullable SheetResult answer) {
        if (answer == null) {
            success.setText(Format.percent(Double.NaN));
            counts.setText(TEXT.get("answer.waiting"));
            accuracy.setText("");
            untriggered.setText("");
            time.setText("");
            explain("");
            return;
        }
        AttackMetrics metrics = answer.metrics();
        success.setText(Format.percent(metrics.attackSuccess()));
        counts.setText(
                metrics.attackSuccess().isDefined()
                        ? Format.counts(metrics.attackSuccess())
                        : TEXT.get("answer.noTrigger"));
        accuracy.setText(Format.percent(metrics.cleanAccuracy()));
        untriggered.setText(Format.percent(metrics.cleanTargetRate()));
        time.setText(TEXT.get("answer.time", answer.nanos() / 1_000_000));
        explain(WhyNothing.sentence(answer, workbench));
    }

    private void explain(String sentence) {
        why.setText(sentence);
        for (var node : List.of(why, next)) {
            node.setVisible(!sentence.isEmpty());
            node.setManaged(!sentence.isEmpty());
        }
    }

    private void showPinned(@Nullable SheetResult answer) {
        boolean has = answer != null;
        pinned.setVisible(has);
        pinned.setManaged(has);
        if (answer != null) {
            AttackMetrics metrics = answer.metrics();
            pinned.setText(TEXT.get(
                    "answer.pinned",
                    Format.percent(metrics.attackSuccess()),
                    Format.percent(metrics.cleanAccuracy()),
                    Format.percent(metrics.cleanTargetRate())));
        }
    }
}
