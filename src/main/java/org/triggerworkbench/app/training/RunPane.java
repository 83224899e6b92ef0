package org.triggerworkbench.app.training;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.triggerworkbench.app.charts.ChartPane;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.Icons;
import org.triggerworkbench.app.shared.Segmented;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.training.form.FormModel;
import org.triggerworkbench.app.training.form.ParameterForm;
import org.triggerworkbench.defense.Defense;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Method;
import org.triggerworkbench.text.Messages;

/** A run's controls and form at the left, its charts at the right: what the Train and the Optimise view are made of. */
public final class RunPane extends HBox {
    private static final Messages TEXT = Messages.of(RunPane.class);
    /** Width of the form: a share of the pane's, within bounds; in two columns where the pane is wide. */
    private static final double SHARE = 0.34;

    private static final double LEAST = 344;
    private static final double MOST = 420;
    private static final double WIDE = 1500;
    private static final double SEED = 56;

    private final Map<FormModel, ParameterForm> forms = new HashMap<>();
    private final TrainingModel model;
    private final ChartPane losses;
    private final ChartPane rates;
    private final WhyLowPane why = new WhyLowPane();
    private final List<Action> actions;
    private boolean sideBySide;
    private final VBox form = Ui.styled(new VBox(), "tw-run-form");

    /**
     * Its actions.
     *
     * @param play starts, holds, lets go on
     * @param step does one step
     * @param reset back to the start with the same seed
     * @param reseed back to the start with another seed
     * @param why opens the checklist
     * @param seeds runs with five seeds, one after the other
     * @param unpin forgets the curves of earlier runs
     */
    public record Controls(
            Action play, Action step, Action reset, Action reseed, Action seeds, Action why, Action unpin) {
        /** All of them. */
        public List<Action> all() {
            return List.of(play, step, reset, reseed, seeds, why, unpin);
        }

        /** Short, since its view stands around it. */
        public Button whyButton() {
            Button button = Ui.button(why);
            button.setText(TEXT.get("why.heading"));
            return button;
        }
    }

    /**
     * @param top stands above the buttons, such as the list of attacks
     * @param controls made by the view, with its own ids
     */
    public RunPane(
            TrainingModel model, Node top, Controls controls, Theme theme, BackgroundTasks works, Dialogs dialogs) {
        this.model = model;
        this.losses = new ChartPane(model.losses(), theme, works, dialogs, true);
        this.rates = new ChartPane(model.rates(), theme, works, dialogs, false);
        this.actions = Stream.of(controls.all(), losses.actions(), rates.actions())
                .flatMap(List::stream)
                .toList();
        setMinSize(0, 0);
        getChildren().addAll(left(top, controls), right());
        model.setup().method().subscribe(this::fillForm);
        model.setup().subject().subscribe(() -> {
            forms.clear();
            fillForm();
        });
        fillForm();
    }

    /**
     * The usual actions of a run.
     *
     * @param id of the view; the actions' ids begin with it
     * @param shortcuts of play, step, reset and another seed
     */
    public static Controls controls(
            TrainingModel model, Runnable why, Action.Menu menu, String id, List<String> shortcuts) {
        ObservableValue<Boolean> ready = Bindings.createBooleanBinding(
                () -> model.run().state().get().isActive()
                        || model.setup().obstacle().get().isEmpty(),
                model.setup().obstacle(),
                model.run().state());
        ObservableValue<Boolean> playable = Bindings.createBooleanBinding(
                model::isPlayable, model.setup().obstacle(), model.run().state());
        ObservableValue<Boolean> fresh = Bindings.createBooleanBinding(
                () -> !model.run().state().get().isActive()
                        && model.setup().obstacle().get().isEmpty(),
                model.setup().obstacle(),
                model.run().state());
        return new Controls(
                Action.of(TEXT, id + ".play", menu, "fth-play", shortcuts.get(0), playable, model::play),
                Action.of(TEXT, id + ".step", menu, "fth-skip-forward", shortcuts.get(1), playable, model::step),
                Action.of(TEXT, id + ".reset", menu, "fth-rotate-ccw", shortcuts.get(2), ready, model::reset),
                Action.of(TEXT, id + ".reseed", menu, "fth-shuffle", shortcuts.get(3), ready, model::reseed),
                Action.of(TEXT, id + ".seeds", menu, "fth-repeat", "", fresh, model::playSeeds),
                Action.of(TEXT, id + ".why", menu, "fth-help-circle", "", new SimpleBooleanProperty(true), why),
                Action.of(
                        TEXT,
                        id + ".unpin",
                        menu,
                        "fth-layers",
                        "",
                        new SimpleBooleanProperty(true),
                        model.run()::clearEarlier));
    }

