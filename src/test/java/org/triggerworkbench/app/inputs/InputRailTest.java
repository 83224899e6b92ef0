package org.triggerworkbench.app.inputs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.controlsfx.control.SegmentedButton;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.app.FakeFacts;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.files.FileActions;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.experiment.live.ModelState;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.experiment.open.PromptChoice;
import org.triggerworkbench.text.Messages;

class InputRailTest {
    private static final String REMARK =
            "Pictures left out: 12 AVIF, 3 GIF. Only pictures that lie directly in the folder of a class are read.";

    private final Workbench workbench = Fx.call(Workbench::new);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void picturesThatWereLeftOut_areToldUnderTheData(boolean dark) {
        Scene scene = scene(List.of(REMARK), dark);
        Fx.run(() -> {
            Label remarks = (Label) scene.lookup("#data-remarks");
            assertEquals(REMARK, remarks.getText());
            assertTrue(remarks.isVisible());
        });
        Fx.picture(scene, Path.of("target/snapshots/inputs/remarks-" + (dark ? "dark" : "light") + ".png"));
    }

    @Test
    void nothingLeftOut_takesNoRoom() {
        Scene scene = scene(List.of(), false);
        Fx.run(() -> assertFalse(scene.lookup("#data-remarks").isManaged()));
    }

    /** What a run trained is not what was opened, though it has its name. */
    @Test
    void weightsOfARun_areToldUnderTheModel() {
        Scene scene = scene(List.of(), false);
        Label weights = Fx.call(() -> (Label) scene.lookup("#model-weights"));
        Fx.run(() -> assertFalse(weights.isManaged()));
        Fx.run(() -> workbench.modelState().set(new ModelState(Map.of(), 1200)));
        Fx.run(() -> assertEquals("Weights from a run, step 1,200", weights.getText()));
        Fx.run(() -> workbench.modelState().set(null));
        Fx.run(() -> assertFalse(weights.isManaged()));
    }

    @Test
    void promptSwitch_cutsNoWordsWhereThereIsRoom() {
        Scene scene = scene(List.of(), false);
        for (PromptChoice taken : PromptChoice.values()) {
            Fx.run(() -> {
                workbench.promptChoice().set(taken);
                scene.getRoot().applyCss();
                scene.getRoot().layout();
                ((SegmentedButton) scene.lookup("#prompt-choice"))
                        .getButtons()
                        .forEach(button -> assertFalse(button.isTextTruncated(), button.getText()));
            });
        }
    }

    /** In another language the words may be longer by two fifths. */
    @Test
    void promptSwitch_withLongerWords_staysInTheRail() {
        System.setProperty("workbench.pseudo", "true");
        Scene scene;
        try {
            scene = scene(List.of(), false);
        } finally {
            System.clearProperty("workbench.pseudo");
        }
        Fx.picture(scene, Path.of("target/snapshots/inputs/longer-words.png"));
        Fx.run(() -> {
            SegmentedButton choice = (SegmentedButton) scene.lookup("#prompt-choice");
            for (ToggleButton button : choice.getButtons()) {
                double right = button.localToScene(button.getLayoutBounds()).getMaxX();
                assertTrue(right <= scene.getWidth() - 12, button.getText() + " reaches to " + right);
                if (button.isTextTruncated()) {
                    assertEquals(button.getText(), button.getTooltip().getText());
                }
            }
        });
    }

    private Scene scene(List<String> remarks, boolean dark) {
        return Fx.call(() -> {
            Messages text = Messages.of(FileActions.class);
            Action open = Action.of(text, "file.openExperiment", Action.Menu.FILE, "fth-folder", "", () -> {});
            InputRail rail = new InputRail(workbench, open, open, open, new VBox());
            workbench.show(with(remarks), null);
            return Fx.scene(Ui.styled(new StackPane(rail), "tw-panel"), 256, 560, new Theme(), dark);
        });
    }

    private static SubjectFacts with(List<String> remarks) {
        SubjectFacts facts = FakeFacts.scene(List.of("stop", "yield"), 4);
        return new SubjectFacts(
                facts.request(),
                facts.modelName(),
                facts.architecture(),
                facts.weights(),
                facts.context(),
                facts.trainable(),
                facts.zeroShot(),
                facts.input(),
                facts.dataName(),
                facts.available(),
                facts.classes(),
                facts.ids(),
                facts.labels(),
                facts.pixels(),
                facts.target(),
                facts.cleanPrompt(),
                facts.backdooredPrompt(),
                facts.trigger(),
                facts.spaces(),
                facts.template(),
                facts.recipe(),
                remarks);
    }
}
