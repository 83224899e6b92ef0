package org.triggerworkbench.app.state;

import java.util.Objects;
import javafx.beans.Observable;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.experiment.PromptChoice;
import org.triggerworkbench.experiment.live.Answer;
import org.triggerworkbench.experiment.live.Glance;
import org.triggerworkbench.experiment.live.LiveLoop;
import org.triggerworkbench.experiment.live.ModelState;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.Question;
import org.triggerworkbench.experiment.live.SceneFacts;
import org.triggerworkbench.experiment.live.Spaces;
import org.triggerworkbench.experiment.live.Wording;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.trigger.Trigger;

/**
 * What is open and what the live answer to it is: the single source of truth of all views. Properties in, answers out; any
 * change of an input asks a new question at once. Used on the window thread only.
 */
public final class Workbench {
    private final ReadOnlyObjectWrapper<@Nullable SceneFacts> scene = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Glance> glance = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Answer> answer = new ReadOnlyObjectWrapper<>();
    private final ObjectProperty<@Nullable Answer> pinned = new SimpleObjectProperty<>();
    private final StringProperty fault = new SimpleStringProperty("");

    private final ObjectProperty<@Nullable Trigger> trigger = new SimpleObjectProperty<>();
    private final ObjectProperty<PromptChoice> promptChoice = new SimpleObjectProperty<>(PromptChoice.NONE);
    private final ObjectProperty<@Nullable PromptState> cleanPrompt = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable PromptState> backdooredPrompt = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable ModelState> modelState = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable Wording> wording = new SimpleObjectProperty<>();
    private final IntegerProperty target = new SimpleIntegerProperty();
    private final StringProperty space = new SimpleStringProperty("");
    private final ObjectProperty<ColourBy> colourBy = new SimpleObjectProperty<>(ColourBy.TRIGGER);
    private final ObservableList<TrayItem> tray = FXCollections.observableArrayList();
    private final Selection selection = new Selection();
    private final UndoStack undo = new UndoStack();

    private @Nullable LiveLoop loop;
    private long stamp;
    private boolean replacing;

    public Workbench() {
        Observable[] inputs = {
            trigger,
            promptChoice,
            cleanPrompt,
            backdooredPrompt,
            modelState,
            wording,
            target,
            space,
            selection.primary()
        };
        for (Observable input : inputs) {
            input.addListener(_ -> ask());
        }
    }

    /** Shows another scene; the one before is closed. Null shows none (the start page). */
    public void show(@Nullable LiveLoop next) {
        LiveLoop before = loop;
        if (before != null) {
            before.close();
        }
        loop = next;
        replacing = true;
        SceneFacts facts = next == null ? null : next.facts();
        undo.clear();
        selection.only(0);
        glance.set(null);
        answer.set(null);
        pinned.set(null);
        fault.set("");
        modelState.set(null);
        wording.set(null);
        trigger.set(facts == null ? null : facts.trigger());
        cleanPrompt.set(facts == null ? null : facts.cleanPrompt());
        backdooredPrompt.set(facts == null ? null : facts.backdooredPrompt());
        promptChoice.set(usualChoice());
        target.set(facts == null ? 0 : facts.target());
        space.set(facts == null ? "" : facts.spaces().getFirst());
        scene.set(facts);
        replacing = false;
        ask();
    }

    private PromptChoice usualChoice() {
        if (backdooredPrompt.get() != null) {
            return PromptChoice.BACKDOORED;
        }
        return cleanPrompt.get() != null ? PromptChoice.CLEAN : PromptChoice.NONE;
    }

    /** Takes what the engine has answered since the last call; the window's timer calls this. */
    public void tick() {
        LiveLoop open = loop;
        if (open == null) {
            return;
        }
        Glance first = open.takeGlance();
        if (first != null) {
            glance.set(first);
        }
        Answer whole = open.takeAnswer();
        if (whole != null) {
            fault.set("");
            answer.set(whole);
        }
        Throwable failed = open.takeFault();
        if (failed != null) {
            fault.set(sentence(failed));
        }
    }

    private static String sentence(Throwable failed) {
        return failed instanceof InputException ours
                ? ours.sentence()
                : failed.getMessage() == null ? failed.toString() : failed.getMessage();
    }

    /** Changes several inputs and asks once. */
    public void change(Runnable changes) {
        replacing = true;
        try {
            changes.run();
        } finally {
            replacing = false;
        }
        ask();
    }

    private void ask() {
        LiveLoop open = loop;
        if (replacing || open == null) {
            return;
        }
        open.ask(question());
    }

    /** The question as it stands now, with a stamp of its own. */
    public Question question() {
        return new Question(
                ++stamp,
                trigger.get(),
                prompt(),
                modelState.get(),
                wording.get(),
                target.get(),
                selection.primary().get(),
                space.get().isEmpty() ? Spaces.LOGITS : space.get());
    }

    /** The prompt chosen, or null for none. */
    public @Nullable PromptState prompt() {
        return switch (promptChoice.get()) {
            case NONE -> null;
            case CLEAN -> cleanPrompt.get();
            case BACKDOORED -> backdooredPrompt.get();
        };
    }

    /** The stamp of the newest question; an answer with it or a later one includes all that was changed until now. */
    public long lastAsked() {
        return stamp;
    }

    /** The loop behind, for other work on the inference thread; null where nothing is open. */
    public @Nullable LiveLoop loop() {
        return loop;
    }

    /** What is open; null on the start page. */
    public ReadOnlyObjectProperty<@Nullable SceneFacts> scene() {
        return scene.getReadOnlyProperty();
    }

    /** What is open, where something surely is. */
    public SceneFacts facts() {
        return Objects.requireNonNull(scene.get(), "nothing is open");
    }

    /** The newest answer for the enlarged image; null until the first. */
    public ReadOnlyObjectProperty<@Nullable Glance> glance() {
        return glance.getReadOnlyProperty();
    }

    /** The newest answer for the sheet; null until the first. */
    public ReadOnlyObjectProperty<@Nullable Answer> answer() {
        return answer.getReadOnlyProperty();
    }

    /** An answer pinned to compare with; null for none. */
    public ObjectProperty<@Nullable Answer> pinned() {
        return pinned;
    }

    /** Why the newest question has no answer; empty where it has. */
    public StringProperty fault() {
        return fault;
    }

    public ObjectProperty<@Nullable Trigger> trigger() {
        return trigger;
    }

    public ObjectProperty<PromptChoice> promptChoice() {
        return promptChoice;
    }

    public ObjectProperty<@Nullable PromptState> cleanPrompt() {
        return cleanPrompt;
    }

    public ObjectProperty<@Nullable PromptState> backdooredPrompt() {
        return backdooredPrompt;
    }

    /** Weights a training published; null for those opened. */
    public ObjectProperty<@Nullable ModelState> modelState() {
        return modelState;
    }

    /** Words a class as edited; null for the data's usual ones. */
    public ObjectProperty<@Nullable Wording> wording() {
        return wording;
    }

    /** The target class. */
    public IntegerProperty target() {
        return target;
    }

    /** The feature space of the embedding, one of the scene's. */
    public StringProperty space() {
        return space;
    }

    public ObjectProperty<ColourBy> colourBy() {
        return colourBy;
    }

    /** Triggers laid aside. */
    public ObservableList<TrayItem> tray() {
        return tray;
    }

    public Selection selection() {
        return selection;
    }

    public UndoStack undo() {
        return undo;
    }
}