    /** Opens the checklist. */
    public void showWhy() {
        why.show(model.whyLow());
    }

    /** Redraws what changed. */
    public void tick() {
        losses.tick();
        rates.tick();
    }

    /** All actions, those of the charts too. */
    public List<Action> actions() {
        return actions;
    }

    private Node left(Node top, Controls controls) {
        Label status = Ui.secondary("");
        status.setId("run-status");
        status.textProperty().bind(model.status().line());
        Label gauges = Ui.secondary("");
        gauges.setId("run-gauges");
        gauges.textProperty().bind(model.status().gauges());
        Label note = Ui.secondary("");
        note.setId("run-note");
        note.textProperty().bind(model.status().note());
        note.visibleProperty().bind(model.status().note().isNotEmpty());
        note.managedProperty().bind(note.visibleProperty());
        for (Label line : List.of(status, gauges, note)) {
            Tooltip whole = new Tooltip();
            whole.textProperty().bind(line.textProperty());
            line.setTooltip(whole);
            line.setMaxWidth(Double.MAX_VALUE);
        }
        ScrollPane scroll = new ScrollPane(form);
        scroll.setId("run-form-scroll");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setMinHeight(0);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        VBox lines = new VBox(status, gauges, note);
        lines.setMinHeight(USE_PREF_SIZE);
        VBox left = Ui.styled(new VBox(head(top), buttons(controls), scroll, lines), "tw-run-left");
        widthProperty().subscribe(now -> {
            boolean wide = now.doubleValue() >= WIDE;
            double width = wide ? 2 * MOST : Math.clamp(SHARE * now.doubleValue(), LEAST, MOST);
            left.setMinWidth(width);
            left.setPrefWidth(width);
            left.setMaxWidth(width);
            if (wide != sideBySide) {
                sideBySide = wide;
                fillForm();
            }
        });
        return left;
    }

    private Node head(Node top) {
        HBox.setHgrow(top, Priority.ALWAYS);
        HBox head = new HBox(8, top, paces());
        head.setAlignment(Pos.CENTER_LEFT);
        head.setMinHeight(USE_PREF_SIZE);
        return head;
    }

    private Node buttons(Controls controls) {
        Button play = Ui.styled(Ui.button(controls.play()), "tw-primary", "tw-play");
        play.setMinWidth(USE_PREF_SIZE);
        model.status().stateHere().subscribe(now -> {
            boolean going = now == RunModel.State.RUNNING || now == RunModel.State.STARTING;
            play.setGraphic(Icons.of(going ? "fth-pause" : "fth-play"));
            String word = TEXT.get(going ? "play.pause" : now == RunModel.State.DONE ? "play.again" : "play.play");
            play.setText(word);
            play.setAccessibleText(word);
        });
        TextField seed = new TextField();
        seed.setId(controls.play().id().replace("play", "seed"));
        seed.setAccessibleText(TEXT.get("seed"));
        seed.setTooltip(new Tooltip(TEXT.get("seed.tip")));
        seed.setPrefWidth(SEED);
        seed.setMinWidth(SEED);
        model.setup().seed().subscribe(now -> seed.setText(Long.toString(now)));
        Runnable take = () -> {
            try {
                model.setup().setSeed(Long.parseLong(seed.getText().strip()));
            } catch (NumberFormatException e) {
                // What is no number is not taken.
            }
            seed.setText(Long.toString(model.setup().seed().get()));
        };
        seed.setOnAction(_ -> take.run());
        seed.focusedProperty().addListener((_, _, focused) -> {
            if (!focused) {
                take.run();
            }
        });
        HBox row = new HBox(
                2,
                play,
                Ui.iconButton(controls.step()),
                Ui.iconButton(controls.reset()),
                Ui.iconButton(controls.reseed()),
                Ui.iconButton(controls.seeds()),
                Ui.spring(),
                seed);
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMinHeight(USE_PREF_SIZE);
        return row;
    }

