package org.triggerworkbench.app.defend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.triggerworkbench.app.charts.ChartPane;
import org.triggerworkbench.app.defend.figures.FiguresPane;
import org.triggerworkbench.app.defend.figures.GalleryPane;
import org.triggerworkbench.app.defend.figures.Tile;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.shared.Segmented;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.training.RunCurves;
import org.triggerworkbench.app.training.RunModel;
import org.triggerworkbench.app.training.RunPlan;
import org.triggerworkbench.app.training.TrainingModel;
import org.triggerworkbench.experiment.report.ShortNumbers;
import org.triggerworkbench.method.Card;
import org.triggerworkbench.method.Detection;
import org.triggerworkbench.method.Finding;
import org.triggerworkbench.method.FoundTrigger;
import org.triggerworkbench.method.InputScores;
import org.triggerworkbench.method.Repair;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.text.Messages;

/** What was found, drawn large; while something is trained its curves; before that, what will be here. */
final class DefendMiddle extends StackPane {
    private static final Messages TEXT = Messages.of(DefendMiddle.class);
    private static final double SMALLEST = 200;
    /** Of the height there is. */
    private static final double CURVES = 0.45;

    private final DefendModel model;
    private final TrainingModel training;
    private final FiguresPane figures;
    private final ChartPane losses;
    private final ChartPane rates;
    private final Label empty = Ui.styled(new Label(), "tw-empty", "tw-run-empty");
    private final Label expect = Ui.styled(new Label(), "tw-empty", "tw-run-empty");
    private final VBox nothing = new VBox(4, empty, expect);
    private final Label failure = Ui.wrapped(Ui.styled(new Label(), "tw-error"));
    private final HBox charts;
    private final GalleryPane forming = new GalleryPane(3);
    private final Label formingTitle = Ui.heading("");
    private final VBox formingBox = new VBox(8, formingTitle, forming);
    private List<FoundTrigger> formed = List.of();
    private final VBox found;
    private final ScrollPane scroll;

    DefendMiddle(DefendModel model, Theme theme, BackgroundTasks works, Dialogs dialogs) {
        this.model = model;
        this.training = model.training();
        this.figures = new FiguresPane(theme);
        this.losses = new ChartPane(training.losses(), theme, works, dialogs, true);
        this.rates = new ChartPane(training.rates(), theme, works, dialogs, false);
        for (ChartPane pane : List.of(losses, rates)) {
            HBox.setHgrow(pane, Priority.ALWAYS);
            pane.setPrefWidth(1);
        }
        Ui.wrapped(formingTitle);
        charts = new HBox(losses, rates);
        charts.setMinHeight(SMALLEST);
        found = Ui.styled(new VBox(failure, sides(), figures, formingBox, charts), "tw-defend-found");
        scroll = Ui.scrolling(found);
        scroll.setId("defend-figures");
        scroll.viewportBoundsProperty().subscribe(bounds -> {
            figures.fit(bounds.getHeight());
            charts.setPrefHeight(Math.max(SMALLEST, Math.floor(CURVES * bounds.getHeight())));
        });
        empty.setId("defend-empty");
        expect.setId("defend-expect");
        for (Label label : List.of(empty, expect)) {
            label.setWrapText(true);
            label.setMinHeight(USE_PREF_SIZE);
        }
        nothing.setAlignment(Pos.CENTER);
        nothing.setMouseTransparent(true);
        failure.setId("defend-failure");
        failure.setMaxWidth(520);
        getStyleClass().add("tw-defend-middle");
        setMinSize(0, 0);
        getChildren().addAll(scroll, nothing);
        Stream.of(
                        training.run().state(),
                        training.setup().method(),
                        training.setup().obstacle(),
                        model.suspected(),
                        model.cleared(),
                        model.secret(),
                        model.side())
                .forEach(each -> each.subscribe(this::refresh));
        refresh();
    }

    private Node sides() {
        Segmented<DefendModel.Side> sides = new Segmented<>(
                List.of(DefendModel.Side.values()),
                model.side(),
                side -> TEXT.get("side." + side.name().toLowerCase(Locale.ROOT)));
        sides.setId("defend-sides");
        sides.setMaxWidth(USE_PREF_SIZE);
        sides.visibleProperty().bind(model.cleared().map(now -> now != null));
        sides.managedProperty().bind(sides.visibleProperty());
        return sides;
    }

    private void refresh() {
        DefendModel.Result result = model.shown();
        RunModel run = training.run();
        boolean failed = run.state().get() == RunModel.State.FAILED;
        boolean curves = run.curves().get().losses().version() > 0;
        figures.show(result == null ? List.of() : items(result));
        List<FoundTrigger> triggers = model.forming();
        RunCurves.Latest latest = run.curves().get().latest();
        boolean phases = latest != null && latest.step().phase().count() > 1;
        formingTitle.setText(TEXT.get(phases ? "found.forming.phase" : "found.forming"));
        shown(formingBox, result == null && !triggers.isEmpty());
        shown(charts, curves && triggers.isEmpty() && model.side().get() == DefendModel.Side.SUSPECT);
        scroll.setVisible(result != null || curves || !triggers.isEmpty() || failed);
        shown(failure, failed);
        failure.setText(run.failure().get());
        nothing.setVisible(!scroll.isVisible());
        empty.setText(words(run));
        Card card = Card.of(training.setup().method().get());
        expect.setText(TEXT.get("empty.expect", card.note(), card.cost()));
    }

    private static void shown(Node node, boolean on) {
        node.setVisible(on);
        node.setManaged(on);
    }

