package org.triggerworkbench.app.defend;

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
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Icons;
import org.triggerworkbench.app.shared.Segmented;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.training.MethodBox;
import org.triggerworkbench.app.training.RunModel;
import org.triggerworkbench.app.training.RunSettings;
import org.triggerworkbench.app.training.TrainingModel;
import org.triggerworkbench.app.training.form.FormModel;
import org.triggerworkbench.app.training.form.ParameterForm;
import org.triggerworkbench.method.Card;
import org.triggerworkbench.method.Method;
import org.triggerworkbench.text.Messages;

/** Which defence, what it does, what it is given, its settings, and the buttons that run it. */
final class DefendLeft extends VBox {
    private static final Messages TEXT = Messages.of(DefendLeft.class);
    private static final double SEED = 64;
    private static final double NAME = 94;

    private final Map<FormModel, ParameterForm> forms = new HashMap<>();
    private final DefendModel model;
    private final TrainingModel training;
    private final Label status = Ui.wrapped(Ui.secondary(""));
    private final Label words = Ui.wrapped(Ui.secondary(""));
    private final Label given = Ui.wrapped(Ui.secondary(""));
    private final TextField seed = new TextField();
    private final VBox form = Ui.styled(new VBox(), "tw-form");
    private final ObjectProperty<Words> telling = new SimpleObjectProperty<>(Words.PLAIN);
    private final ObjectProperty<Pace> pace = new SimpleObjectProperty<>(Pace.QUICK);
    private boolean choosing;
    private final SimpleBooleanProperty active = new SimpleBooleanProperty();
    private final Action play;
    private final Action cancel;
    private final Action compare;

    /** How much of a method is run. */
    private enum Pace {
        QUICK,
        FULL
    }

    /** How a method is told. */
    private enum Words {
        PLAIN,
        MATHS
    }

    DefendLeft(DefendModel model) {
        this.model = model;
        this.training = model.training();
        RunModel run = training.run();
        ObservableValue<Boolean> playable = Bindings.createBooleanBinding(
                () -> training.isPlayable()
                        && !model.clean().state().get().isActive()
                        && !model.looking().get(),
                training.setup().obstacle(),
                run.state(),
                model.clean().state(),
                model.looking());
        ObservableValue<Boolean> comparable = Bindings.createBooleanBinding(
                () -> model.suspected().get() != null
                        && model.comparable().get()
                        && !active.get()
                        && !model.looking().get(),
                model.suspected(),
                model.comparable(),
                model.looking(),
                active);
        this.play = Action.of(
                TEXT, "defend.play", Action.Menu.TRAIN, "fth-play", "Shortcut+Shift+F", playable, model::play);
        this.cancel = Action.of(TEXT, "defend.cancel", Action.Menu.TRAIN, "fth-x", "", active, model::cancel);
        this.compare =
                Action.of(TEXT, "defend.compare", Action.Menu.TRAIN, "fth-columns", "", comparable, model::compare);
        getStyleClass().addAll("tw-defend-left", "tw-wide");
        setMinHeight(0);
        fillSeed();
        VBox sections = new VBox(what(), given(), settings());
        ScrollPane scroll = Ui.scrolling(sections);
        scroll.setId("defend-left");
        scroll.setMinHeight(0);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(scroll, buttons());
        training.setup().method().subscribe(this::methodChanged);
        training.setup().subject().subscribe(() -> {
            forms.clear();
            methodChanged();
        });
        telling.subscribe(this::tell);
        pace.addListener((_, _, now) -> {
            if (!choosing) {
                training.setup().setQuick(now == Pace.QUICK);
            }
        });
        Stream.of(model.workbench().bench(), training.setup().defender().value(RunSettings.BUDGET))
                .forEach(each -> each.subscribe(this::tellGiven));
        tellGiven();
        methodChanged();
    }

    List<Action> actions() {
        return List.of(play, cancel, compare);
    }

    private Node what() {
        Segmented<Words> how = new Segmented<>(
                List.of(Words.values()),
                telling,
                choice -> TEXT.get("words." + choice.name().toLowerCase(Locale.ROOT)));
        how.setId("defend-words");
        how.setMaxWidth(USE_PREF_SIZE);
        words.setId("defend-explained");
        return Ui.styled(new VBox(Ui.heading(TEXT.get("defence")), methods(), how, words), "tw-section");
    }

    private Node methods() {
        MethodBox box =
                new MethodBox(training, TEXT.get("defence"), card -> TEXT.get("method", card.title(), card.level()));
        box.setId("defend-method");
        box.disableProperty().bind(active);
        return box;
    }

    /** One for each model, which are kept: a form listens to its model as long as that lives. */
    private ParameterForm formOf(FormModel values, Set<String> left) {
        return forms.computeIfAbsent(values, one -> new ParameterForm(one, left));
    }