    /** How much is run: all that the form says, or a first look. */
    private Node paces() {
        ObjectProperty<Pace> pace = new SimpleObjectProperty<>(model.quick().get() ? Pace.QUICK : Pace.FULL);
        pace.subscribe(now -> model.quick().set(now == Pace.QUICK));
        Segmented<Pace> paces = new Segmented<>(
                List.of(Pace.values()),
                pace,
                now -> TEXT.get("pace." + now.name().toLowerCase(Locale.ROOT)));
        paces.setId("run-pace");
        paces.setMinWidth(USE_PREF_SIZE);
        return paces;
    }

    private enum Pace {
        QUICK,
        FULL
    }

    private void fillForm() {
        CheckBox follow = new CheckBox(TEXT.get("follow"));
        follow.setId("run-follow");
        follow.setTooltip(new Tooltip(TEXT.get("follow.tip")));
        follow.selectedProperty().bindBidirectional(model.following());
        VBox own = new VBox(8, formOf(model.setup().form()));
        VBox training = new VBox(
                8, Ui.heading(TEXT.get("form.training")), formOf(model.setup().settings()), follow);
        own.setMinWidth(0);
        training.setMinWidth(0);
        HBox.setHgrow(own, Priority.ALWAYS);
        HBox.setHgrow(training, Priority.ALWAYS);
        own.setPrefWidth(MOST);
        training.setPrefWidth(MOST);
        form.getChildren().setAll(sideBySide ? new HBox(24, own, training) : new VBox(8, own, training));
    }

    /** One for each model, which are kept: a form listens to its model as long as that lives. */
    private ParameterForm formOf(FormModel values) {
        return forms.computeIfAbsent(values, one -> new ParameterForm(one, Set.of()));
    }

    /** Says above the charts what is being trained, for whoever wonders why a figure moves. */
    private Node banner() {
        Label words = new Label();
        words.setId("run-banner");
        words.setMinWidth(0);
        words.textProperty().bind(model.status().banner());
        Tooltip all = new Tooltip();
        all.textProperty().bind(words.textProperty());
        words.setTooltip(all);
        Label images = Ui.secondary("");
        images.setMinWidth(USE_PREF_SIZE);
        model.run().curves().subscribe(_ -> {
            RunPlan plan = model.run().plan();
            images.setText(
                    plan == null || plan.method() instanceof Defense
                            ? ""
                            : TEXT.get(
                                    "banner.images",
                                    Format.whole(plan.experiment().data().validation())));
        });
        HBox banner = Ui.styled(new HBox(8, words, Ui.spring(), images), "tw-run-banner");
        banner.setMinWidth(0);
        banner.visibleProperty().bind(model.status().banner().isNotEmpty());
        banner.managedProperty().bind(banner.visibleProperty());
        return banner;
    }

    /** What Play does with a method: nothing trains but the pixels of a patch, or attack and control do. */
    private static String made(Method method) {
        return method.level() == Level.INPUT ? "empty.patch" : "empty";
    }

    private Node right() {
        for (ChartPane pane : List.of(losses, rates)) {
            HBox.setHgrow(pane, Priority.ALWAYS);
            pane.setPrefWidth(1);
        }
        HBox charts = new HBox(losses, rates);
        charts.setMinSize(0, 0);
        VBox.setVgrow(charts, Priority.ALWAYS);
        VBox content = new VBox(charts, new RunStrip(model));
        content.setMinSize(0, 0);
        VBox.setVgrow(content, Priority.ALWAYS);
        VBox whole = new VBox(banner(), content);
        whole.setMinSize(0, 0);
        Label empty = Ui.styled(new Label(), "tw-empty", "tw-run-empty");
        empty.setId("run-empty");
        empty.setWrapText(true);
        empty.setMouseTransparent(true);
        Runnable words = () -> {
            boolean own = model.status().ofScene().get();
            boolean none = !own
                    || (model.run().state().get() == RunModel.State.IDLE
                            && model.run().curves().get().losses().version() == 0);
            content.setVisible(own);
            String obstacle = model.setup().obstacle().get();
            empty.setText(
                    !obstacle.isEmpty()
                            ? obstacle
                            : TEXT.get(made(model.setup().method().get())));
            empty.setVisible(none);
        };
        model.setup().obstacle().addListener(_ -> words.run());
        model.setup().method().subscribe(words);
        model.status().ofScene().subscribe(words);
        model.run().state().subscribe(words);
        model.run().curves().subscribe(words);
        words.run();
        StackPane right = Ui.styled(new StackPane(whole, empty, why), "tw-run-right");
        right.setMinSize(0, 0);
        HBox.setHgrow(right, Priority.ALWAYS);
        return right;
    }
}
