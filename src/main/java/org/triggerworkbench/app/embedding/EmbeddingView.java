package org.triggerworkbench.app.embedding;

import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.embedding.map.Anchors;
import org.triggerworkbench.app.embedding.map.EmbeddingModel;
import org.triggerworkbench.app.embedding.map.MapFrame;
import org.triggerworkbench.app.embedding.map.MapMethod;
import org.triggerworkbench.app.embedding.scatter.MapViewport;
import org.triggerworkbench.app.embedding.scatter.PointRasterizer;
import org.triggerworkbench.app.embedding.scatter.PointStyles;
import org.triggerworkbench.app.embedding.scatter.ScatterGestures;
import org.triggerworkbench.app.embedding.scatter.ScatterKeys;
import org.triggerworkbench.app.embedding.scatter.ScatterPane;
import org.triggerworkbench.app.embedding.scatter.ScatterTools;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.Icons;
import org.triggerworkbench.app.shared.Segmented;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.shared.ViewPart;
import org.triggerworkbench.app.state.ColourBy;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.experiment.live.ImageResults;
import org.triggerworkbench.experiment.live.Spaces;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.text.Messages;

/** The map of the sheet's images: legend, tools, points, neighbours, counts and spaces. */
public final class EmbeddingView {
    private static final Messages TEXT = Messages.of(EmbeddingView.class);
    private static final double WIDE = 620;

    private final EmbeddingModel model;
    private final Workbench workbench;
    private final Theme theme;
    private final ScatterPane pane;
    private final ScatterGestures gestures;
    private final ScatterTools tools;
    private final Legend legend = new Legend();
    private final Label tip = Ui.styled(new Label(), "tw-scatter-tip");
    private final Label empty = Ui.wrapped(Ui.styled(new Label(TEXT.get("empty")), "tw-empty"));
    private final Label count = Ui.secondary("");
    private final Label note = new Label();
    private final MenuButton space = Ui.styled(new MenuButton(), "tw-quiet-menu");
    private final MenuButton colourBy = Ui.styled(new MenuButton(), "tw-quiet-menu");
    private final HBox top = new HBox(12);
    private final VBox content = Ui.styled(new VBox(6), "tw-embedding");

    /** @param still whether the user wants no motion */
    public EmbeddingView(EmbeddingModel model, Theme theme, BooleanSupplier still) {
        this.model = model;
        this.workbench = model.workbench();
        this.theme = theme;
        pane = new ScatterPane(theme, still);
        Ui.named(pane, "embedding-map", TEXT.get("map.none"));
        gestures = new ScatterGestures(pane, workbench.selection(), this::hover);
        var _ = new ScatterKeys(pane, gestures, workbench.selection());
        tools = new ScatterTools(pane, gestures, model);
        build();
        listen();
        refresh();
    }

    private void build() {
        colourBy.setId("embedding-colour-by");
        colourBy.setMinWidth(Region.USE_PREF_SIZE);
        space.setId("embedding-space");
        Tooltip whole = new Tooltip();
        whole.textProperty().bind(space.textProperty());
        space.setTooltip(whole);
        count.setId("embedding-count");
        count.setMinWidth(Region.USE_PREF_SIZE);
        note.setId("embedding-note");
        note.setGraphic(Icons.of("fth-info"));
        note.setMinWidth(Region.USE_PREF_SIZE);
        tip.setVisible(false);
        tip.setManaged(false);
        tip.setMouseTransparent(true);
        top.setAlignment(Pos.CENTER_LEFT);
        top.setMinHeight(28);
        StackPane plot = new StackPane(pane, empty, tip);
        plot.setMinSize(0, 80);
        VBox.setVgrow(plot, Priority.ALWAYS);
        HBox footer = new HBox(8, count, note, Ui.spring(), space);
        footer.setAlignment(Pos.CENTER_LEFT);
        NeighbourStrip strip = new NeighbourStrip(model);
        strip.visibleProperty().bind(tools.neighbours().selectedProperty());
        strip.managedProperty().bind(strip.visibleProperty());
        Region legendMore = legend.more();
        content.getChildren()
                .setAll(
                        top,
                        tools.bar(),
                        legendMore,
                        new StepsRow(model, tools.stop(), tools.restart()),
                        plot,
                        strip,
                        footer);
        content.setMinSize(0, 0);
        arrange();
        for (ColourBy choice : ColourBy.values()) {
            RadioMenuItem item = item(
                    TEXT.get("colour." + choice), () -> workbench.colourBy().set(choice));
            item.setUserData(choice);
            colourBy.getItems().add(item);
        }
        pane.chips().onChosen(this::chooseClass);
    }

