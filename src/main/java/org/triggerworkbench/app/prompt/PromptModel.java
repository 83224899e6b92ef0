package org.triggerworkbench.app.prompt;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.Edit;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.experiment.live.LiveLoop;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.experiment.open.PromptChoice;
import org.triggerworkbench.prompt.NearestWords;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * The prompts of the scene as they are edited: two visual ones and the words. Every edit is one step of the workbench's undo.
 * Window thread only.
 */
public final class PromptModel {
    private static final Messages TEXT = Messages.of(PromptModel.class);
    private static final int NEAR = 3;

    private final Workbench workbench;
    private final BackgroundTasks works;
    private final WordsModel words;
    private final ObjectProperty<Part> part = new SimpleObjectProperty<>(Part.VISUAL);
    private final ObjectProperty<PromptChoice> slot = new SimpleObjectProperty<>(PromptChoice.BACKDOORED);
    private final Map<PromptChoice, ReadOnlyObjectWrapper<@Nullable EditedPrompt>> edited =
            new EnumMap<>(PromptChoice.class);
    private final ReadOnlyObjectWrapper<List<List<NearestWords.Near>>> context = new ReadOnlyObjectWrapper<>(List.of());

    /** The parts of the view, one shown at a time. */
    public enum Part {
        VISUAL,
        TEXT,
        CONTEXT
    }

    public PromptModel(Workbench workbench, BackgroundTasks works) {
        this(workbench, works, System::nanoTime);
    }

    PromptModel(Workbench workbench, BackgroundTasks works, LongSupplier clock) {
        this.workbench = workbench;
        this.works = works;
        this.words = new WordsModel(workbench, clock);
        for (PromptChoice each : PromptChoice.PROMPTS) {
            edited.put(each, new ReadOnlyObjectWrapper<>());
        }
        workbench.cleanPrompt().subscribe(now -> follow(PromptChoice.CLEAN, now));
        workbench.backdooredPrompt().subscribe(now -> follow(PromptChoice.BACKDOORED, now));
        workbench.scene().subscribe(_ -> {
            context.set(List.of());
            PromptChoice shown = workbench.promptChoice().get();
            slot.set(shown == PromptChoice.CLEAN ? shown : PromptChoice.BACKDOORED);
        });
    }

    /** What others put in, a training or the start of a scene, is at strength 1. */
    private void follow(PromptChoice each, @Nullable PromptState now) {
        EditedPrompt known = wrapper(each).get();
        if (known == null || !known.shown().equals(now)) {
            wrapper(each).set(now == null ? null : EditedPrompt.of(now));
        }
    }

    private ReadOnlyObjectWrapper<@Nullable EditedPrompt> wrapper(PromptChoice of) {
        return Objects.requireNonNull(edited.get(of));
    }

    /** A prompt as edited; null where none is open. */
    ReadOnlyObjectProperty<@Nullable EditedPrompt> prompt(PromptChoice of) {
        return wrapper(of).getReadOnlyProperty();
    }

    /** Multiplies the values of the prompt in front, 0 to 2. */
    void strength(double value, Object gesture) {
        EditedPrompt now = wrapper(slot.get()).get();
        if (now != null && now.strength() != value) {
            apply(TEXT.get("edit.strength"), slot.get(), now.at(value), gesture);
        }
    }

    /**
     * Gives the prompt in front another shape; where there is none, makes one of zeros.
     *
     * @throws InputException if the shape does not fit on the picture
     */
    void shape(PromptShape shape, Object gesture) {
        EditedPrompt now = wrapper(slot.get()).get();
        if (now == null) {
            create(shape);
        } else if (!now.base().layout().shape().equals(shape)) {
            apply(TEXT.get("edit.shape"), slot.get(), now.in(shape), gesture);
        }
    }

    /**
     * Puts a prompt of zeros in front, the start of a training.
     *
     * @throws InputException if the shape does not fit on the picture
     */
    void create(PromptShape shape) {
        SubjectFacts facts = workbench.scene().get();
        if (facts != null) {
            apply(
                    TEXT.get("edit.new"),
                    slot.get(),
                    EditedPrompt.zeros(PromptLayout.of(shape, PromptLayout.Mode.ADD, facts.input())),
                    null);
        }
    }

