package org.triggerworkbench.app.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.prefs.Preferences;
import java.util.regex.Pattern;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.LookCheck;
import org.triggerworkbench.app.Snapshots;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.app.shell.FakeDialogs;
import org.triggerworkbench.app.shell.TestWindows;
import org.triggerworkbench.app.shell.WorkbenchWindow;
import org.triggerworkbench.app.state.EngineService;
import org.triggerworkbench.app.state.Settings;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.live.InferenceRequest;
import org.triggerworkbench.experiment.live.ModelState;
import org.triggerworkbench.experiment.scenario.Scenario;
import org.triggerworkbench.experiment.scenario.Scenarios;
import org.triggerworkbench.trigger.Trigger;

/** Two real models in the window: the model with a backdoor, and the one trained alike without poison. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoModelsTest {
    private static final Path SNAPSHOTS = Path.of("target/snapshots");
    private static final FakeDialogs DIALOGS = new FakeDialogs();
    private static WorkbenchWindow window;

    @BeforeAll
    static void open() {
        window = Fx.call(() -> TestWindows.of(
                new Settings(Preferences.userRoot().node("org/triggerworkbench/test-two-models")), DIALOGS));
        Fx.until("the scenes to be read", () -> window.works().running().isEmpty());
        Scenario scene = Scenarios.all().stream()
                .filter(each -> each.id().equals("patch-on-a-sign"))
                .findFirst()
                .orElseThrow();
        Fx.run(() -> {
            window.begin();
            window.open(scene);
        });
        Fx.until("an answer", () -> window.workbench().answer().get() != null);
        Fx.until("all work to end", () -> window.works().running().isEmpty());
        Fx.run(() -> {
            window.showView("compare");
            // Panels have their views in the scene from then on.
            window.layout(1440, 900);
            window.actions().named("compare.second.clean").fire();
        });
        Fx.until(
                "both answers",
                () -> label("models-success-B") != null
                        && !text("models-success-B").isEmpty());
    }

    @AfterAll
    static void close() throws InterruptedException {
        Fx.call(window::end).join();
    }

    /** Without a stage nobody lays out; what scrolls has its content from then on. */
    private static Label label(String id) {
        window.layout(1440, 900);
        return (Label) window.scene().lookup("#" + id);
    }

    private static String text(String id) {
        return Objects.requireNonNull(label(id), id).getText();
    }

    private static RadioButton filter(String word) {
        return (RadioButton) window.scene().lookup("#models-filter-" + word);
    }

    private static int count(String word) {
        return Integer.parseInt(Fx.call(() -> filter(word).getText()).replaceAll(".* ", ""));
    }

    private static Rate success() {
        return Fx.call(() -> Objects.requireNonNull(window.workbench().answer().get())
                .metrics()
                .attackSuccess());
    }

    @Test
    @Order(1)
    void onlyTheModelWithTheBackdoorIsFooled() {
        Rate a = success();
        assertEquals(a.hits(), count("only-a") + count("both"));
        assertEquals(a.n(), count("only-a") + count("only-b") + count("both") + count("neither"));
        assertTrue(count("only-a") > a.n() / 2, "the backdoor is A's alone");
        snapshots("pictures");
        Fx.run(() -> button("maximise-embedding").fire());
        snapshots("maximised");
        Fx.run(() -> button("maximise-embedding").fire());
    }

    @Test
    @Order(2)
    void filter_choosesTheImagesEverywhere_andGivesWayToAChoiceByHand() {
        int wanted = count("only-a");
        Fx.run(() -> filter("only-a").fire());
        Set<Integer> chosen =
                Fx.call(() -> Set.copyOf(window.workbench().selection().chosen().get()));
        assertEquals(wanted, chosen.size());
        assertTrue(chosen.contains(
                Fx.call(() -> window.workbench().selection().primary().get())));
        Fx.run(() -> window.workbench().selection().choose(List.of(1, 2)));
        assertTrue(Fx.call(() -> filter("all").isSelected()));
        assertEquals(
                Set.of(1, 2),
                Fx.call(() -> Set.copyOf(window.workbench().selection().chosen().get())));
        Fx.run(() -> filter("only-a").fire());
        Fx.run(() -> filter("all").fire());
        assertTrue(Fx.call(() -> window.workbench().selection().chosen().get().isEmpty()));
    }

    @Test
    @Order(3)
    void confusionAndMeasures_ofBoth() {
        Fx.run(() -> part(1));
        snapshots("confusion");
        Fx.run(() -> part(2));
        Fx.until("the measures", () -> label("models-attack-success-A") != null);
        assertFalse(text("models-attack-success-A").equals(text("models-attack-success-B")));
        snapshots("measures");
        Fx.run(() -> part(0));
    }

    private static void part(int place) {
        ((ToggleButton) window.scene()
                        .getRoot()
                        .lookupAll("#models-part .toggle-button")
                        .toArray()[place])
                .fire();
    }

    /** There and back: the roles change, the figures stay with their model, nothing is opened anew. */
    @Test
    @Order(4)
    void swap_makesBTheOpenModel_withTheSameTriggerAndImages() {
        String a = text("models-success-A");
        String b = text("models-success-B");
        Trigger trigger = Fx.call(() -> window.workbench().trigger().get());
        List<String> ids = Fx.call(() -> window.workbench().facts().ids());
        String title = Fx.call(() -> window.workbench().facts().request().title());
        Fx.run(() -> button("models-swap").fire());
        assertEquals(trigger, Fx.call(() -> window.workbench().trigger().get()));
        untilSuccess(b, a);
        assertEquals(0, count("only-a"));
        assertTrue(count("only-b") > 30);
        assertEquals(ids, Fx.call(() -> window.workbench().facts().ids()));
        assertEquals(
                "Clean model",
                Fx.call(() -> window.workbench().facts().request().title()));
        assertEquals(
                b,
                Fx.call(() -> Format.percent(
                        Objects.requireNonNull(window.workbench().answer().get())
                                .metrics()
                                .attackSuccess())));
        Fx.run(() -> button("models-swap").fire());
        untilSuccess(a, b);
        assertEquals(title, Fx.call(() -> window.workbench().facts().request().title()));
    }

    /** What B answered once, A answers now: the weights and the prompt change places. */
    @Test
    @Order(6)
    void swap_withAPinnedAnswer_showsTheModelAsItWasSeen() {
        InferenceRequest now = Fx.call(() -> window.workbench().question());
        Map.Entry<String, HostTensor> first = Fx.call(
                        () -> Objects.requireNonNull(window.workbench().loop())
                                .submit(responder ->
                                        responder.scene().model().parameters().toHost()))
                .join()
                .entrySet()
                .stream()
                .filter(each ->
                        each.getKey().endsWith("linear.weight") || each.getKey().endsWith("fc.weight"))
                .findFirst()
                .orElseThrow();
        HostTensor zero = HostTensor.of(
                new float[(int) HostTensor.elements(first.getValue().shape())],
                first.getValue().shape());
        ModelState broken = new ModelState(Map.of(first.getKey(), zero), 77);
        Fx.run(() -> {
            window.workbench().pinned().set(window.workbench().answer().get());
            window.actions().named("compare.second.pinned").fire();
            window.workbench().modelState().set(broken);
        });
        String whole = Format.percent(success());
        Fx.until(
                "the broken model",
                () -> label("models-success-A") != null
                        && !text("models-success-A").equals(whole)
                        && text("models-success-B").equals(whole));
        String spoilt = text("models-success-A");
        assertTrue(text("models-name-A").endsWith(", weights from a run"), text("models-name-A"));
        assertFalse(text("models-name-B").contains("run"), text("models-name-B"));
        Fx.run(() -> button("models-swap").fire());
        untilSuccess(whole, spoilt);
        assertNull(Fx.call(() -> window.workbench().modelState().get()));
        assertEquals(now.trigger(), Fx.call(() -> window.workbench().question().trigger()));
        Fx.run(() -> button("models-swap").fire());
        untilSuccess(spoilt, whole);
        assertEquals(broken, Fx.call(() -> window.workbench().modelState().get()));
        Fx.run(() -> window.workbench().modelState().set(null));
    }

    private static void untilSuccess(String a, String b) {
        Fx.until(
                "A " + a + ", B " + b,
                () -> label("models-success-A") != null
                        && label("models-success-B") != null
                        && window.scene().lookup("#models-filter-all").isVisible()
                        && text("models-success-A").equals(a)
                        && text("models-success-B").equals(b));
    }

    private static Button button(String id) {
        return (Button) window.scene().lookup("#" + id);
    }

    @Test
    @Order(2)
    void resemblance_isHighOnCleanImages_andLowOnTriggeredOnes() {
        String agreement = Fx.call(() -> text("models-agreement"));
        String cka = Fx.call(() -> text("models-cka"));
        double[] same = numbers(agreement.replaceAll("\\([^)]*\\)", ""));
        double[] alike = numbers(cka.substring(cka.indexOf(':')));
        assertTrue(same[0] > 90 && same[1] < 50, agreement);
        assertTrue(alike[0] > alike[1] && alike[0] <= 1, cka);
    }

    private static double[] numbers(String text) {
        return Pattern.compile("\\d+(\\.\\d+)?")
                .matcher(text)
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group()))
                .toArray();
    }

    @Test
    @Order(2)
    void anotherDevice_opensBThereToo_andBothAnswerAlike() {
        String before = Fx.call(() -> text("models-success-B"));
        EngineService.Engine one = window.engine().opened().join();
        List<EngineService.Chosen> told = new ArrayList<>();
        // Another number of threads stands for another device.
        int threads = one.compute().threads() == 1 ? 2 : 1;
        Fx.run(() -> window.engine().use(ComputeDevice.CPU, threads, told::add));
        Fx.until("the other device", () -> !told.isEmpty());
        assertTrue(told.getFirst().done(), told.getFirst().sentence());
        Fx.until("both answers", () -> {
            window.tick();
            Label again = label("models-success-B");
            return again != null && again.getText().equals(before);
        });
        Fx.until("the engine before to be closed", () -> one.compute().liveTensors() == 0);
    }

    @Test
    @Order(2)
    void strip_picksImagesByMouseAndKeyboard() {
        Fx.run(() -> {
            window.layout(1440, 900);
            Node strip = window.scene().lookup("#models-strip");
            Point2D second = strip.localToScene(50, 10);
            strip.fireEvent(new MouseEvent(
                    MouseEvent.MOUSE_CLICKED,
                    second.getX(),
                    second.getY(),
                    0,
                    0,
                    MouseButton.PRIMARY,
                    1,
                    false,
                    false,
                    false,
                    false,
                    true,
                    false,
                    false,
                    true,
                    false,
                    true,
                    null));
            assertEquals(1, window.workbench().selection().primary().get());
            strip.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.RIGHT, false, false, false, false));
            assertEquals(2, window.workbench().selection().primary().get());
            strip.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.END, false, false, false, false));
            assertEquals(63, window.workbench().selection().primary().get());
            window.workbench().selection().primary().set(0);
        });
        Fx.until("the answer", () -> !window.workbench().pending().get());
    }

    @Test
    @Order(5)
    void pinnedModel_isTheSameModel_soBothAnswerAlike() {
        Fx.run(() -> {
            window.workbench().pinned().set(window.workbench().answer().get());
            window.actions().named("compare.second.pinned").fire();
        });
        Fx.until(
                "both answers",
                () -> filter("only-a") != null
                        && label("models-success-A") != null
                        && label("models-success-B") != null
                        && text("models-success-B").equals(text("models-success-A")));
        assertEquals(0, count("only-a"));
        assertEquals(0, count("only-b"));
    }

    @Test
    @Order(7)
    void modelOfAnotherKind_isToldInOneSentence_andChangesNothing() {
        String before = Fx.call(() -> window.workbench().facts().modelName());
        DIALOGS.choose(Path.of("assets/models/road-signs-clip").toAbsolutePath());
        Fx.run(() -> window.actions().named("compare.second.file").fire());
        Fx.until("the sentence", () -> !window.works().lastError().get().isEmpty());
        String told = Fx.call(() -> window.works().lastError().get());
        assertTrue(told.contains("side by side must see the same pictures"), told);
        assertEquals(before, Fx.call(() -> window.workbench().facts().modelName()));
    }

    /** Section by section, before and after the first answer: no figure, picture or name of the scene before. */
    @Test
    @Order(8)
    void anotherScene_showsNothingOfTheOneBefore() {
        Fx.run(() -> {
            window.workbench().pinned().set(window.workbench().answer().get());
            window.actions().named("compare.second.pinned").fire();
        });
        for (CompareSection section : CompareSection.values()) {
            Fx.run(() -> window.actions()
                    .named("compare." + section.name().toLowerCase(Locale.ROOT))
                    .fire());
            window.layout(1440, 900);
        }
        Fx.until("figures of both models", () -> !figures().isEmpty());
        Scenario other = Scenarios.all().stream()
                .filter(each -> each.id().equals("clean-model"))
                .findFirst()
                .orElseThrow();
        Fx.run(() -> window.open(other));
        // Asked in the same call, so that no answer of the new scene can be there yet.
        Fx.until("the other scene, and no figure of the one before", () -> {
            if (!window.workbench().facts().request().title().equals(other.title())) {
                return false;
            }
            if (window.workbench().answer().get() == null) {
                for (CompareSection section : CompareSection.values()) {
                    window.actions()
                            .named("compare." + section.name().toLowerCase(Locale.ROOT))
                            .fire();
                    window.layout(1440, 900);
                    assertEquals(List.of(), figures(), section.name());
                }
            }
            return true;
        });
        Fx.run(() -> window.actions().named("compare.models").fire());
        Fx.until("an answer", () -> window.workbench().answer().get() != null);
        assertEquals(List.of(), Fx.call(TwoModelsTest::figures), "there is no B in the new scene");
    }

    /** Percentages that Compare shows. */
    private static List<String> figures() {
        window.layout(1440, 900);
        return window.scene().lookup("#compare").lookupAll(".label").stream()
                .filter(TwoModelsTest::isShown)
                .map(node -> ((Label) node).getText())
                .filter(text -> text != null && text.matches(".*\\d%.*|.*\\d sd|\\d\\.\\d\\d\\d"))
                .toList();
    }

    private static boolean isShown(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return node instanceof Label;
    }

    private static void snapshots(String name) {
        for (Tokens tokens : List.of(Tokens.LIGHT, Tokens.DARK)) {
            for (int[] size : new int[][] {{1440, 900}, {1000, 700}, {1920, 1080}}) {
                Fx.run(() -> {
                    window.theme().tokens().set(tokens);
                    window.layout(size[0], size[1]);
                });
                String picture = "two-models-%s-%s-%dx%d.png"
                        .formatted(name, tokens.dark() ? "dark" : "light", size[0], size[1]);
                assertEquals(
                        List.of(), Fx.call(() -> LookCheck.faults(window.scene().getRoot())), picture);
                if (Snapshots.WANTED) {
                    Fx.picture(window.scene(), SNAPSHOTS.resolve(picture));
                }
            }
        }
    }
}
