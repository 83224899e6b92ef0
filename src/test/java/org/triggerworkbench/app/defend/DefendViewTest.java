package org.triggerworkbench.app.defend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
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
import java.util.concurrent.CountDownLatch;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.LookCheck;
import org.triggerworkbench.app.NoDialogs;
import org.triggerworkbench.app.defend.figures.GalleryPane;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.training.OpenWorkbench;
import org.triggerworkbench.app.training.RunMachine;
import org.triggerworkbench.app.training.RunModel;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.live.LiveRequest;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.open.PromptChoice;
import org.triggerworkbench.method.Finding;
import org.triggerworkbench.method.FoundTrigger;
import org.triggerworkbench.method.InputScores;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.training.MetricEvent;
import org.triggerworkbench.training.Phase;

/** The view over made-up findings of each kind, in both themes and all sizes, and what its buttons do. */
class DefendViewTest {
    private static final Phase PHASE = Phase.only("inversion-1", Phase.Part.METHOD);
    private static OpenWorkbench open;

    @TempDir
    Path home;

    private final List<FoundTrigger> painted = new ArrayList<>();
    private int besides;

    @BeforeAll
    static void openWorkbench() {
        open = OpenWorkbench.open(16);
    }

    @AfterAll
    static void close() {
        open.close();
    }

    private record Shows(DefendModel model, DefendView view, Region root, Theme theme, Scene scene) {}

    private Shows show(RunMachine machine, RunMachine clean) {
        RunModel second = open.run(clean, home);
        return Fx.call(() -> {
            DefendModel model = new DefendModel(
                    open.workbench, open.room, open.works, open.run(machine, home), second, new DefendModel.Hooks() {
                        @Override
                        public void paint(FoundTrigger found) {
                            painted.add(found);
                        }

                        @Override
                        public void beside() {
                            besides++;
                        }
                    });
            Theme theme = new Theme();
            DefendView view = new DefendView(model, theme, open.works, new NoDialogs());
            StackPane root = Ui.styled(new StackPane(view.part().content()), "tw-panel");
            return new Shows(model, view, root, theme, Fx.scene(root, 1440, 820, theme, false));
        });
    }

    /** Tells a finding and writes a result, as a run does. */
    private static RunMachine finds(Finding finding, String golden) {
        return (folder, _, _, shown) -> {
            shown.onTrained();
            shown.onFound(finding);
            write(folder, golden);
            return true;
        };
    }

