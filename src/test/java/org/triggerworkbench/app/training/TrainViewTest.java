package org.triggerworkbench.app.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.NoDialogs;
import org.triggerworkbench.app.shared.DefinedName;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.ViewPart;
import org.triggerworkbench.attack.Attack;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.method.ShownListener;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.training.MetricEvent;
import org.triggerworkbench.training.MetricListener;
import org.triggerworkbench.training.Phase;
import org.triggerworkbench.training.RunControl;

/** The view over runs that tell a made-up story. */
class TrainViewTest {
    private static final int STEPS = 276;
    private static OpenWorkbench open;

    @TempDir
    Path home;

    @BeforeAll
    static void openWorkbench() {
        open = OpenWorkbench.open(16);
    }

    @AfterEach
    void settle() {
        open.settle();
    }

    @AfterAll
    static void close() {
        open.close();
    }

    private record Shown(TrainingModel model, TrainView view, HBox header, Scene scene) {}

    private Shown show(RunMachine machine, double width, double height, boolean dark) {
        TrainingModel model = open.model(machine, home);
        Theme theme = Fx.call(Theme::new);
        TrainView view = Fx.call(() -> new TrainView(model, theme, open.works, new NoDialogs(), _ -> {}));
        ViewPart part = Fx.call(view::part);
        HBox header = Fx.call(() -> {
            HBox box = new HBox(8, new Label(part.title()));
            box.getChildren().addAll(part.header());
            box.getStyleClass().add("tw-panel-header");
            return box;
        });
        VBox root = Fx.call(() -> {
            VBox box = new VBox(header, part.content());
            VBox.setVgrow(part.content(), javafx.scene.layout.Priority.ALWAYS);
            box.getStyleClass().add("tw-panel");
            return box;
        });
        Scene scene = Fx.scene(root, width, height, theme, dark);
        return new Shown(model, view, header, scene);
    }

    private static void picture(Shown shown, String name) {
        Fx.run(shown.view()::tick);
        Fx.picture(shown.scene(), Path.of("target/snapshots/" + name + ".png"));
    }

    private static Node node(Shown shown, String id) {
        return Fx.call(() -> find(shown.scene().getRoot(), id).orElseThrow());
    }

    /** Ids have dots, which a selector would take for style classes. */
    private static Optional<Node> find(Node from, String id) {
        if (id.equals(from.getId())) {
            return Optional.of(from);
        }
        return from instanceof Parent parent
                ? parent.getChildrenUnmodifiable().stream()
                        .map(child -> find(child, id))
                        .flatMap(Optional::stream)
                        .findFirst()
                : Optional.empty();
    }

    @Test
    void aRunUnderWay_showsItsCurvesAndWhereItStands() {
        CountDownLatch end = new CountDownLatch(1);
        Shown shown = show(story(150, end), 1440, 290, false);
        Fx.run(shown.model()::play);
        until(shown, "150 steps", () -> steps(shown) == 150);
        Fx.run(shown.view()::tick);
        String status = Fx.call(() -> ((Label) node(shown, "run-status")).getText());
        assertTrue(status.matches("attack: step 150 of 276, \\d+ (s|min) left"), status);
        assertEquals("1,240 images/s, memory 612 MB", Fx.call(() -> ((Label) node(shown, "run-gauges")).getText()));
        assertEquals("uses the trigger from when the run started", Fx.call(() -> ((Label) node(shown, "run-note"))
                .getText()));
        assertEquals("Pause", Fx.call(() -> ((Button) node(shown, "train.play")).getText()));
        picture(shown, "train-running-light");
        Fx.run(() -> ((Button) find(shown.header(), "train.why").orElseThrow()).fire());
        assertTrue(Fx.call(() -> node(shown, "why-low").isVisible()));
        picture(shown, "train-why");
        end.countDown();
        Fx.run(shown.model()::reset);
    }