    /** Wide: legend and tools in one line; narrow: below each other. */
    private void arrange() {
        boolean wide = content.getWidth() >= WIDE;
        boolean now = top.getChildren().contains(tools.bar());
        if (!top.getChildren().isEmpty() && wide == now) {
            return;
        }
        top.getChildren().clear();
        content.getChildren().remove(tools.bar());
        top.getChildren().addAll(legend.kinds(), colourBy);
        if (wide) {
            top.getChildren().addAll(Ui.spring(), tools.bar());
        } else {
            content.getChildren().add(1, tools.bar());
        }
    }

    private void listen() {
        content.widthProperty().addListener((_, _, _) -> arrange());
        model.frame().addListener((_, _, _) -> refresh());
        model.fault().addListener((_, _, _) -> refresh());
        theme.tokens().addListener((_, _, _) -> refresh());
        workbench.colourBy().addListener((_, _, _) -> refresh());
        workbench.selection().chosen().addListener((_, _, _) -> refresh());
        workbench.selection().primary().addListener((_, _, _) -> refresh());
        workbench.space().addListener((_, _, _) -> showSpaces());
        model.scene().addListener((_, _, _) -> showSpaces());
        pane.walked().addListener((_, _, now) -> {
            if (now != null) {
                pane.setAccessibleText(describe(now));
            }
        });
        showSpaces();
    }

    private void refresh() {
        MapFrame frame = model.frame().get();
        SubjectFacts facts = model.scene().getValue();
        ColourBy by = workbench.colourBy().get();
        colourBy.setText(TEXT.get("colour.by", TEXT.get("colour." + by)));
        colourBy.getItems().forEach(item -> ((RadioMenuItem) item).setSelected(by == item.getUserData()));
        boolean some = frame != null && facts != null && frame.key().isOf(facts);
        empty.setText(
                model.fault().get().isEmpty()
                        ? TEXT.get("empty")
                        : model.fault().get());
        empty.setVisible(!some || !model.fault().get().isEmpty());
        note.setVisible(some);
        colourBy.setVisible(some);
        if (!some || frame == null || facts == null) {
            pane.show(null, System.nanoTime());
            legend.hide();
            count.setText("");
            return;
        }
        Set<Integer> chosen = workbench.selection().chosen().get();
        boolean byClass = by == ColourBy.CLASS || by == ColourBy.PREDICTION;
        pane.show(
                new ScatterPane.Shown(
                        frame,
                        PointStyles.of(frame, facts, by, theme.tokens().get()),
                        Anchors.of(frame, facts),
                        lit(chosen, frame.images()),
                        workbench.selection().primary().get(),
                        facts.input().width(),
                        byClass),
                System.nanoTime());
        legend.show(frame, facts, by, theme.tokens().get());
        int n = frame.images();
        count.setText(TEXT.get("count", chosen.isEmpty() ? n : chosen.size(), n));
        note.setTooltip(Ui.tip(note(frame)));
        note.setAccessibleText(note(frame));
        pane.setAccessibleText(
                TEXT.get("map.accessible", n, methodName(frame.key().method()), chosen.size()));
    }

    private static boolean @Nullable [] lit(Set<Integer> chosen, int n) {
        if (chosen.isEmpty()) {
            return null;
        }
        boolean[] lit = new boolean[n];
        chosen.stream().filter(image -> image < n).forEach(image -> lit[image] = true);
        return lit;
    }

    private String note(MapFrame frame) {
        String method = frame.key().method() == MapMethod.PCA
                ? TEXT.get("note.PCA", Format.percent(frame.explained()))
                : TEXT.get("note.steps", methodName(frame.key().method()));
        String places = frame.wordXs().length > 0 ? TEXT.get("note.words") : TEXT.get("note.means");
        return frame.images() > PointRasterizer.MOST_LINES
                ? TEXT.get("note.lines", method, places)
                : TEXT.get("note.all", method, places);
    }

