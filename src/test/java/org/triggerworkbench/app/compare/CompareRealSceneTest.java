package org.triggerworkbench.app.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.RealScene;
import org.triggerworkbench.app.Snapshots;
import org.triggerworkbench.app.compare.confusion.ConfusionCanvas;
import org.triggerworkbench.app.compare.confusion.ConfusionCells;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.EngineService;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.evaluation.Confusion;
import org.triggerworkbench.evaluation.inspection.LayerChange;
import org.triggerworkbench.evaluation.inspection.Saliency;
import org.triggerworkbench.experiment.live.Inspection;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.experiment.open.PromptChoice;

class CompareRealSceneTest {
    private static final Path SNAPSHOTS = Path.of("target/snapshots");

    private static RealScene real;
    private static Workbench workbench;
    private static CompareModel model;
    private static Theme theme;
    private static Scene scene;

    @BeforeAll
    static void open() {
        real = new RealScene(64);
        workbench = real.workbench();
        theme = Fx.call(Theme::new);
        model = Fx.call(() -> new CompareModel(workbench));
        scene = Fx.call(() -> {
            workbench.cleanPrompt().set(real.frame(6, 0.3, 1));
            workbench.backdooredPrompt().set(real.frame(8, 1.5, 2));
            workbench.promptChoice().set(PromptChoice.BACKDOORED);
            BackgroundTasks works = new BackgroundTasks(Platform::runLater);
            TwoModels models = new TwoModels(workbench, new EngineService(works, workbench, Platform::runLater), works);
            Region part = new CompareView(model, models, theme, () -> {}).part().content();
            part.getStyleClass().add("tw-panel");
            return Fx.scene(part, 432, 540, theme, false);
        });
        real.answered();
    }

    @AfterAll
    static void close() {
        real.close();
    }

    private static void ticked(CompareSection section, String what, BooleanSupplier holds) {
        Fx.run(() -> model.section().set(section));
        real.until(what, model::tick, holds);
    }

    private static void snapshots(String name) {
        if (Snapshots.WANTED) {
            for (Tokens tokens : List.of(Tokens.DARK, Tokens.LIGHT)) {
                Fx.run(() -> theme.tokens().set(tokens));
                Snapshots.take(scene, SNAPSHOTS, "compare-" + name + (tokens.dark() ? "-dark" : ""));
            }
        }
    }

    @Test
    void confusion_countsAsTheAnswerDoes_andAClickChoosesTheCell() {
        ticked(CompareSection.CONFUSION, "confusions", () -> true);
        SheetResult answer = Fx.call(() -> workbench.answer().get());
        assertNotNull(answer);
        int[] labels = workbench.facts().labels();
        int classes = workbench.facts().classes().size();
        ConfusionCells clean = ConfusionCells.clean(classes, labels, answer.metrics());
        ConfusionCells triggered = ConfusionCells.triggered(
                classes, labels, answer.metrics(), answer.question().target());
        assertSame(answer.metrics().clean(), clean);
        assertSame(answer.metrics().triggered(), triggered);

        Map.Entry<ConfusionCells.Cell, List<Integer>> largest = triggered.images().entrySet().stream()
                .max(Map.Entry.comparingByValue(Comparator.comparingInt(List::size)))
                .orElseThrow();
        Fx.run(() -> {
            scene.getRoot().applyCss();
            scene.getRoot().layout();
            ConfusionCanvas canvas = (ConfusionCanvas) scene.lookup("#compare-confusion");
            Point2D at = canvas.localToScene(canvas.middle(new ConfusionCanvas.Picked(true, largest.getKey())));
            fire(canvas, MouseEvent.MOUSE_PRESSED, at);
            fire(canvas, MouseEvent.MOUSE_RELEASED, at);
        });
        assertEquals(
                Set.copyOf(largest.getValue()),
                Fx.call(() -> workbench.selection().chosen().get()));
        assertTrue(largest.getValue()
                .contains(Fx.call(() -> workbench.selection().primary().get())));
        snapshots("confusion");
        Fx.run(() -> workbench.selection().clear());
        real.answered();
    }

    private static void assertSame(Confusion expected, ConfusionCells found) {
        int classes = expected.classes();
        IntStream.range(0, classes).forEach(row -> IntStream.range(0, classes)
                .forEach(column -> assertEquals(
                        expected.counts()[row][column],
                        found.at(new ConfusionCells.Cell(row, column)).size())));
    }

    private static void fire(Node node, EventType<MouseEvent> type, Point2D at) {
        node.fireEvent(new MouseEvent(
                type,
                at.getX(),
                at.getY(),
                at.getX(),
                at.getY(),
                MouseButton.PRIMARY,
                1,
                false,
                false,
                false,
                false,
                true,
                false,
                false,
                false,
                true,
                true,
                null));
    }

    @Test
    void pictures_showBothSides_andWhereTheModelLooks() {
        Fx.run(() -> model.saliencyShown().set(true));
        ticked(CompareSection.PICTURES, "saliency", () -> model.maps().value().get() != null);
        SidePair pair = Fx.call(() -> model.pair().value().get());
        List<Inspection.Maps> maps = Fx.call(() -> model.maps().value().get());
        assertNotNull(pair);
        assertNotNull(maps);
        assertEquals(
                List.of(ComparedSide.Kind.WITH, ComparedSide.Kind.WITHOUT),
                pair.sides().stream().map(ComparedSide::kind).toList());
        assertInstanceOf(Saliency.Method.Rollout.class, maps.getFirst().method());
        snapshots("saliency");
        Fx.run(() -> model.saliencyShown().set(false));
        snapshots("pictures");
    }

    @Test
    void activations_areFinite_andEveryLayersIsThere() {
        ticked(
                CompareSection.ACTIVATIONS,
                "layers",
                () -> model.layers().value().get() != null);
        List<LayerChange> layers = Fx.call(() -> model.layers().value().get());
        assertNotNull(layers);
        assertFalse(layers.isEmpty());
        assertTrue(layers.stream().allMatch(layer -> Double.isFinite(layer.relativeChange())));
        assertTrue(layers.getLast().relativeChange() > 0);
        snapshots("activations");
    }

    @Test
    void table_measuresTheControlOnTheSameImages() {
        Fx.run(() -> workbench.pinned().set(workbench.answer().get()));
        ticked(
                CompareSection.TABLE,
                "control and similarity",
                () -> model.control().metrics() != null && model.pinned().similarity() != null);
        MeasureColumn now = Fx.call(model::now);
        MeasureColumn control = Fx.call(model::control);
        assertNotNull(now.metrics());
        assertNotNull(now.similarity());
        assertNotNull(control.metrics());
        assertEquals(64, control.metrics().cleanAccuracy().n());
        assertEquals(
                now.metrics().attackSuccess().n(),
                control.metrics().attackSuccess().n());
        assertEquals(64 * 64, now.similarity().pixels());
        snapshots("table");
        Fx.run(() -> workbench.pinned().set(null));
    }
}