    @Test
    void theOtherSizesAndThemes_areDrawn() {
        CountDownLatch end = new CountDownLatch(1);
        for (boolean dark : List.of(true, false)) {
            Shown shown = show(story(200, end), dark ? 1440 : 1000, dark ? 290 : 258, dark);
            picture(shown, dark ? "train-empty-dark" : "train-empty-narrow");
            Fx.run(shown.model()::play);
            until(shown, "200 steps", () -> steps(shown) == 200);
            picture(shown, dark ? "train-running-dark" : "train-narrow");
            Fx.run(shown.model()::reset);
        }
        end.countDown();
        Shown failed = show(
                (_, _, _, _) -> {
                    throw new InputException(
                            "The training diverged at step 12: its loss is no number any more; lower the learning rate.");
                },
                1000,
                218,
                false);
        Fx.run(failed.model()::play);
        until(failed, "the failure", () -> failed.model().run().state().get() == RunModel.State.FAILED);
        picture(failed, "train-failed");
        assertNotNull(node(failed, "run-failure"));
    }

    @Test
    void form_isMadeFromTheDescription_alsoOfATestsOwnAttack() {
        Shown shown = show((_, _, _, _) -> false, 1000, 500, false);
        @SuppressWarnings("unchecked")
        ComboBox<Attack> attacks = (ComboBox<Attack>) node(shown, "train-attack");
        Attack planted = attacks.getItems().stream()
                .filter(attack -> attack.id().equals("planted"))
                .findFirst()
                .orElseThrow();
        Fx.run(() -> attacks.setValue(planted));
        assertEquals(2.0, shown.model().setup().form().number("depth"));
        TextField depth = (TextField) node(shown, "field-depth");
        Fx.run(() -> {
            depth.setText("3");
            depth.fireEvent(new javafx.event.ActionEvent());
        });
        assertEquals(3.0, shown.model().setup().form().number("depth"));
        Fx.run(() -> {
            depth.setText("7");
            depth.fireEvent(new javafx.event.ActionEvent());
        });
        assertEquals(3.0, shown.model().setup().form().number("depth"));
        picture(shown, "train-planted");
        Fx.run(() -> ((Button) node(shown, "reset-depth")).fire());
        assertEquals(2.0, shown.model().setup().form().number("depth"));
        Fx.run(() -> ((Slider) node(shown, "slider-depth")).setValue(1));
        assertEquals(3.0, shown.model().setup().form().number("depth"));
        Fx.run(() -> open.workbench.undo().undo());
        assertEquals(2.0, shown.model().setup().form().number("depth"));
        assertFalse(Fx.call(() -> node(shown, "reset-depth").isVisible()));
        Fx.run(() -> open.workbench.undo().undo());
        Fx.run(() -> open.workbench.undo().undo());
        Fx.run(() -> open.workbench.undo().undo());
        assertEquals("badvisualprompt", shown.model().setup().method().get().id());
    }

    /** Before any run there is nothing to judge; the sentence that says so is whole where there is little room. */
    @Test
    void whyLow_withoutARun_saysWhatToDo_whole() {
        Shown shown = show((_, _, _, _) -> false, 620, 290, false);
        Fx.run(() -> ((Button) find(shown.header(), "train.why").orElseThrow()).fire());
        Label none = (Label) node(shown, "why-none");
        Fx.run(() -> {
            shown.scene().getRoot().layout();
            assertFalse(none.isTextTruncated());
            Label heading = (Label) node(shown, "why-low").lookup(".tw-heading");
            assertFalse(heading.isTextTruncated(), heading.getText());
        });
    }

    /** The view is 880 pixels wide in a window of 1440, and 630 in one of 1000. */
    @Test
    void result_isTold_withNothingCutOrOverAnother() {
        for (int width : new int[] {630, 880, 1440}) {
            Shown shown = show(
                    (folder, _, _, _) -> {
                        folder.writeResult(golden());
                        return true;
                    },
                    width,
                    340,
                    false);
            Fx.run(shown.model()::play);
            until(shown, "a result", () -> shown.model().run().result().get() != null);
            picture(shown, "train-done-" + width);
            List<String> faults = Fx.call(() -> {
                Node strip = node(shown, "run-strip");
                List<Labeled> words = new ArrayList<>();
                for (String kind : List.of(".label", ".hyperlink", ".button")) {
                    strip.lookupAll(kind).forEach(each -> words.add((Labeled) each));
                }
                assertEquals(13, words.size(), "four figures with name and count, and a button");
                List<String> wrong = new ArrayList<>();
                Bounds room = strip.localToScene(strip.getLayoutBounds());
                for (Labeled one : words) {
                    Bounds place = one.localToScene(one.getLayoutBounds());
                    if (one.isTextTruncated()) {
                        wrong.add("cut: " + one.getText());
                    }
                    if (!room.contains(place.getMinX(), place.getCenterY())
                            || !room.contains(place.getMaxX(), place.getCenterY())) {
                        wrong.add("outside: " + one.getText());
                    }
                    for (Labeled other : words) {
                        Bounds its = other.localToScene(other.getLayoutBounds());
                        if (!one.equals(other)
                                && Math.min(place.getMaxX(), its.getMaxX()) - Math.max(place.getMinX(), its.getMinX())
                                        > 1
                                && Math.min(place.getMaxY(), its.getMaxY()) - Math.max(place.getMinY(), its.getMinY())
                                        > 5) {
                            wrong.add(one.getText() + " over " + other.getText());
                        }
                    }
                }
                return wrong;
            });
            assertEquals(List.of(), faults, "at " + width);
            Fx.run(shown.model()::reset);
        }
    }

