package org.triggerworkbench.app.compare;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.answer.ClassBars;
import org.triggerworkbench.app.answer.TopClasses;
import org.triggerworkbench.app.compare.confusion.ConfusionCanvas;
import org.triggerworkbench.app.compare.confusion.ConfusionCells;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.Segmented;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.live.ImageResults;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.experiment.open.ClassNames;
import org.triggerworkbench.text.Messages;

/** Two models on the same images with the same trigger: pictures and maps, confusions, or measures. */
final class TwoModelsPane extends VBox {
    private static final Messages TEXT = Messages.of(TwoModelsPane.class);

    private final TwoModels model;
    private final ModelSide[] sides = {new ModelSide("A"), new ModelSide("B")};
    private final PairMap[] maps;
    private final ConfusionCanvas[] confusions;
    private final Label[] confusionNames = {Ui.heading(""), Ui.heading("")};
    private final Label frameNote = Ui.wrapped(Ui.secondary(""));
    private final Label note = Ui.wrapped(Ui.secondary(""));
    private final Map<Fooled, RadioButton> filters = new EnumMap<>(Fooled.class);
    private final FlowPane filterRow = new FlowPane(12, 4);
    private final ObjectProperty<Part> part = new SimpleObjectProperty<>(Part.PICTURES);
    private final Map<Part, Node> parts = new EnumMap<>(Part.class);
    private final VBox place = new VBox(8);
    private final MeasureRows measures = new MeasureRows();

    /** What is compared. */
    private enum Part {
        PICTURES,
        CONFUSION,
        MEASURES
    }

