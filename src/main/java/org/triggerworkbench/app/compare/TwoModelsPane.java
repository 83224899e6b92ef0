package org.triggerworkbench.app.compare;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Insets;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
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
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.live.ImageResults;
import org.triggerworkbench.experiment.live.SheetProgress;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.experiment.open.ClassNames;
import org.triggerworkbench.text.Messages;

/** Two models on the same images with the same trigger: pictures and maps, confusions, or measures. */
final class TwoModelsPane extends VBox {
    private static final Messages TEXT = Messages.of(TwoModelsPane.class);

    private static final String SWAP = "compare.second.swap";

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
    private final ImageStrip strip = new ImageStrip(this::pick);
    private final Label stripNote = Ui.wrapped(Ui.secondary(TEXT.get("strip.note")));
    private final ResemblanceBox[] alike = {new ResemblanceBox(), new ResemblanceBox()};
    private final TwoMeasures measures = new TwoMeasures();

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
            if (action.id().equals(SWAP)) {
                continue;
            }
            MenuItem item = new MenuItem(action.title());
            item.disableProperty().bind(action.enabled().map(on -> !on));
            item.setOnAction(_ -> action.fire());
            menu.getItems().add(item);
        }
        FlowPane head = new FlowPane(8, 6, choice, menu);
        openers.stream().filter(action -> action.id().equals(SWAP)).forEach(action -> {
            Button swap = Ui.button(action.named(action.id(), TEXT.get("models.swap")));
            swap.setId("models-swap");
            swap.setMinWidth(USE_PREF_SIZE);
            swap.setTooltip(Ui.tip(TEXT.get("models.swap.tip")));
            head.getChildren().add(swap);
        });
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
        GridPane mapRow = halves(maps);
        VBox.setVgrow(mapRow, Priority.ALWAYS);
        for (PairMap map : maps) {
            GridPane.setVgrow(map, Priority.ALWAYS);
        }
        VBox pictures = new VBox(8, halves(sides), mapRow, frameNote, strip, stripNote, alike[0]);
        VBox.setVgrow(pictures, Priority.ALWAYS);
        parts.put(Part.PICTURES, pictures);
        parts.put(Part.CONFUSION, new VBox(8, confusionNames[0], confusions[0], confusionNames[1], confusions[1]));
        parts.put(Part.MEASURES, new VBox(16, measures, alike[1]));
        VBox.setVgrow(place, Priority.ALWAYS);
        VBox content = new VBox(place);
        content.setPadding(new Insets(4, 12, 12, 12));
        ScrollPane scroll = Ui.scrolling(content);
        // Maps grow with the room.
        scroll.viewportBoundsProperty().subscribe(bounds -> content.setMinHeight(Math.max(0, bounds.getHeight() - 1)));
        VBox.setVgrow(scroll, Priority.ALWAYS);
        VBox top = new VBox(8, head, note, filterRow);
        top.setPadding(new Insets(0, 12, 8, 12));
        getChildren().addAll(top, scroll);
        theme.tokens().subscribe(tokens -> {
            for (int i = 0; i < 2; i++) {
                maps[i].dress(tokens);
                confusions[i].dress(tokens);
            }
            strip.dress(tokens);
        });
        theme.textScale().subscribe(scale -> {
            for (int i = 0; i < 2; i++) {
                maps[i].scale(scale.doubleValue());
                confusions[i].scale(scale.doubleValue());
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
        String first = model.firstName().get();
        // Its figures are no longer those of the file it is called after.
        boolean trained = model.workbench().modelState().get() != null;
        String[] names = {trained ? TEXT.get("models.trained", first) : first, second.name()};
        switch (part.get()) {
            case PICTURES -> pictures(facts, shown, names);
            case CONFUSION -> {
                confusion(0, facts, shown.a(), names[0]);
                confusion(1, facts, shown.b(), names[1]);
            }
            case MEASURES -> {
                measures.show(names, shown);
                alike[1].show(shown);
            }
        }
    }

    private String words(@Nullable SecondModel second, @Nullable TwoAnswers shown) {
        if (!model.fault().get().isEmpty()) {
            return model.fault().get();
        }
        if (second == null) {
            return TEXT.get("models.empty");
        }
        if (shown != null && model.isCurrent()) {
            return "";
        }
        String asking = shown == null ? TEXT.get("models.waiting", second.name()) : TEXT.get("models.behind");
        SheetProgress soFar = model.progress().get();
        Rate rate = soFar == null ? Rate.NONE : soFar.metrics().attackSuccess();
        return rate.isDefined() ? TEXT.get("models.soFar", asking, rate.hits(), rate.n()) : asking;
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
            maps[i].show(new PairMap.Shown(
                    places.get(i),
                    frame,
                    model.workbench().selection()::isLit,
                    primary,
                    chips(facts, shown.a().question().target(), places.get(i).clean())));
        }
        int[] labels = facts.labels();
        ImageResults seen =
                Objects.requireNonNullElse(shown.a().triggered(), shown.a().clean());
        strip.show(new ImageStrip.Shown(
                facts,
                IntStream.range(0, labels.length)
                        .filter(model.workbench().selection()::isLit)
                        .boxed()
                        .toList(),
                seen.pixels(),
                image -> Fooled.isFooled(shown.a(), image, labels),
                image -> Fooled.isFooled(shown.b(), image, labels),
                primary));
        alike[0].show(shown);
        frameNote.setText(TEXT.get(shown.oneFrame() ? "models.oneFrame" : "models.twoFrames"));
    }

    /** A name a class that has images, at their middle; the target first, then those with most images. */
    private static List<PairMap.Chip> chips(SubjectFacts facts, int target, float[][] places) {
        Map<Integer, List<Integer>> byClass = IntStream.range(0, places.length)
                .boxed()
                .collect(Collectors.groupingBy(image -> facts.labels()[image]));
        return byClass.entrySet().stream()
                .sorted(Comparator.comparingInt(
                                (Map.Entry<Integer, List<Integer>> each) -> each.getKey() == target ? 0 : 1)
                        .thenComparingInt(each -> -each.getValue().size())
                        .thenComparingInt(Map.Entry::getKey))
                .map(each -> new PairMap.Chip(
                        ClassNames.shown(facts.classes(), each.getKey(), target),
                        each.getKey() == target,
                        middle(each.getValue(), places)))
                .toList();
    }

    private static float[] middle(List<Integer> images, float[][] places) {
        return new float[] {
            (float) images.stream().mapToDouble(i -> places[i][0]).average().orElse(0),
            (float) images.stream().mapToDouble(i -> places[i][1]).average().orElse(0)
        };
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
}
