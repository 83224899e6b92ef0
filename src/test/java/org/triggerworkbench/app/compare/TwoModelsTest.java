package org.triggerworkbench.app.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.prefs.Preferences;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.LookCheck;
import org.triggerworkbench.app.Snapshots;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.app.shell.FakeDialogs;
import org.triggerworkbench.app.shell.TestWindows;
import org.triggerworkbench.app.shell.WorkbenchWindow;
import org.triggerworkbench.app.state.Settings;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.scenario.Scenario;
import org.triggerworkbench.experiment.scenario.Scenarios;

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

    @Test
    @Order(4)
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
    @Order(5)
    void modelOfAnotherKind_isToldInOneSentence_andChangesNothing() {
        String before = Fx.call(() -> window.workbench().facts().modelName());
        DIALOGS.choose(Path.of("assets/models/road-signs-clip").toAbsolutePath());
        Fx.run(() -> window.actions().named("compare.second.file").fire());
        Fx.until("the sentence", () -> !window.works().lastError().get().isEmpty());
        String told = Fx.call(() -> window.works().lastError().get());
        assertTrue(told.contains("side by side must see the same pictures"), told);
        assertEquals(before, Fx.call(() -> window.workbench().facts().modelName()));
    }

    private static void snapshots(String name) {
        for (Tokens tokens : List.of(Tokens.LIGHT, Tokens.DARK)) {
            for (int[] size : new int[][] {{1440, 900}, {1000, 700}}) {
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