    /** Reads a visual prompt into the slot in front and shows the model through it. */
    public void open(Path file) {
        SubjectFacts facts = workbench.scene().get();
        PromptChoice into = slot.get();
        if (facts == null) {
            return;
        }
        works.start(
                new BackgroundTask(TEXT.get("work.open", file.getFileName()), null),
                () -> Objects.requireNonNull(PromptState.read(file, facts.input())),
                workbench.onScene(read -> apply(TEXT.get("edit.open"), into, EditedPrompt.of(read), null)));
    }

    /** Writes the prompt in front as it is shown, at its strength. */
    public void save(Path file) {
        EditedPrompt now = wrapper(slot.get()).get();
        if (now != null) {
            PromptState state = now.shown();
            works.start(
                    new BackgroundTask(TEXT.get("work.save", file.getFileName()), null),
                    () -> {
                        PromptFiles.write(file, state.saved());
                        return file;
                    },
                    works::saved);
        }
    }

    /** Reads a text prompt in place of the words. */
    public void openWords(Path file) {
        if (!words.isThere()) {
            return;
        }
        works.start(
                new BackgroundTask(TEXT.get("work.open", file.getFileName()), null),
                () -> PromptFiles.readText(file),
                workbench.onScene(read -> {
                    try {
                        words.open(read);
                    } catch (InputException e) {
                        works.fail(e);
                    }
                }));
    }

    /** Writes the words as they stand. */
    public void saveWords(Path file) {
        SubjectFacts facts = workbench.scene().get();
        if (facts == null || !words.isThere()) {
            return;
        }
        TextPromptEdit now = words.words().get();
        works.start(
                new BackgroundTask(TEXT.get("work.save", file.getFileName()), null),
                () -> {
                    PromptFiles.write(file, now.prompt(facts.classes()));
                    return file;
                },
                works::saved);
    }

    /** Reads a learned context and shows it as the words nearest to its vectors. */
    public void openContext(Path file) {
        LiveLoop loop = workbench.loop();
        if (loop == null) {
            return;
        }
        int target = workbench.target().get();
        part.set(Part.CONTEXT);
        works.start(
                new BackgroundTask(TEXT.get("work.open", file.getFileName()), null),
                () -> loop.submit(responder -> responder.nearestWords(file, target, NEAR))
                        .join(),
                workbench.onScene(context::set));
    }

    private void apply(String label, PromptChoice into, EditedPrompt next, @Nullable Object gesture) {
        EditedPrompt before = wrapper(into).get();
        PromptChoice choice = workbench.promptChoice().get();
        // A strength changed while the prompt is off stays off; a prompt just opened or made is shown.
        PromptChoice after = gesture == null ? into : choice;
        workbench.undo().apply(new Edit(label, () -> put(into, before, choice), () -> put(into, next, after), gesture));
    }

    private void put(PromptChoice into, @Nullable EditedPrompt prompt, PromptChoice choice) {
        wrapper(into).set(prompt);
        workbench.change(now -> {
            now.prompt(into, prompt == null ? null : prompt.shown());
            now.promptChoice = choice;
        });
    }

    /** Hands on what was typed; the window's timer calls this. */
    public void tick() {
        words.tick();
    }

    WordsModel words() {
        return words;
    }

    Workbench workbench() {
        return workbench;
    }

    ObservableValue<@Nullable SubjectFacts> scene() {
        return workbench.scene();
    }

    /** Words nearest to each vector of the learned context; empty where none is open. */
    ReadOnlyObjectProperty<List<List<NearestWords.Near>>> context() {
        return context.getReadOnlyProperty();
    }

    /** The part in front. */
    public ObjectProperty<Part> part() {
        return part;
    }

    /** The prompt that is edited, opened into and saved. */
    public ObjectProperty<PromptChoice> slot() {
        return slot;
    }
}