    private String words(RunModel run) {
        String obstacle = training.setup().obstacle().get();
        String title = Card.of(training.setup().method().get()).title();
        if (run.state().get().isActive()) {
            return TEXT.get("empty.active", title);
        }
        return obstacle.isEmpty() ? TEXT.get("empty", title) : obstacle;
    }

    /** What there is to see of a result, the most telling first. */
    private List<FiguresPane.Item> items(DefendModel.Result result) {
        Finding finding = result.finding();
        List<FiguresPane.Item> items = new ArrayList<>();
        switch (finding) {
            case Detection detection ->
                items.addAll(detected(detection, result.plan().scene().classes()));
            // Pictures of triggered inputs and tables of what a trigger forces would give a withheld one away.
            case InputScores scores ->
                scores.figures().stream()
                        .filter(figure -> !model.secret().get() || !(figure instanceof Figure.Gallery))
                        .forEach(figure -> items.add(new FiguresPane.Item(figure)));
            case Repair repair -> {
                items.add(new FiguresPane.Item(RepairTable.of(repair)));
                repair.figures().stream()
                        .filter(figure -> !model.secret().get() || !(figure instanceof Figure.Table))
                        .forEach(figure -> items.add(new FiguresPane.Item(figure)));
            }
        }
        return items;
    }

    private List<FiguresPane.Item> detected(Detection detection, List<String> classes) {
        int n = detection.seeds().size();
        String aside = n > 1 ? TEXT.get("seeds.median", n) : "";
        List<FiguresPane.Item> items = new ArrayList<>();
        boolean drawn = false;
        for (Figure figure : detection.figures()) {
            drawn |= figure instanceof Figure.ThresholdBars bars && Arrays.equals(bars.values(), detection.values());
            boolean triggers = figure instanceof Figure.Gallery gallery
                    && gallery.pictures().size() == detection.found().size();
            items.add(new FiguresPane.Item(
                    figure,
                    items.isEmpty() ? aside : "",
                    triggers
                            ? tiles(bySize(detection.found()), classes, DefendModel.flagged(detection), false)
                            : List.of()));
        }
        if (!drawn && detection.scale() == Detection.Scale.CLASSES_ABOVE) {
            items.add(new FiguresPane.Item(new Figure.ThresholdBars(
                    TEXT.get("bars", detection.statistic()),
                    detection.statistic(),
                    classes,
                    detection.values(),
                    detection.threshold(),
                    detection.flagged())));
        }
        // Pictures first: they are what one recognises.
        List<FiguresPane.Item> sorted = new ArrayList<>(items);
        sorted.sort(Comparator.comparing(item -> !(item.figure() instanceof Figure.Gallery)));
        if (n > 1) {
            sorted.add(new FiguresPane.Item(seeds(detection, classes)));
        }
        return sorted;
    }

    /** The smallest first; those that never worked last. */
    private static List<FoundTrigger> bySize(List<FoundTrigger> triggers) {
        return triggers.stream()
                .sorted(Comparator.comparing((FoundTrigger trigger) -> !trigger.settled())
                        .thenComparingDouble(FoundTrigger::norm))
                .toList();
    }

    /**
     * Found triggers with their sizes; those of flagged classes are marked.
     *
     * @param forming whether their search goes on; of others those that never worked have no size
     */
    private static List<Tile> tiles(
            List<FoundTrigger> triggers, List<String> names, List<Integer> flagged, boolean forming) {
        return triggers.stream()
                .map(trigger -> new Tile(
                        trigger.picture(),
                        trigger.label() < 0 ? TEXT.get("found.whole") : names.get(trigger.label()),
                        forming || trigger.settled() ? ShortNumbers.plain(trigger.norm()) : "\u2013",
                        flagged.contains(trigger.label())))
                .toList();
    }

    private static Figure.Table seeds(Detection detection, List<String> names) {
        boolean classes = detection.scale() == Detection.Scale.CLASSES_ABOVE;
        List<List<String>> rows = new ArrayList<>();
        for (Detection.SeedRow row : detection.seeds()) {
            int worst = worst(row.values());
            String name = classes ? worst < 0 ? "\u2013" : names.get(worst) : "";
            rows.add(List.of(
                    Long.toString(row.seed()),
                    Verdicts.word(row.verdict()),
                    name,
                    worst < 0 ? "\u2013" : ShortNumbers.plain(row.values()[worst])));
        }
        return new Figure.Table(
                TEXT.get("seeds.title"),
                List.of(
                        TEXT.get("seeds.seed"),
                        TEXT.get("seeds.verdict"),
                        classes ? TEXT.get("seeds.worst") : "",
                        detection.statistic()),
                rows);
    }

    private static int worst(double[] values) {
        int worst = -1;
        for (int i = 0; i < values.length; i++) {
            if (Double.isFinite(values[i]) && (worst < 0 || values[i] > values[worst])) {
                worst = i;
            }
        }
        return worst;
    }

    List<Action> actions() {
        return Stream.of(losses.actions(), rates.actions())
                .flatMap(List::stream)
                .toList();
    }

    void tick() {
        List<FoundTrigger> triggers = model.forming();
        boolean begun = training.run().curves().get().losses().version() > 0 || !triggers.isEmpty();
        if (begun && model.shown() == null && (!scroll.isVisible() || triggers.isEmpty() == formingBox.isVisible())) {
            refresh();
        }
        if (formingBox.isVisible() && !triggers.equals(formed)) {
            formed = triggers;
            RunPlan plan = training.run().plan();
            if (plan != null) {
                forming.show(tiles(triggers, plan.scene().classes(), List.of(), true));
            }
        }
        losses.tick();
        rates.tick();
    }
}