    private static String golden() {
        try (InputStream in = Objects.requireNonNull(
                TrainViewTest.class.getResourceAsStream("/org/triggerworkbench/experiment/run/golden-attack.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As behind every measure. */
    @Test
    void figureOfAResult_hasItsDefinitionBehindItsName() {
        Node figure = Fx.call(() -> RunStrip.rate("strip.control", Measure.CONTROL, new Rate(1, 469), "tw-control"));
        Fx.scene(new StackPane(figure), 300, 100, Fx.call(Theme::new), false);
        DefinedName name =
                (DefinedName) figure.lookupAll(".tw-defined").iterator().next();
        assertEquals("control", name.getText());
        assertEquals(Measure.CONTROL.definition(), name.getTooltip().getText());
    }

    private static long steps(Shown shown) {
        RunCurves.Latest latest = shown.model().run().curves().get().latest();
        return latest == null || latest.isControl() ? 0 : latest.step().step();
    }

    private static void until(Shown shown, String what, java.util.function.BooleanSupplier holds) {
        open.until(what, holds, () -> Fx.run(shown.view()::tick));
    }

    /** Two phases as they go, up to a step of the second, then a wait for the end of the test. */
    private static RunMachine story(int until, CountDownLatch end) {
        return (RunFolder folder, RunControl control, List<MetricListener> listeners, ShownListener weights) -> {
            Random random = new Random(7);
            MetricListener listener = listeners.getFirst();
            for (int step = 1; step <= STEPS; step++) {
                double clean = 0.8 + 1.6 * Math.exp(-step / 60.0) + 0.08 * random.nextGaussian();
                tell(listener, "clean-prompt", step, Map.of("total", clean, "clean", clean));
                if (step % 46 == 0) {
                    listener.onEvent(new MetricEvent.Epoch(
                            phase("clean-prompt"),
                            step,
                            step / 46,
                            Map.of("cleanAccuracy", 0.7, "attackSuccessRate", 0.02)));
                }
            }
            for (int step = 1; step <= until; step++) {
                double clean = 0.85 + 1.6 * Math.exp(-step / 60.0) + 0.08 * random.nextGaussian();
                double poisoned = 3.1 * Math.exp(-step / 40.0) + 0.05 * Math.abs(random.nextGaussian());
                tell(
                        listener,
                        "backdoored-prompt",
                        step,
                        Map.of("total", clean + poisoned / 2, "clean", clean, "poisoned", poisoned));
                if (step % 46 == 0) {
                    Map<String, Double> rates = Map.of(
                            "cleanAccuracy",
                            0.72 - 0.2 * Math.exp(-step / 60.0),
                            "attackSuccessRate",
                            0.98 / (1 + Math.exp(-(step - 90) / 20.0)));
                    listener.onEvent(new MetricEvent.Epoch(phase("backdoored-prompt"), step, step / 46, rates));
                }
            }
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return false;
        };
    }

    private static void tell(MetricListener listener, String phase, int step, Map<String, Double> losses) {
        listener.onEvent(new MetricEvent.Step(phase(phase), step, STEPS, 1, losses, 0.1, 1240, 612L << 20));
    }

    private static Phase phase(String name) {
        return Phase.only(name, name.startsWith("clean") ? Phase.Part.CONTROL : Phase.Part.METHOD);
    }
}
