package org.triggerworkbench.app.inputs;

import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.Icons;
import org.triggerworkbench.app.shared.PixelImage;
import org.triggerworkbench.app.shared.Segmented;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.data.Sample;
import org.triggerworkbench.experiment.live.ModelState;
import org.triggerworkbench.experiment.live.Pixels;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.experiment.open.PromptChoice;
import org.triggerworkbench.prompt.PromptPicture;
import org.triggerworkbench.prompt.PromptShape;
import org.triggerworkbench.text.Messages;

/** What is open, from the model to the trigger. */
public final class InputRail extends VBox {
    private static final Messages TEXT = Messages.of(InputRail.class);
    private static final double THUMB = 56;

    private final Workbench workbench;
    private final Label model = Ui.wrapped(new Label());
    private final Label modelFacts = Ui.wrapped(Ui.secondary(""));
    private final Label modelWeights = Ui.wrapped(new Label());
    private final Label promptName = Ui.wrapped(new Label());
    private final StackPane promptPicture = new StackPane();
    private final Label words = Ui.wrapped(Ui.secondary(""));
    private final Label data = Ui.wrapped(new Label());
    private final Label dataFacts = Ui.wrapped(Ui.secondary(""));
    private final Label dataRemarks = Ui.wrapped(new Label());

    /**
     * @param openModel opens another model
     * @param openPrompt opens another prompt
     * @param openData opens other images
     * @param trigger the section of the trigger
     */
    public InputRail(Workbench workbench, Action openModel, Action openPrompt, Action openData, Region trigger) {
        this.workbench = workbench;
        Segmented<PromptChoice> choice = new Segmented<>(
                        List.of(PromptChoice.values()),
                        workbench.promptChoice(),
                        value -> TEXT.get("prompt." + value.name().toLowerCase(Locale.ROOT)))
                .shrinking();
        choice.setId("prompt-choice");
        promptPicture.setMinSize(THUMB, THUMB);
        modelWeights.setId("model-weights");
        modelWeights.visibleProperty().bind(modelWeights.textProperty().isNotEmpty());
        modelWeights.managedProperty().bind(modelWeights.visibleProperty());
        dataRemarks.setId("data-remarks");
        dataRemarks.setGraphic(Icons.of("fth-alert-triangle"));
        dataRemarks.visibleProperty().bind(dataRemarks.textProperty().isNotEmpty());
        dataRemarks.managedProperty().bind(dataRemarks.visibleProperty());
        HBox prompt = new HBox(8, promptPicture, promptName);
        prompt.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(promptName, Priority.ALWAYS);
        getChildren()
                .addAll(
                        section("model.title", openModel, model, modelFacts, modelWeights),
                        section("prompt.title", openPrompt, prompt, choice, words),
                        section("data.title", openData, data, dataFacts, dataRemarks),
                        trigger);
        workbench.scene().subscribe(this::open);
        workbench.bench().map(bench -> bench.prompt(bench.promptChoice())).subscribe(this::showPrompt);
        workbench.modelState().subscribe(this::showWeights);
        workbench.wording().subscribe(this::showWords);
        workbench.bench().subscribe(bench -> choice.offer(bench::offers));
    }

    private static VBox section(String title, Action open, Region... content) {
        Button link = Ui.styled(Ui.button(open), "tw-link");
        link.setText(TEXT.get("open"));
        link.setMinWidth(USE_PREF_SIZE);
        HBox head = new HBox(Ui.heading(TEXT.get(title)), Ui.spring(), link);
        head.setAlignment(Pos.CENTER_LEFT);
        VBox section = Ui.styled(new VBox(head), "tw-section");
        section.getChildren().addAll(content);
        return section;
    }

    private void open(@Nullable SubjectFacts facts) {
        if (facts == null) {
            return;
        }
        model.setText(facts.modelName());
        modelFacts.setText(TEXT.get(
                facts.zeroShot() ? "model.imageText" : "model.classifier",
                facts.architecture(),
                facts.input().width(),
                facts.input().height(),
                String.format(Locale.ROOT, "%.1f", facts.weights() / 1e6)));
        Sample.Split split = facts.request().reading().split();
        data.setText(
                split == Sample.Split.TEST
                        ? facts.dataName()
                        : TEXT.get("data.split." + split.name().toLowerCase(Locale.ROOT), facts.dataName()));
        dataFacts.setText(TEXT.get("data.facts", facts.classes().size(), facts.labels().length));
        dataRemarks.setText(String.join("\n", facts.remarks()));
        showWords();
    }

    private void showWords() {
        SubjectFacts facts = workbench.scene().get();
        words.setText(
                facts == null || facts.template().isEmpty()
                        ? TEXT.get("words.none")
                        : workbench.wording().get() != null
                                ? TEXT.get("words.edited")
                                : TEXT.get("words.template", facts.template()));
    }

    private void showWeights(@Nullable ModelState trained) {
        modelWeights.setText(trained == null ? "" : TEXT.get("model.trained", Format.whole(trained.step())));
    }

    private void showPrompt(@Nullable PromptState prompt) {
        promptPicture.getChildren().clear();
        if (prompt == null) {
            promptName.setText(TEXT.get("prompt.off"));
            Region grey = Ui.styled(new Region(), "tw-soft-box");
            promptPicture.getChildren().add(grey);
            return;
        }
        String shape = prompt.layout().shape() instanceof PromptShape.Frame(int width)
                ? TEXT.get("prompt.frame", width)
                : TEXT.get("prompt.patch");
        promptName.setText(
                prompt.step() > 0 ? TEXT.get("prompt.step", shape, prompt.step()) : TEXT.get("prompt.file", shape));
        int[] pixels =
                Pixels.argb(PromptPicture.of(prompt.layout(), prompt.values().floats()));
        promptPicture
                .getChildren()
                .add(PixelImage.of(prompt.layout().width(), prompt.layout().height(), pixels)
                        .view(THUMB));
    }
}
