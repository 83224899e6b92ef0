package org.triggerworkbench.app.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.app.paint.document.PaintBench;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.ExperimentFile;
import org.triggerworkbench.experiment.live.LiveRequest;
import org.triggerworkbench.experiment.open.ExperimentTrigger;
import org.triggerworkbench.experiment.scenario.Scenario;
import org.triggerworkbench.experiment.scenario.Scenarios;
import org.triggerworkbench.method.Method;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.figure.Points;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.TriggerCrop;

/** A scene's form is filled with how the scene was made, so that Play with nothing changed makes it again. */
class SceneRecipeTest {
    private static OpenWorkbench open;

    @TempDir
    Path home;

    @BeforeAll
    static void openWorkbench() {
        open = OpenWorkbench.open(16);
    }

    @AfterAll
    static void close() {
        open.close();
    }

    /** A recipe's own batch is part of what it makes. */
    @Test
    void chosenBatch_fillsTheFormWhereThereIsNoRecipe() {
        TrainingModel model = open.model(new EngineMachine(open.room), home);
        int[] chosen = {48};
        model.setup().setBatch(() -> chosen[0]);
        Scenario made = show("patch-on-a-sign");
        assertEquals(
                ExperimentFile.read(made.recipeFile()).training().batch(),
                model.setup().settings().whole(RunSettings.BATCH));
        show("clean-model");
        assertEquals(48, model.setup().settings().whole(RunSettings.BATCH));
        chosen[0] = 0;
        show("patch-on-a-sign");
        show("clean-model");
        assertNotEquals(48, model.setup().settings().whole(RunSettings.BATCH), "the method's own again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"backdoored-prompt", "patch-on-a-sign", "blended-image", "optimised-patch"})
    void play_withNothingChanged_isTheSceneAsItWasMade(String id) {
        TrainingModel model = watched();
        Scenario scenario = show(id);
        Experiment recipe = ExperimentFile.read(scenario.recipeFile());
        Experiment plan = model.plan().experiment();
        assertEquals(recipe.job().method(), plan.job().method());
        assertEquals(recipe.job().values(), plan.job().values());
        assertEquals(recipe.seed(), plan.seed());
        assertEquals(recipe.data(), plan.data());
        assertEquals(trained(recipe), trained(plan));
        if (id.equals("backdoored-prompt")) {
            assertEquals(recipe.prompt().width(), plan.prompt().width());
        }
        assertEquals(recipe.model().source(), plan.model().source());
        assertEquals(recipe.model().size(), plan.model().size());
        Trigger start = Objects.requireNonNull(ExperimentTrigger.of(
                recipe,
                open.workbench.facts().input().width(),
                open.workbench.facts().input().height()));
        assertTrue(TriggerCrop.same(
                start,
                Objects.requireNonNull(model.plan().trained()),
                open.workbench.facts().input().width(),
                open.workbench.facts().input().height()));
        assertEquals(
                scenario.target(),
                open.workbench.facts().classes().get(model.plan().target()));
    }

    /** To the end, so that the four of them take the better part of an hour; {@code -Dworkbench.groups=scenes}. */
    @Tag("scenes")
    @ParameterizedTest
    @ValueSource(strings = {"optimised-patch", "patch-on-a-sign", "blended-image", "backdoored-prompt"})
    void play_withNothingChanged_endsNearTheCard(String id) {
        TrainingModel model = watched();
        Scenario scenario = show(id);
        model.play();
        open.until("the end of " + id, () -> !model.run().state().get().isActive(), model::tick, 3 * 3600);
        assertEquals("", model.run().failure().get());
        RunResult.Attacked made =
                assertInstanceOf(RunResult.Attacked.class, model.run().result().get());
        Scenario.Expected card = scenario.large();
        String told = id + ": made " + made + ", card " + card;
        System.out.println(told);
        assertEquals(card.cleanAccuracy().value(), made.accuracy().value(), 0.03, told);
        assertEquals(card.attackSuccess().value(), made.success().value(), 0.05, told);
        assertEquals(card.control().value(), made.control().value(), 0.05, told);
    }

    /** What a quick run is for; the seconds until it is seen are told, not judged. */
    @Tag("scenes")
    @Test
    void quickRun_partsTheCurves() {
        TrainingModel model = watched();
        show("backdoored-prompt");
        model.quick().set(true);
        long start = System.nanoTime();
        model.play();
        open.until("the curves part", () -> gap(model.run().curves().get()) > 0.3, model::tick, 300);
        System.out.printf("the curves of a quick run part after %.1f s%n", (System.nanoTime() - start) / 1e9);
        model.reset();
    }

    /** Between the last points of the attack's success and of the control's. */
    private static double gap(RunCurves curves) {
        return last(curves.rates().points(RunCurves.SUCCESS))
                - last(curves.rates().points(RunCurves.CONTROL));
    }

    private static double last(Points points) {
        return points.size() == 0 ? Double.NaN : points.ys()[points.size() - 1];
    }

    @Test
    void attackOnAModel_canStartFromTheOpenOne() {
        TrainingModel model = open.model(new EngineMachine(open.room), home);
        show("patch-on-a-sign");
        Object other = "the open model";
        model.setup().settings().set(RunSettings.BEGINNING, other, null);
        assertTrue(model.plan().experiment().model().source().endsWith("backdoored-model.safetensors"));
        model.setup().settings().reset(RunSettings.BEGINNING);
        assertEquals(Experiment.Model.NEW, model.plan().experiment().model().source());
    }

    @Test
    void otherScene_hasAFormOfItsOwn_otherImagesKeepIt() {
        TrainingModel model = open.model(new EngineMachine(open.room), home);
        show("patch-on-a-sign");
        assertEquals("badnets", model.setup().method().get().id());
        model.setup().settings().set(RunSettings.EPOCHS, 2.0, null);
        LiveRequest other = open.workbench.facts().request().withSheet(16, 99);
        show(other);
        assertEquals(2, model.setup().settings().whole(RunSettings.EPOCHS));
        show("backdoored-prompt");
        assertEquals("badvisualprompt", model.setup().method().get().id());
        assertEquals(4, model.setup().settings().whole(RunSettings.EPOCHS));
        show("patch-on-a-sign");
        assertEquals(6, model.setup().settings().whole(RunSettings.EPOCHS));
    }

    @Test
    void whatIsNotMadeHere_orWithheld_fillsNothing() {
        TrainingModel model = open.model(new EngineMachine(open.room), home);
        for (String id : List.of("clean-model", "find-the-backdoor")) {
            show(id);
            assertNull(open.workbench.facts().recipe(), id);
            assertEquals("", model.setup().hindrance(model.setup().method().get()), id);
        }
    }

    @Test
    void methodThatCannotRun_saysWhy_andIsNotPreselected() {
        TrainingModel model = open.model(new EngineMachine(open.room), home);
        show("find-the-backdoor");
        Method clip = OpenWorkbench.attack("badclip");
        assertTrue(model.setup().hindrance(clip).contains("CLIP"), model.setup().hindrance(clip));
        assertNotEquals("badclip", model.setup().method().get().id());
        Set<String> words = Set.of("trigger.kind", "model.source", ".toml");
        model.setup()
                .methods()
                .forEach(method -> words.forEach(word -> assertTrue(
                        !model.setup().hindrance(method).contains(word),
                        model.setup().hindrance(method))));
    }

    /** A SigLIP has weights and words, but neither are its weights trained here nor does it take learned context. */
    @Test
    void modelThatIsNotTrainedHere_getsNoMethodThatTrainsIt() {
        TrainingModel model = open.model(new EngineMachine(open.room), home);
        show("patch-on-a-sign");
        show(new LiveRequest("signs", "src/test/resources/parity/siglip", null, "road-signs", "stop"));
        for (String id : List.of("neuba", "neuba-text", "badclip", "badnets")) {
            String why = model.setup().hindrance(OpenWorkbench.attack(id));
            assertTrue(why.contains("trains the model's weights"), id + ": " + why);
        }
        String context = model.setup().hindrance(OpenWorkbench.attack("trigger-aware-prompt"));
        assertTrue(context.contains("before the words of each class"), context);
        assertTrue(
                model.setup().method().get().needs().stream()
                        .noneMatch(need -> need == Need.TRAINABLE_MODEL || need == Need.LEARNED_CONTEXT),
                model.setup().method().get().id());
    }

    /** A network without words, of which nobody knows how it was made, as its trigger is painted, opened and replaced. */
    @Test
    void attackOnAModel_isThatOfTheTrigger_untilSomebodyChooses() {
        TrainingModel model = open.model(new EngineMachine(open.room), home);
        open.workbench.show(new PaintBench(null).workbench.facts(), null);
        int side = PaintBench.SIDE;
        open.workbench.trigger().set(new Trigger.Blend(side, side, new float[3 * side * side], 0.2f));
        assertEquals("blended", model.setup().method().get().id());
        open.workbench.trigger().set(PaintBench.checker(1, 1));
        assertEquals("badnets", model.setup().method().get().id());
        open.workbench.trigger().set(new Trigger.Sinusoid(0.1f, 6));
        assertEquals("sig", model.setup().method().get().id());
        open.workbench.show(new PaintBench(PaintBench.checker(1, 1)).workbench.facts(), null);
        assertEquals("badnets", model.setup().method().get().id());
        model.setup().choose(OpenWorkbench.attack("neuba"));
        open.workbench.trigger().set(new Trigger.Blend(side, side, new float[3 * side * side], 0.2f));
        assertEquals("neuba", model.setup().method().get().id(), "it was chosen");
    }

    /** As a view has it: it asks for the forms whenever it hears of another method or scene. */
    private TrainingModel watched() {
        TrainingModel model = open.model(new EngineMachine(open.room), home);
        Runnable look = () -> {
            model.setup().form();
            model.setup().settings();
        };
        look.run();
        model.setup().method().subscribe(look);
        model.setup().subject().subscribe(look);
        return model;
    }

    private static List<Object> trained(Experiment experiment) {
        Experiment.Training training = experiment.training();
        return List.of(
                training.epochs(),
                training.batch(),
                training.optimizer(),
                training.learningRate(),
                training.schedule(),
                training.warmup(),
                training.momentum(),
                training.weightDecay());
    }

    private static Scenario show(String id) {
        Scenario scenario = Scenarios.all().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
        show(LiveRequest.of(scenario));
        open.workbench.promptChoice().set(scenario.start());
        return scenario;
    }

    private static void show(LiveRequest request) {
        boolean[] shown = {false};
        open.room.open(request, () -> shown[0] = true);
        open.until("the scene is open", () -> shown[0], () -> {});
    }
}