    private Node given() {
        given.setId("defend-given");
        return Ui.styled(
                new VBox(
                        Ui.heading(TEXT.get("given")),
                        given,
                        new ParameterForm(training.setup().defender(), Set.of())),
                "tw-section");
    }

    private Node settings() {
        Segmented<Pace> paces = new Segmented<>(
                List.of(Pace.values()),
                pace,
                choice -> TEXT.get("pace." + choice.name().toLowerCase(Locale.ROOT)));
        paces.setId("defend-pace");
        paces.visibleProperty()
                .bind(training.setup().method().map(now -> !Card.of(now).quick().isEmpty()));
        paces.managedProperty().bind(paces.visibleProperty());
        HBox head = new HBox(8, Ui.heading(TEXT.get("settings")), Ui.spring(), paces);
        head.setAlignment(Pos.CENTER_LEFT);
        return Ui.styled(new VBox(head, form), "tw-section", "tw-last");
    }

    private void methodChanged() {
        Method method = training.setup().method().get();
        // It follows what the form of this method was left with.
        choosing = true;
        pace.set(training.setup().isQuick() ? Pace.QUICK : Pace.FULL);
        choosing = false;
        // A defence has its own few clean images in the place of training images.
        Set<String> elsewhere = Set.of(RunSettings.TRAIN, RunSettings.VALIDATION);
        form.getChildren()
                .setAll(
                        formOf(training.setup().form(), Set.of()),
                        seedRow(),
                        new Folded(
                                TEXT.get("settings.more"),
                                formOf(training.setup().settings(), elsewhere)));
        if (method.parameters().isEmpty()) {
            form.getChildren().set(0, Ui.wrapped(Ui.secondary(TEXT.get("settings.none"))));
        }
        tell();
    }

    private void tell() {
        Card card = Card.of(training.setup().method().get());
        words.setText(telling.get() == Words.PLAIN ? card.summary() : card.maths());
    }

    private void tellGiven() {
        String suspect = model.suspect();
        given.setText(
                suspect.isEmpty()
                        ? TEXT.get("given.nothing")
                        : TEXT.get(
                                "given.what",
                                suspect,
                                training.setup().defender().whole(RunSettings.BUDGET),
                                model.workbench().facts().dataName()));
    }

    private Node buttons() {
        Button main = Ui.styled(Ui.button(play), "tw-primary", "tw-play");
        main.setMinWidth(USE_PREF_SIZE);
        training.status().stateHere().subscribe(now -> {
            boolean going = now == RunModel.State.RUNNING || now == RunModel.State.STARTING;
            main.setGraphic(Icons.of(going ? "fth-pause" : "fth-play"));
            String word = TEXT.get(going ? "play.pause" : now == RunModel.State.DONE ? "play.again" : "play.play");
            main.setText(word);
            main.setAccessibleText(word);
        });
        Button stop = Ui.button(cancel);
        stop.setText(TEXT.get("cancel"));
        stop.setMinWidth(USE_PREF_SIZE);
        stop.visibleProperty().bind(active);
        stop.managedProperty().bind(active);
        Button beside = Ui.button(compare);
        beside.setText(TEXT.get("compare"));
        beside.setMaxWidth(Double.MAX_VALUE);
        HBox row = new HBox(6, main, stop);
        row.setAlignment(Pos.CENTER_LEFT);
        Label comparison = Ui.wrapped(Ui.secondary(""));
        comparison.setId("defend-comparison");
        comparison.textProperty().bind(model.comparison());
        comparison.visibleProperty().bind(model.comparison().isNotEmpty());
        comparison.managedProperty().bind(comparison.visibleProperty());
        status.setId("defend-status");
        VBox box = Ui.styled(new VBox(row, beside, comparison, status), "tw-defend-buttons");
        box.setMinHeight(USE_PREF_SIZE);
        return box;
    }

    private Node seedRow() {
        Label name = new Label(TEXT.get("seed"));
        name.setMinWidth(NAME);
        name.setPrefWidth(NAME);
        HBox row = new HBox(6, name, seed);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void fillSeed() {
        seed.setId("defend-seed");
        seed.setAccessibleText(TEXT.get("seed"));
        seed.setTooltip(new Tooltip(TEXT.get("seed.tip")));
        seed.setPrefWidth(SEED);
        seed.setMinWidth(SEED);
        training.setup().seed().subscribe(now -> seed.setText(Long.toString(now)));
        Runnable take = () -> {
            try {
                training.setup().setSeed(Long.parseLong(seed.getText().strip()));
            } catch (NumberFormatException e) {
                // What is no number is not taken.
            }
            seed.setText(Long.toString(training.setup().seed().get()));
        };
        seed.setOnAction(_ -> take.run());
        seed.focusedProperty().addListener((_, _, focused) -> {
            if (!focused) {
                take.run();
            }
        });
    }

    void tick() {
        active.set(model.isActive());
        String now = model.status();
        if (!now.equals(status.getText())) {
            status.setText(now);
        }
    }
}
