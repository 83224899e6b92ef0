package org.triggerworkbench.app.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.FakeFacts;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.Snapshots;
import org.triggerworkbench.app.compare.confusion.ConfusionCanvas;
import org.triggerworkbench.app.compare.confusion.ConfusionCells;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.EngineService;
import org.triggerworkbench.experiment.live.SubjectFacts;

/** The view over a thousand classes with long names. */
class CompareViewTest {
    private static final Path SNAPSHOTS = Path.of("target/snapshots");

    private final SubjectFacts facts = FakeFacts.scene(FakeFacts.longNames(1000), 64);
    private final FakeCompare fake = new FakeCompare();
    private final CompareModel model = fake.model();
    private final Scene scene = Fx.call(this::open);

    private Scene open() {
        Theme theme = new Theme();
        BackgroundTasks works = new BackgroundTasks(Platform::runLater);
        TwoModels models =
                new TwoModels(fake.workbench, new EngineService(works, fake.workbench, Platform::runLater), works);
        var part = new CompareView(model, models, theme, () -> {}).part();
        part.content().getStyleClass().add("tw-panel");
        model.section().set(CompareSection.CONFUSION);
        return Fx.scene(part.content(), 432, 540, theme, false);
    }

    private void answer() {
        int[] clean = IntStream.range(0, 64).map(i -> i % 7 == 0 ? 999 - i : i).toArray();
        int[] triggered = IntStream.range(0, 64).map(i -> i % 5 == 0 ? -1 : 0).toArray();
        fake.workbench.show(facts, null);
        fake.answer.set(FakeFacts.answer(facts, FakeFacts.question(1, FakeFacts.WAVE, 9), clean, triggered));
        scene.getRoot().applyCss();
        scene.getRoot().layout();
    }

    private ConfusionCanvas canvas() {
        return (ConfusionCanvas) scene.lookup("#compare-confusion");
    }

    @Test
    void nothingOpen_everySectionSaysWhatGoesThere() {
        for (CompareSection section : CompareSection.values()) {
            Fx.run(() -> model.section().set(section));
            boolean words = Fx.call(() -> {
                scene.getRoot().applyCss();
                scene.getRoot().layout();
                return scene.getRoot().lookupAll(".label").stream()
                        .anyMatch(node -> node instanceof Label label
                                && label.isVisible()
                                && label.getText().matches(".*(appears? here|side by side).*"));
            });
            assertTrue(words, section.name());
            if (Snapshots.WANTED) {
                Snapshots.take(scene, SNAPSHOTS, "compare-empty-" + section);
            }
        }
    }

    @Test
    void aClickNearATinyCell_choosesIt_andASecondCellTakesItsPlace() {
        Fx.run(this::answer);
        ConfusionCells.Cell cell = new ConfusionCells.Cell(14, 999 - 14);
        Fx.run(() -> click(new ConfusionCanvas.Picked(false, cell), 0));
        assertEquals(Set.of(14), Fx.call(() -> fake.selection.chosen().get()));
        assertEquals(14, Fx.call(() -> fake.selection.primary().get()));
        // The column without an answer is the one after the last class.
        Fx.run(() -> click(new ConfusionCanvas.Picked(true, new ConfusionCells.Cell(25, 1000)), -2));
        assertEquals(Set.of(25), Fx.call(() -> fake.selection.chosen().get()));
        if (Snapshots.WANTED) {
            Snapshots.take(scene, SNAPSHOTS, "compare-confusion-1000");
            Fx.run(() -> canvas().window().zoom(40, 0, 0));
            Fx.run(() -> fake.selection.clear());
            Snapshots.take(scene, SNAPSHOTS, "compare-confusion-1000-zoomed");
        }
    }

    @Test
    void arrowsAndEnter_chooseTheCellUnderTheCursor() {
        Fx.run(this::answer);
        Fx.run(() -> {
            press(KeyCode.DOWN);
            press(KeyCode.RIGHT);
            press(KeyCode.ENTER);
        });
        assertEquals(Set.of(1), Fx.call(() -> fake.selection.chosen().get()));
        Fx.run(() -> {
            press(KeyCode.LEFT);
            press(KeyCode.ENTER);
        });
        assertTrue(Fx.call(() -> fake.selection.chosen().get()).isEmpty());
    }

    @Test
    void pictures_tellAChangeByShapeAndWords() {
        Fx.run(() -> {
            answer();
            model.section().set(CompareSection.PICTURES);
            fake.glance.set(FakeFacts.glance(facts, FakeFacts.question(1, FakeFacts.WAVE, 9), 9, 0));
            model.tick();
            fake.glances.getFirst().complete(List.of(fake.glance.get()));
            fake.tick(model, 100);
            scene.getRoot().applyCss();
            scene.getRoot().layout();
        });
        String text = Fx.call(() -> scene.getRoot().lookupAll(".label").stream()
                .map(node -> ((Label) node).getText())
                .filter(label -> label.contains("▲"))
                .findFirst()
                .orElse(""));
        assertEquals("→ ▲", text);
        assertFalse(Fx.call(() -> model.pair().value().get()).sides().isEmpty());
        if (Snapshots.WANTED) {
            Snapshots.take(scene, SNAPSHOTS, "compare-pictures-1000");
        }
    }

    private void click(ConfusionCanvas.Picked picked, double off) {
        ConfusionCanvas canvas = canvas();
        Point2D at = canvas.localToScene(canvas.middle(picked).add(off, 0));
        for (var type : List.of(MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_RELEASED)) {
            canvas.fireEvent(new MouseEvent(
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
    }

    private void press(KeyCode code) {
        canvas().fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    }
}