    private static String methodName(MapMethod method) {
        return TEXT.get("method." + method);
    }

    private void showSpaces() {
        SubjectFacts facts = model.scene().getValue();
        space.setVisible(facts != null);
        space.getItems().clear();
        if (facts == null) {
            return;
        }
        ToggleGroup group = new ToggleGroup();
        for (String name : facts.spaces()) {
            RadioMenuItem item = item(
                    spaceName(name, facts.spaces()), () -> workbench.space().set(name));
            item.setToggleGroup(group);
            item.setSelected(name.equals(workbench.space().get()));
            space.getItems().add(item);
        }
        space.setText(spaceName(workbench.space().get(), facts.spaces()));
    }

    /** A space in words; the first layer named is the last one of the model. */
    static String spaceName(String name, List<String> spaces) {
        return switch (name) {
            case Spaces.JOINT -> TEXT.get("space.joint");
            case Spaces.LOGITS -> TEXT.get("space.logits");
            default -> {
                String last = spaces.stream()
                        .filter(other -> !other.equals(Spaces.JOINT))
                        .findFirst()
                        .orElse("");
                yield name.equals(last) ? TEXT.get("space.last") : TEXT.get("space.layer", name);
            }
        };
    }

    private static RadioMenuItem item(String title, Runnable run) {
        RadioMenuItem item = new RadioMenuItem(title);
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> {
            item.setSelected(true);
            run.run();
        });
        return item;
    }

    private void chooseClass(int label) {
        SubjectFacts facts = model.scene().getValue();
        if (facts != null) {
            workbench
                    .selection()
                    .choose(IntStream.range(0, facts.labels().length)
                            .filter(image -> facts.labels()[image] == label)
                            .boxed()
                            .toList());
        }
    }

    private String describe(int point) {
        MapFrame frame = model.frame().get();
        SubjectFacts facts = model.scene().getValue();
        if (frame == null || facts == null || point >= frame.xs().length) {
            return "";
        }
        int image = frame.imageOf(point);
        ImageResults triggered = frame.isTriggered(point) ? frame.answer().triggered() : null;
        ImageResults seen = triggered == null ? frame.answer().clean() : triggered;
        int prediction = seen.predictions()[image];
        String predicted = prediction < 0
                ? TEXT.get("tip.none")
                : TEXT.get(
                        "tip.prediction",
                        facts.classes().get(prediction),
                        Format.percent(seen.probabilities()[image][prediction]));
        return TEXT.get(
                "tip",
                facts.ids().get(image),
                triggered == null ? TEXT.get("kind.clean") : TEXT.get("kind.triggered"),
                facts.classes().get(facts.labels()[image]),
                predicted);
    }

    private void hover(int point) {
        tip.setVisible(point >= 0);
        if (point < 0) {
            return;
        }
        tip.setText(describe(point));
        MapViewport view = pane.viewport().get();
        tip.autosize();
        double x = view.pixelX(pane.shownXs()[point]);
        double y = view.pixelY(pane.shownYs()[point]);
        double left = x + 12 + tip.getWidth() > pane.getWidth() ? x - 12 - tip.getWidth() : x + 12;
        double above = y - 12 - tip.getHeight();
        tip.relocate(Math.max(0, left), above < 0 ? y + 12 : above);
    }

    /** Takes what the worker has done and moves what is on its way; the window's timer calls this. */
    public void tick() {
        model.tick();
        pane.advance(System.nanoTime());
    }

    /** The tool a drag uses. */
    ScatterGestures gestures() {
        return gestures;
    }

    ScatterPane pane() {
        return pane;
    }

    /** The view as the shell takes it in. */
    public ViewPart part() {
        Segmented<MapMethod> method =
                new Segmented<>(List.of(MapMethod.values()), model.method(), EmbeddingView::methodName);
        method.setId("embedding-method");
        List<Action> actions = tools.actions();
        return new ViewPart("embedding", TEXT.get("view.title"), List.of(method), content, actions);
    }
}
