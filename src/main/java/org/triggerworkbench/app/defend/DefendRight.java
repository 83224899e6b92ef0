package org.triggerworkbench.app.defend;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.triggerworkbench.app.shared.DefinedName;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.training.Publication;
import org.triggerworkbench.defense.Defense;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.method.Card;
import org.triggerworkbench.method.Detection;
import org.triggerworkbench.method.InputScores;
import org.triggerworkbench.method.Repair;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.Phase;

/** The verdict with its reason, whether it was right, and what can be done with it. */
final class DefendRight extends VBox {
    private static final Messages TEXT = Messages.of(DefendRight.class);
    private static final double WIDTH = 304;
    private static final int LONG = 90;
    private static final double NARROW_NAME = 108;

    private final DefendModel model;
    private final VBox sections = new VBox();

    DefendRight(DefendModel model) {
        this.model = model;
        getStyleClass().add("tw-defend-right");
        setMinWidth(WIDTH);
        setPrefWidth(WIDTH);
        setMaxWidth(WIDTH);
        setMinHeight(0);
        ScrollPane scroll = Ui.scrolling(sections);
        scroll.setId("defend-right");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().add(scroll);
        Stream.of(
                        model.suspected(),
                        model.cleared(),
                        model.side(),
                        model.revealed(),
                        model.secret(),
                        model.stale(),
                        model.clean().state())
                .forEach(each -> each.subscribe(this::refresh));
        refresh();
    }

    private void refresh() {
        DefendModel.Result shown = model.shown();
        List<Node> next = new ArrayList<>();
        if (shown == null) {
            next.add(section(Ui.secondary(TEXT.get("verdict")), Ui.wrapped(Ui.secondary(TEXT.get("verdict.empty")))));
        } else {
            next.add(verdict(shown));
            other(next);
            if (model.side().get() == DefendModel.Side.SUSPECT) {
                switch (shown.finding()) {
                    case Detection detection -> {
                        next.add(section(TruthPane.of(
                                        model, detection, shown.plan().scene().classes())
                                .toArray(Node[]::new)));
                        repair(shown, detection, next);
                    }
                    case InputScores scores -> {
                        next.add(scored(scores));
                        keepSecret(next);
                    }
                    case Repair repair -> {
                        next.add(repaired(repair));
                        keepSecret(next);
                    }
                }
            }
        }
        sections.getChildren().setAll(next);
    }

    private Node verdict(DefendModel.Result result) {
        Verdicts verdict = Verdicts.of(result.finding(), result.plan().scene().classes());
        Label word = Ui.wrapped(Ui.styled(new Label(verdict.word()), "tw-verdict", verdict.style()));
        word.setId("defend-verdict");
        Label reason = Ui.wrapped(new Label(verdict.reason()));
        reason.setId("defend-reason");
        List<Node> lines = new ArrayList<>(List.of(
                Ui.wrapped(Ui.secondary(
                        TEXT.get("verdict.of", Card.of(result.plan().method()).title(), result.of()))),
                word,
                reason));
        if (result.finding() instanceof Detection detection) {
            int all = detection.seeds().size();
            long alike = detection.seeds().stream()
                    .filter(row -> row.verdict() == detection.verdict())
                    .count();
            lines.add(Ui.wrapped(
                    Ui.secondary(all == 1 ? TEXT.get("verdict.oneSeed") : TEXT.get("verdict.seeds", alike, all))));
        }
        if (model.stale().get() && model.side().get() == DefendModel.Side.SUSPECT) {
            Label stale = Ui.wrapped(new Label(TEXT.get("verdict.stale", result.of())));
            stale.setId("defend-stale");
            lines.add(stale);
        }
        Label cost = Ui.wrapped(Ui.secondary(TEXT.get("verdict.cost", seconds(result.seconds()))));
        cost.setId("defend-cost");
        lines.add(cost);
        return section(lines.toArray(Node[]::new));
    }

    private static String seconds(double seconds) {
        return seconds < LONG
                ? TEXT.get("seconds", Math.max(1, Math.round(seconds)))
                : TEXT.get("minutes", Math.round(seconds / 60));
    }

    /** The verdict on the other of the two, where both are there. */
    private void other(List<Node> next) {
        DefendModel.Result other = model.side().get() == DefendModel.Side.SUSPECT
                ? model.cleared().get()
                : model.suspected().get();
        if (other == null || model.cleared().get() == null) {
            return;
        }
        Verdicts verdict = Verdicts.of(other.finding(), other.plan().scene().classes());
        Label word = Ui.styled(new Label(verdict.word()), "tw-other-verdict", verdict.style());
        word.setId("defend-other-verdict");
        next.add(section(
                Ui.wrapped(Ui.secondary(TEXT.get("verdict.beside", other.of()))),
                Ui.wrapped(word),
                Ui.wrapped(Ui.secondary(verdict.reason()))));
    }

