package org.triggerworkbench.app.answer;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.DefinedName;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Interval;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.live.SheetProgress;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.text.Messages;

/** The right rail: how often the attack succeeds on the sheet, and what happens to the enlarged image. */
public final class AnswerView extends VBox {
    private static final Messages TEXT = Messages.of(AnswerView.class);

    /** Of figures that are of what was shown before. */
    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");

    private final Workbench workbench;
    private final Label time = Ui.secondary("");
    private final Label success = Ui.styled(new Label(), "tw-figure");
    private final Label counts = Ui.wrapped(Ui.secondary(""));
    private final Label accuracy = Ui.styled(new Label(), "tw-clean", "tw-strong");
    private final Label untriggered = Ui.styled(new Label(), "tw-strong");
    private final Label pinned = Ui.secondary("");
    private final Label why = Ui.wrapped(Ui.secondary(""));
    private final HBox next = new HBox(8);
    private final TestAnswer test;
    private final Hyperlink measure = new Hyperlink();
    private final Label measured = Ui.wrapped(Ui.secondary(""));
    private final Label fault = Ui.wrapped(Ui.styled(new Label(), "tw-error"));

    /**
     * @param pin keeps the answer to compare with
     * @param steps what to try where nothing happens
     */
    public AnswerView(Workbench workbench, BackgroundTasks works, Action pin, List<Action> steps) {
        this.workbench = workbench;
        this.test = new TestAnswer(workbench, works);
        setId("answer");
        measure.setId("answer-measure");
        measure.setWrapText(true);
        measured.setId("answer-measured");
        why.setId("answer-why");
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
        measure.setOnAction(_ -> test.measure());
        measure.disableProperty().bind(test.measuring());
        workbench.answer().subscribe(this::show);
        workbench.underTraining().subscribe(_ -> show(workbench.answer().get()));
        workbench.pending().subscribe(_ -> markStale());
        workbench.progress().subscribe(this::showProgress);
        test.measured().subscribe(_ -> showMeasured());
        workbench.bench().subscribe(_ -> showMeasured());
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
        DefinedName name = DefinedName.of(TEXT.get("answer.success"), Measure.ATTACK_SUCCESS);
        counts.setTooltip(new Tooltip(TEXT.get("answer.interval.tip")));
        VBox words = new VBox(name, counts);
        words.setAlignment(Pos.CENTER_LEFT);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox figure = new HBox(12, success, words);
        figure.setAlignment(Pos.CENTER_LEFT);
        success.setMinWidth(USE_PREF_SIZE);
        DefinedName ca = DefinedName.of(TEXT.get("answer.accuracy"), Measure.CLEAN_ACCURACY);
        DefinedName ctr = DefinedName.of(TEXT.get("answer.untriggered"), Measure.CLEAN_TARGET_RATE);
        FlowPane others = new FlowPane(16, 4, pair(accuracy, ca), pair(untriggered, ctr));
        VBox box = Ui.styled(new VBox(figure, others, measure, measured, pinned, why, next, fault), "tw-section");
        box.setStyle("-fx-padding: 0 12 12 12");
        return box;
    }

    /** A number and its name, which never part. */
    private static HBox pair(Label number, Labeled name) {
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
            explain(AnswerWords.Words.NONE);
            return;
        }
        AttackMetrics metrics = answer.metrics();
        Tooltip images =
                new Tooltip(TEXT.get("answer.images", metrics.cleanAccuracy().n()));
        accuracy.setTooltip(images);
        untriggered.setTooltip(images);
        success.setText(Format.percent(metrics.attackSuccess()));
        counts.setText(onSheet(metrics.attackSuccess()));
        accuracy.setText(Format.percent(metrics.cleanAccuracy()));
        untriggered.setText(Format.percent(metrics.cleanTargetRate()));
        time.setText(TEXT.get("answer.time", answer.nanos() / 1_000_000));
        explain(AnswerWords.of(answer, workbench));
    }

    private static String onSheet(Rate rate) {
        Interval interval = rate.wilson();
        return rate.isDefined()
                ? TEXT.get(
                        "answer.onSheet",
                        rate.hits(),
                        rate.n(),
                        Format.number(100 * interval.low(), 1),
                        Format.number(100 * interval.high(), 1))
                : TEXT.get("answer.noTrigger");
    }

    private void explain(AnswerWords.Words words) {
        why.setText(words.sentence());
        show(why, !words.sentence().isEmpty());
        show(next, words.stuck());
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    /** The rate settles while the sheet is answered. */
    private void showProgress(@Nullable SheetProgress soFar) {
        Rate rate = soFar == null ? Rate.NONE : soFar.metrics().attackSuccess();
        if (rate.isDefined()) {
            success.setText(Format.percent(rate));
            counts.setText(TEXT.get("answer.soFar", rate.hits(), rate.n()));
        }
        markStale();
    }

    /** What is not yet of what is shown is dimmed. */
    private void markStale() {
        SheetProgress soFar = workbench.progress().get();
        SheetResult last = workbench.answer().get();
        // Before the first answer there is no figure.
        boolean pending = workbench.pending().get() && last != null;
        boolean told = soFar != null
                && soFar.metrics().attackSuccess().isDefined()
                && soFar.question().stamp() == workbench.lastAsked();
        boolean clean = last == null || last.question().isSameClean(workbench.question());
        List.of(success, counts).forEach(figure -> figure.pseudoClassStateChanged(STALE, pending && !told));
        List.of(accuracy, untriggered).forEach(figure -> figure.pseudoClassStateChanged(STALE, pending && !clean));
        // Its counts are of the last whole answer.
        why.pseudoClassStateChanged(STALE, pending);
    }

    private void showMeasured() {
        SubjectFacts facts = workbench.scene().get();
        TestAnswer.Measured found = test.measured().get();
        show(measure, facts != null);
        show(measured, found != null);
        if (facts != null) {
            measure.setText(TEXT.get("test.measure", Format.whole(facts.available())));
        }
        if (found != null) {
            Rate success = found.metrics().attackSuccess();
            Rate clean = found.metrics().cleanAccuracy();
            measured.setText(
                    success.isDefined()
                            ? TEXT.get(
                                    "test.result",
                                    Format.whole(clean.n()),
                                    Format.percent(success),
                                    Format.whole(success.hits()),
                                    Format.whole(success.n()),
                                    Format.percent(clean))
                            : TEXT.get("test.result.clean", Format.whole(clean.n()), Format.percent(clean)));
            measured.pseudoClassStateChanged(STALE, !found.holdsFor(workbench.question()));
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