    private static void write(RunFolder folder, String golden) {
        try (InputStream in = Objects.requireNonNull(
                DefendViewTest.class.getResourceAsStream("/org/triggerworkbench/experiment/run/" + golden))) {
            folder.writeResult(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> classes() {
        return open.workbench.facts().classes();
    }

    private static void choose(Shows shows, String id) {
        Fx.run(() -> shows.model()
                .training()
                .setup()
                .choose(shows.model().training().setup().methods().stream()
                        .filter(known -> known.id().equals(id))
                        .findFirst()
                        .orElseThrow()));
    }

    private static void until(Shows shows, String what, java.util.function.BooleanSupplier holds) {
        Fx.until(what, () -> {
            open.drain();
            open.workbench.tick();
            shows.view().tick();
            return holds.getAsBoolean();
        });
    }

    private static void play(Shows shows) {
        Fx.run(shows.model()::play);
        until(shows, "a finding", () -> shows.model().suspected().get() != null);
    }

    private static Node find(Shows shows, String id) {
        return Fx.call(() -> {
            lay(shows, 1440, 820);
            return shows.scene().lookup("#" + id);
        });
    }

    private static String text(Shows shows, String id) {
        Node label = find(shows, id);
        assertNotNull(label, id);
        return Fx.call(() -> ((Label) label).getText());
    }

    private static void press(Shows shows, String id) {
        Node button = find(shows, id);
        assertNotNull(button, id);
        Fx.run(((Button) button)::fire);
    }

    private static void lay(Shows shows, double width, double height) {
        for (int i = 0; i < 3; i++) {
            shows.root().resize(width, height);
            shows.root().applyCss();
            shows.root().layout();
        }
    }

    /** Pictures at the window's three sizes less what is around, in both themes, and nothing wrong with their look. */
    private static void pictures(Shows shows, String name) {
        List<String> faults = new ArrayList<>();
        for (boolean dark : List.of(false, true)) {
            for (int[] size : new int[][] {{1000, 593}, {1440, 793}, {1920, 973}}) {
                String file = "defend-%s-%s-%d.png".formatted(name, dark ? "dark" : "light", size[0]);
                Fx.run(() -> {
                    if (shows.theme().tokens().get().dark() != dark) {
                        shows.theme().toggle();
                    }
                    shows.view().tick();
                    lay(shows, size[0], size[1]);
                    LookCheck.faults(shows.root()).forEach(fault -> faults.add(file + " " + fault));
                });
                Fx.picture(shows.scene(), Path.of("target/snapshots", file));
            }
        }
        assertEquals(List.of(), faults);
    }

    @Test
    void nothingYet_saysWhatComesWhere() {
        Shows shows = show((_, _, _, _) -> false, (_, _, _, _) -> false);
        choose(shows, "neural-cleanse");
        assertTrue(text(shows, "defend-empty").startsWith("Press Play: Neural Cleanse"));
        assertTrue(text(shows, "defend-given").contains("500 clean training images"));
        Fx.run(() -> {
            TextField budget = (TextField) shows.scene().lookup("#field-budget");
            budget.setText("200");
            budget.fireEvent(new javafx.event.ActionEvent());
        });
        assertTrue(text(shows, "defend-given").contains("200 clean training images"));
        assertEquals(
                200,
                ((Experiment.Defense) Fx.call(shows.model().training()::plan)
                                .experiment()
                                .job())
                        .budget());
        Fx.run(open.workbench.undo()::undo);
        pictures(shows, "empty");
    }

    @Test
    void detection_isJudged_andTheTruthIsToldOnDemand() {
        Shows shows = show(
                finds(Findings.detection(classes(), true), "golden-detection.json"),
                finds(Findings.detection(classes(), false), "golden-detection.json"));
        choose(shows, "neural-cleanse");
        play(shows);
        assertEquals("Backdoored", text(shows, "defend-verdict"));
        assertEquals(classes().get(5) + ", anomaly index 8.53 (threshold 2.00)", text(shows, "defend-reason"));
        assertNull(find(shows, "defend-judged"));
        pictures(shows, "detection");
        press(shows, "defend-reveal");
        assertEquals("It names " + classes().get(5) + ", the true target.", text(shows, "defend-judged"));
        assertTrue(text(shows, "defend-works").contains("912 of 937"));
        pictures(shows, "detection-revealed");
        press(shows, "defend-paint");
        assertEquals(1, painted.size());
        assertEquals(5, painted.getFirst().label());
        choose(shows, "planted-detection");
        choose(shows, "neural-cleanse");
    }

    /** A class may be more suspicious than the target that is flagged too. */
    @Test
    void trueTargetsTrigger_isShownOnceItIsNoSecret() {
        Shows shows = show(finds(Findings.twoFlagged(classes()), "golden-detection.json"), (_, _, _, _) -> false);
        choose(shows, "neural-cleanse");
        play(shows);
        assertTrue(text(shows, "defend-works").contains("700 of 937"), "the most suspicious one");
        press(shows, "defend-reveal");
        assertTrue(text(shows, "defend-works").contains("912 of 937"), "that of the true target");
        press(shows, "defend-paint");
        assertEquals(5, painted.getLast().label());
    }

    @Test
    void cleanCounterpart_standsBeside() {
        Shows shows = show(
                finds(Findings.detection(classes(), true), "golden-detection.json"),
                finds(Findings.detection(classes(), false), "golden-detection.json"));
        choose(shows, "neural-cleanse");
        play(shows);
        Fx.run(shows.model()::compare);
        until(
                shows,
                "an answer",
                () -> shows.model().cleared().get() != null
                        || !shows.model().comparable().get());
        // The bundled model is the clean one itself: there is nothing to hold it against.
        assertFalse(shows.model().comparable().get());
        assertTrue(text(shows, "defend-comparison").startsWith("No clean counterpart"));
    }

    @Test
    void scores_areJudgedAtTheirThreshold() {
        Shows shows = show(finds(Findings.scores(), "golden-scores.json"), (_, _, _, _) -> false);
        choose(shows, "planted-filter");
        play(shows);
        assertTrue(text(shows, "defend-verdict").endsWith("caught"));
        assertNull(find(shows, "defend-reveal"));
        pictures(shows, "scores");
    }

    @Test
    void withheldTrigger_isNotGivenAwayByWhatAFilterShows() {
        LiveRequest usual = open.workbench.facts().request();
        opened(usual.withTrigger(Path.of("assets/scenarios/clean-model/trigger.safetensors"), null)
                .withheld(true));
        InputScores told = Findings.scores()
                .with(List.of(
                        new Figure.Gallery("A triggered input", List.of(new Picture(1, 1, new byte[3])), List.of(""))));
        Shows shows = show(finds(told, "golden-scores.json"), (_, _, _, _) -> false);
        choose(shows, "planted-filter");
        play(shows);
        assertEquals(0, galleries(shows));
        press(shows, "defend-reveal");
        assertEquals(1, galleries(shows));
        assertNull(find(shows, "defend-reveal"));
        play(shows);
        assertFalse(shows.model().secret().get(), "a secret that was told stays told");
        // Another scene of the same model and data is another scene.
        opened(usual);
        assertNull(shows.model().suspected().get());
        assertFalse(shows.model().revealed().get());
    }

    private static long galleries(Shows shows) {
        return Fx.call(() -> {
            lay(shows, 1440, 820);
            return shows.scene().lookup("#defend-figures").lookupAll("*").stream()
                    .filter(node ->
                            node instanceof GalleryPane && node.getParent().isVisible())
                    .filter(node -> ((GalleryPane) node).getBoundsInParent().getHeight() > 0)
                    .filter(node -> node.getParent().isManaged())
                    .count();
        });
    }

    private static void opened(LiveRequest request) {
        boolean[] shown = {false};
        open.room.open(request, () -> shown[0] = true);
        Fx.until("another scene", () -> {
            open.drain();
            return shown[0];
        });
        open.workbench.trigger().set(request.withheld() ? null : OpenWorkbench.corner());
    }

    @Test
    void verdict_saysWhereItIsNotOfWhatIsOpen_andEndsWithTheNextRun() {
        Shows shows = show(
                finds(Findings.detection(classes(), true), "golden-detection.json"),
                finds(Findings.detection(classes(), false), "golden-detection.json"));
        choose(shows, "neural-cleanse");
        play(shows);
        assertNull(find(shows, "defend-stale"));
        PromptLayout layout = PromptLayout.of(
                new PromptShape.Frame(4),
                PromptLayout.Mode.ADD,
                open.workbench.facts().input());
        Fx.run(() -> open.workbench.edit("a prompt", now -> {
            now.cleanPrompt = new PromptState(layout, HostTensor.of(new float[3 * 64 * 64], 3, 64, 64), null, 0);
            now.promptChoice = PromptChoice.CLEAN;
        }));
        assertTrue(text(shows, "defend-stale").startsWith("This is the verdict on road-signs-clip, not"));
        Fx.run(open.workbench.undo()::undo);
        assertNull(find(shows, "defend-stale"));
        Fx.run(() -> shows.model().clean().start(shows.model().training().plan(), false));
        until(shows, "the counterpart's verdict", () -> shows.model().cleared().get() != null);
        play(shows);
        assertNull(shows.model().cleared().get());
    }

    @Test
    void repair_standsBesidePlainFineTuning_andGoesBesideTheOpenOne() {
        Shows shows = show(
                (folder, control, listeners, shown) -> {
                    Phase plain = Phase.only("plain-fine-tuning", Phase.Part.CONTROL);
                    Phase repaired = Phase.only("repaired", Phase.Part.METHOD);
                    for (Phase phase : List.of(plain, repaired)) {
                        for (int step = 1; step <= 320; step++) {
                            double loss = 0.2 + Math.exp(-step / 60.0);
                            listeners
                                    .getFirst()
                                    .onEvent(new MetricEvent.Step(
                                            phase,
                                            step,
                                            320,
                                            1,
                                            Map.of("total", loss, "clean", loss),
                                            0.1,
                                            1240,
                                            612L << 20));
                        }
                    }
                    shown.onShown(repaired, 320, new Shown.Weights(Map.of()));
                    return finds(Findings.repair(), "golden-repair.json").run(folder, control, listeners, shown);
                },
                (_, _, _, _) -> false);
        choose(shows, "planted-repair");
        play(shows);
        assertEquals("98.2% \u2192 1.8%", text(shows, "defend-verdict"));
        pictures(shows, "repair");
        press(shows, "defend-beside");
        until(shows, "the repaired one beside", () -> besides == 1);
        assertNotNull(open.workbench.pinned().get());
        Fx.run(open.workbench.undo()::undo);
    }

    @Test
    void foundTriggers_formWhileTheyAreLookedFor() {
        CountDownLatch end = new CountDownLatch(1);
        Shows shows = show(
                (_, _, _, shown) -> {
                    shown.onShown(
                            PHASE,
                            10,
                            new Shown.Found(Findings.triggers(classes().size(), 0.4)));
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return false;
                },
                (_, _, _, _) -> false);
        choose(shows, "neural-cleanse");
        Fx.run(shows.model()::play);
        until(shows, "triggers that form", () -> !shows.model().forming().isEmpty());
        Fx.run(shows.view()::tick);
        pictures(shows, "forming");
        assertTrue(
                find(shows, "defend.cancel") == null || !shows.model().forming().isEmpty());
        end.countDown();
        Fx.run(shows.model()::cancel);
        Fx.run(shows.view()::tick);
        assertTrue(shows.model().forming().isEmpty());
    }

    @Test
    void failure_isTold() {
        Shows shows = show(
                (_, _, _, _) -> {
                    throw new InputException("There are only 300 clean images left; ask for fewer.");
                },
                (_, _, _, _) -> false);
        choose(shows, "neural-cleanse");
        Fx.run(shows.model()::play);
        until(shows, "the failure", () -> shows.model().training().run().state().get() == RunModel.State.FAILED);
        assertEquals("There are only 300 clean images left; ask for fewer.", text(shows, "defend-failure"));
        pictures(shows, "failed");
    }
}