    private void keepSecret(List<Node> next) {
        if (model.secret().get()) {
            next.add(section(Ui.heading(TEXT.get("right")), TruthPane.hidden(), TruthPane.reveal(model)));
        }
    }

    private void repair(DefendModel.Result shown, Detection detection, List<Node> next) {
        Defense unlearning = model.unlearning(shown);
        if (detection.verdict() != Detection.Verdict.BACKDOORED || unlearning == null) {
            return;
        }
        Button unlearn = new Button(TEXT.get("unlearn"));
        unlearn.setId("defend-unlearn");
        unlearn.setDisable(model.isActive());
        unlearn.setOnAction(_ -> model.unlearn());
        next.add(section(
                Ui.heading(TEXT.get("repair")),
                Ui.wrapped(Ui.secondary(Card.of(unlearning).summary())),
                unlearn));
    }

    private Node scored(InputScores scores) {
        InputScores.OperatingPoint point = scores.point();
        GridPane grid = grid();
        line(
                grid,
                0,
                TEXT.get("scores.caught"),
                "",
                Format.percent(1 - point.falseAcceptances().value()),
                "");
        line(grid, 1, TEXT.get("scores.passed"), "", Format.percent(point.falseAcceptances()), "tw-triggered");
        line(grid, 2, TEXT.get("scores.rejected"), "", Format.percent(point.falseRejections()), "tw-clean");
        return section(Ui.heading(TEXT.get("scores")), grid, Ui.wrapped(Ui.secondary(TEXT.get("scores.how"))));
    }

    private Node repaired(Repair repair) {
        GridPane grid = grid();
        GridPane.setHalignment(head(grid, TEXT.get("row." + Repair.BEFORE), 1), HPos.RIGHT);
        GridPane.setHalignment(head(grid, TEXT.get("row." + Repair.AFTER), 2), HPos.RIGHT);
        int row = 1;
        for (Measure measure : List.of(Measure.ATTACK_SUCCESS, Measure.CLEAN_ACCURACY, Measure.ROBUST_ACCURACY)) {
            line(
                    grid,
                    row++,
                    DefinedName.of(measure.title(), measure),
                    Format.percent(Verdicts.rate(repair, Repair.BEFORE, measure)),
                    Format.percent(Verdicts.rate(repair, Repair.AFTER, measure)),
                    measure == Measure.ATTACK_SUCCESS
                            ? "tw-triggered"
                            : measure == Measure.CLEAN_ACCURACY ? "tw-clean" : "");
        }
        List<Node> lines = new ArrayList<>(List.of(Ui.heading(TEXT.get("repaired")), grid));
        for (Repair.Row held : repair.rows()) {
            if (!held.key().equals(Repair.BEFORE) && !held.key().equals(Repair.AFTER)) {
                Rate rate = held.metrics().attackSuccess();
                lines.add(Ui.wrapped(Ui.secondary(TEXT.get(
                        "repaired.beside", RepairTable.name(held.key()), Format.percent(rate), Format.counts(rate)))));
            }
        }
        Publication made = model.training().run().curves().get().newest(Phase.Part.METHOD);
        if (made != null) {
            Button beside = new Button(TEXT.get("beside"));
            beside.setId("defend-beside");
            beside.setOnAction(_ -> model.putBeside());
            lines.add(Ui.wrapped(Ui.secondary(TEXT.get("beside.how"))));
            lines.add(beside);
        }
        return section(lines.toArray(Node[]::new));
    }

    private static GridPane grid() {
        GridPane grid = Ui.styled(new GridPane(), "tw-result-lines");
        ColumnConstraints names = new ColumnConstraints();
        names.setHgrow(Priority.ALWAYS);
        names.setMinWidth(NARROW_NAME);
        grid.getColumnConstraints().add(names);
        return grid;
    }

    private static Label head(GridPane grid, String words, int column) {
        Label label = Ui.secondary(words);
        grid.add(label, column, 0);
        return label;
    }

    private static void line(GridPane grid, int row, String name, String before, String after, String style) {
        line(grid, row, Ui.wrapped(new Label(name)), before, after, style);
    }

    private static void line(GridPane grid, int row, Labeled name, String before, String after, String style) {
        name.setWrapText(true);
        Label first = new Label(before);
        if (!style.isEmpty()) {
            first.getStyleClass().add(style);
        }
        Label second = Ui.styled(new Label(after), "tw-strong");
        for (Label number : List.of(first, second)) {
            number.setMinWidth(USE_PREF_SIZE);
            GridPane.setHalignment(number, HPos.RIGHT);
        }
        grid.add(name, 0, row);
        grid.add(first, 1, row);
        grid.add(second, 2, row);
    }

    private static Node section(Node... lines) {
        return Ui.styled(new VBox(lines), "tw-section");
    }
}
