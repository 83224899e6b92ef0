package org.triggerworkbench.app.training;

import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.DefinedName;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.Icons;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.evaluation.Interval;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.Phase;

/** The line below the charts that says how the last run ended: its rates with their counts, or why it failed. */
final class RunStrip extends HBox {
    private static final Messages TEXT = Messages.of(RunStrip.class);

    private final TrainingModel model;
    private final Button take = Ui.styled(new Button(), "tw-link");

    RunStrip(TrainingModel model) {
        this.model = model;
        getStyleClass().add("tw-run-strip");
        setId("run-strip");
        setMinWidth(0);
        take.setId("run-take");
        take.setMinWidth(USE_PREF_SIZE);
        take.setOnAction(_ -> model.take());
        model.run().state().subscribe(this::refresh);
        model.run().result().subscribe(this::refresh);
        model.seriesSummary().subscribe(this::refresh);
        visibleProperty().bind(managedProperty());
        refresh();
    }

    private void refresh() {
        RunResult result = model.run().result().get();
        boolean failed = model.run().state().get() == RunModel.State.FAILED;
        setManaged(failed || result != null);
        if (failed) {
            Label why = shrinking(new Label(model.run().failure().get(), Icons.of("fth-alert-triangle")));
            why.getStyleClass().add("tw-error");
            why.setId("run-failure");
            getChildren().setAll(why);
        } else if (result != null) {
            getChildren().setAll(found(result));
        }
    }

    private List<Node> found(RunResult result) {
        RunPlan plan = model.run().plan();
        take.setText(TEXT.get("take." + level(plan)));
        take.setTooltip(new Tooltip(TEXT.get("take.tip")));
        return switch (result) {
            case RunResult.Defended defended -> defended(defended);
            case RunResult.Attacked attacked -> attacked(attacked);
        };
    }

    private List<Node> defended(RunResult.Defended result) {
        Label headline = shrinking(new Label(result.headline()));
        headline.setId("run-headline");
        boolean made = model.run().curves().get().newest(Phase.Part.METHOD) != null;
        return made ? List.of(headline, Ui.spring(), take) : List.of(headline);
    }

    private List<Node> attacked(RunResult.Attacked result) {
        String series = model.seriesSummary().get();
        if (!series.isEmpty()) {
            // In as many lines as it needs: the last figures are as much of the result as the first.
            Label seeds = Ui.wrapped(new Label(series));
            seeds.setId("run-series");
            HBox.setHgrow(seeds, Priority.ALWAYS);
            seeds.setMaxWidth(Double.MAX_VALUE);
            return List.of(seeds, take);
        }
        // In as many rows as they need: nothing is cut, and nothing reaches over what stands beside.
        FlowPane rates = new FlowPane(
                16,
                2,
                rate("strip.asr", Measure.ATTACK_SUCCESS, result.success(), "tw-triggered"),
                rate("strip.ca", Measure.CLEAN_ACCURACY, result.accuracy(), "tw-clean"),
                rate("strip.control", Measure.CONTROL, result.control(), "tw-control"),
                rate("strip.untriggered", Measure.CLEAN_TARGET_RATE, result.cleanTarget(), "tw-secondary"),
                take);
        rates.setMinWidth(0);
        rates.setRowValignment(VPos.CENTER);
        HBox.setHgrow(rates, Priority.ALWAYS);
        return List.of(rates);
    }

    private static String level(@Nullable RunPlan plan) {
        return plan == null ? "prompt" : plan.method().level().name().toLowerCase(Locale.ROOT);
    }

    /** The figure and its name, below them what it was counted over. */
    static Node rate(String key, Measure measure, Rate rate, String style) {
        Label value = Ui.styled(new Label(Format.percent(rate)), "tw-strong", style);
        DefinedName name = DefinedName.of(TEXT.get(key), measure);
        String of = TEXT.get("strip.of", Format.whole(rate.hits()), Format.whole(rate.n()));
        Label counts = Ui.secondary(of + " " + interval(rate));
        counts.setTooltip(new Tooltip(TEXT.get("strip.test", Format.counts(rate))));
        HBox line = new HBox(4, value, name);
        line.setAlignment(Pos.BASELINE_LEFT);
        return new VBox(line, counts);
    }

    private static String interval(Rate rate) {
        if (!rate.isDefined()) {
            return "";
        }
        Interval bounds = rate.wilson();
        return TEXT.get("strip.interval", Format.number(100 * bounds.low(), 1), Format.number(100 * bounds.high(), 1));
    }

    private static Label shrinking(Label label) {
        label.setMinWidth(0);
        label.setTextOverrun(OverrunStyle.ELLIPSIS);
        Tooltip tip = new Tooltip();
        tip.textProperty().bind(label.textProperty());
        label.setTooltip(tip);
        return label;
    }
}