    TwoModelsPane(TwoModels model, Theme theme, List<Action> openers) {
        this.model = model;
        maps = new PairMap[] {new PairMap(this::pick), new PairMap(this::pick)};
        confusions = new ConfusionCanvas[] {canvas(0), canvas(1)};
        Segmented<Part> choice =
                new Segmented<>(List.of(Part.values()), part, each -> TEXT.get("models.part." + word(each)));
        choice.setId("models-part");
        MenuButton menu = new MenuButton(TEXT.get("models.choose"));
        menu.setId("models-choose");
        menu.setMinWidth(USE_PREF_SIZE);
        for (Action action : openers) {
            MenuItem item = new MenuItem(action.title());
            item.disableProperty().bind(action.enabled().map(on -> !on));
            item.setOnAction(_ -> action.fire());
            menu.getItems().add(item);
        }
        FlowPane head = new FlowPane(12, 6, choice, menu);
        head.setMinHeight(USE_PREF_SIZE);
        ToggleGroup group = new ToggleGroup();
        for (Fooled each : Fooled.values()) {
            RadioButton button = new RadioButton();
            button.setId("models-filter-" + each.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            button.setToggleGroup(group);
            button.setOnAction(_ -> model.filter().set(each));
            button.setTooltip(new Tooltip(TEXT.get("models.filter.tip")));
            filters.put(each, button);
            filterRow.getChildren().add(button);
        }
        filterRow.setMinHeight(USE_PREF_SIZE);
        parts.put(Part.PICTURES, new VBox(8, halves(sides), halves(maps), frameNote));
        parts.put(Part.CONFUSION, new VBox(8, confusionNames[0], confusions[0], confusionNames[1], confusions[1]));
        parts.put(Part.MEASURES, measures);
        VBox content = new VBox(place);
        content.setPadding(new Insets(4, 12, 12, 12));
        ScrollPane scroll = Ui.scrolling(content);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        VBox top = new VBox(8, head, note, filterRow);
        top.setPadding(new Insets(0, 12, 8, 12));
        getChildren().addAll(top, scroll);
        theme.tokens().subscribe(tokens -> {
            for (int i = 0; i < 2; i++) {
                maps[i].dress(tokens);
                confusions[i].dress(tokens);
            }
        });
        part.subscribe(this::show);
        model.onChange(this::show);
        show();
    }

    private static String word(Enum<?> of) {
        return of.name().toLowerCase(Locale.ROOT);
    }

    private ConfusionCanvas canvas(int side) {
        ConfusionCanvas canvas = new ConfusionCanvas(cell -> pickCell(side, cell), _ -> {});
        return Ui.named(canvas, "models-confusion-" + (side == 0 ? "A" : "B"), TEXT.get("confusion.read"));
    }

    private static GridPane halves(Node[] nodes) {
        GridPane halves = new GridPane(16, 8);
        for (int i = 0; i < nodes.length; i++) {
            ColumnConstraints half = new ColumnConstraints();
            half.setPercentWidth(50);
            half.setHgrow(Priority.ALWAYS);
            halves.getColumnConstraints().add(half);
            halves.add(nodes[i], i, 0);
        }
        return halves;
    }

    private void pick(int image) {
        model.workbench().selection().primary().set(image);
    }

    private void pickCell(int side, ConfusionCanvas.Picked cell) {
        TwoAnswers shown = model.answers().get();
        SubjectFacts facts = model.workbench().scene().get();
        if (shown != null && facts != null) {
            model.workbench()
                    .selection()
                    .choose(confusion(facts, side == 0 ? shown.a() : shown.b()).at(cell));
        }
    }

    private RadioButton filter(Fooled which) {
        return Objects.requireNonNull(filters.get(which), which::name);
    }

    private void show() {
        SubjectFacts facts = model.workbench().scene().get();
        SecondModel second = model.second().get();
        TwoAnswers shown = model.answers().get();
        boolean has = facts != null && second != null && shown != null;
        String words = words(second, shown);
        note.setText(words);
        visible(note, !words.isEmpty());
        visible(filterRow, has);
        place.getChildren().setAll(has ? List.of(parts.get(part.get())) : List.of());
        if (!has) {
            return;
        }
        for (Fooled each : Fooled.values()) {
            filter(each)
                    .setText(TEXT.get(
                            "models.filter." + word(each),
                            each.images(shown, facts.labels()).size()));
        }
        filter(model.filter().get()).setSelected(true);
        String[] names = {facts.modelName(), second.name()};
        switch (part.get()) {
            case PICTURES -> pictures(facts, shown, names);
            case CONFUSION -> {
                confusion(0, facts, shown.a(), names[0]);
                confusion(1, facts, shown.b(), names[1]);
            }
            case MEASURES -> measures.show(names, shown);
        }
    }

    private String words(@Nullable SecondModel second, @Nullable TwoAnswers shown) {
        if (!model.fault().get().isEmpty()) {
            return model.fault().get();
        }
        if (second == null) {
            return TEXT.get("models.empty");
        }
        return shown == null
                ? TEXT.get("models.waiting", second.name())
                : model.isCurrent() ? "" : TEXT.get("models.behind");
    }

    private void pictures(SubjectFacts facts, TwoAnswers shown, String[] names) {
        int primary = model.workbench().selection().primary().get();
        if (primary >= shown.a().clean().pixels().length) {
            return;
        }
        List<Integer> top = top(shown, primary);
        sides[0].show(facts, names[0], shown.a(), top, primary);
        sides[1].show(facts, names[1], shown.b(), top, primary);
        List<TwoAnswers.Places> places = List.of(shown.placesA(), shown.placesB());
        Rectangle2D both = PairMap.frame(places);
        for (int i = 0; i < 2; i++) {
            Rectangle2D frame = shown.oneFrame() ? both : PairMap.frame(List.of(places.get(i)));
            maps[i].show(
                    new PairMap.Shown(places.get(i), frame, model.workbench().selection()::isLit, primary));
        }
        frameNote.setText(TEXT.get(shown.oneFrame() ? "models.oneFrame" : "models.twoFrames"));
    }

    /** The same classes on both sides: the likeliest on either. */
    private static List<Integer> top(TwoAnswers shown, int image) {
        float[] clean = larger(shown.a().clean(), shown.b().clean(), image);
        float[] triggered = larger(shown.a().triggered(), shown.b().triggered(), image);
        return TopClasses.of(clean, triggered, shown.a().question().target(), ClassBars.ROWS);
    }

    private static float[] larger(@Nullable ImageResults a, @Nullable ImageResults b, int image) {
        float[] larger = a == null ? new float[0] : a.probabilities()[image].clone();
        if (b != null) {
            float[] others = b.probabilities()[image];
            IntStream.range(0, Math.min(larger.length, others.length))
                    .forEach(k -> larger[k] = Math.max(larger[k], others[k]));
        }
        return larger;
    }

    private void confusion(int side, SubjectFacts facts, SheetResult answer, String name) {
        confusionNames[side].setText(TEXT.get("models.named", side == 0 ? "A" : "B", name));
        confusions[side].show(confusion(facts, answer));
        confusions[side].choose(model.workbench().selection().chosen().get());
    }

    private static ConfusionCanvas.Shown confusion(SubjectFacts facts, SheetResult answer) {
        int target = answer.question().target();
        int classes = facts.classes().size();
        return new ConfusionCanvas.Shown(
                IntStream.rangeClosed(0, classes)
                        .mapToObj(k -> ClassNames.shown(facts.classes(), k, target))
                        .toList(),
                ConfusionCells.clean(classes, facts.labels(), answer.metrics()),
                answer.triggered() == null
                        ? null
                        : ConfusionCells.triggered(classes, facts.labels(), answer.metrics(), target),
                target,
                TEXT.get("confusion.clean", Format.percent(answer.metrics().cleanAccuracy())),
                answer.triggered() == null
                        ? TEXT.get("confusion.noTrigger")
                        : TEXT.get(
                                "confusion.triggered",
                                Format.percent(answer.metrics().attackSuccess())));
    }

    private static void visible(Node node, boolean on) {
        node.setVisible(on);
        node.setManaged(on);
    }

    /** The rates of both, with their counts, and by how much they differ. */
    private static final class MeasureRows extends GridPane {
        MeasureRows() {
            setId("models-measures");
            setHgap(12);
            setVgap(8);
            for (int i = 0; i < 4; i++) {
                ColumnConstraints column = new ColumnConstraints();
                column.setPercentWidth(i == 0 ? 31 : 23);
                column.setHalignment(i == 0 ? HPos.LEFT : HPos.RIGHT);
                getColumnConstraints().add(column);
            }
        }

        void show(String[] names, TwoAnswers shown) {
            getChildren().clear();
            Stream.of("A", "B").forEach(letter -> {
                int side = letter.equals("A") ? 0 : 1;
                Label name = Ui.secondary(TEXT.get("models.named", letter, names[side]));
                name.setTooltip(new Tooltip(names[side]));
                add(name, side + 1, 0);
            });
            add(Ui.secondary(TEXT.get("models.difference")), 3, 0);
            for (int i = 0; i < Measure.RATES.size(); i++) {
                Measure measure = Measure.RATES.get(i);
                Rate a = shown.a().metrics().rate(measure);
                Rate b = shown.b().metrics().rate(measure);
                Label title = Ui.wrapped(Ui.styled(new Label(measure.title()), "tw-strong"));
                title.setTooltip(Ui.tip(measure.explained()));
                add(title, 0, i + 1);
                add(cell(measure, "A", a), 1, i + 1);
                add(cell(measure, "B", b), 2, i + 1);
                add(new Label(difference(a, b)), 3, i + 1);
            }
        }

        private static VBox cell(Measure measure, String letter, Rate rate) {
            Label number = Ui.styled(new Label(Format.percent(rate)), "tw-strong");
            number.setId("models-" + measure.word() + "-" + letter);
            VBox cell = new VBox(number, Ui.wrapped(Ui.secondary(Format.counts(rate))));
            cell.setAlignment(Pos.TOP_RIGHT);
            return cell;
        }

        private static String difference(Rate a, Rate b) {
            return a.isDefined() && b.isDefined()
                    ? String.format(Locale.ROOT, "%+.1f", 100 * (b.value() - a.value()))
                    : Format.percent(Double.NaN);
        }
    }
}
