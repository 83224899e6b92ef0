package org.triggerworkbench.app.prompt;

import java.util.List;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.Edit;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.prompt.TextPrompt;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** The text prompt: what is typed becomes the workbench's wording a moment after the last key. Window thread only. */
final class WordsModel {
    private static final Messages TEXT = Messages.of(WordsModel.class);
    private static final TextPromptEdit NONE = new TextPromptEdit("", List.of());
    private static final long PAUSE = 60_000_000;

    private final Workbench workbench;
    private final LongSupplier clock;
    private final ReadOnlyObjectWrapper<TextPromptEdit> words = new ReadOnlyObjectWrapper<>(NONE);
    private final ReadOnlyStringWrapper fault = new ReadOnlyStringWrapper("");
    private TextPromptEdit usual = NONE;
    private boolean dirty;
    private long edited;

    WordsModel(Workbench workbench, LongSupplier clock) {
        this.workbench = workbench;
        this.clock = clock;
        workbench.scene().subscribe(this::open);
        words.addListener((_, _, _) -> {
            dirty = true;
            edited = clock.getAsLong();
        });
    }

    private void open(@Nullable SubjectFacts facts) {
        usual = facts == null || !facts.zeroShot() ? NONE : new TextPromptEdit(facts.template(), facts.classes());
        words.set(usual);
        fault.set("");
        dirty = false;
    }

    /** Whether the open model tells classes by words. */
    boolean isThere() {
        SubjectFacts facts = workbench.scene().get();
        return facts != null && facts.zeroShot();
    }

    ReadOnlyObjectProperty<TextPromptEdit> words() {
        return words.getReadOnlyProperty();
    }

    /** What is wrong with the words; empty where nothing is. The answer is then still that of the last good ones. */
    ReadOnlyStringProperty fault() {
        return fault.getReadOnlyProperty();
    }

    /** @param gesture one for all keys typed in a row */
    void editTemplate(String template, Object gesture) {
        edit(TEXT.get("edit.template"), words.get().withTemplate(template), gesture);
    }

    /** @param gesture one for all keys typed in a row */
    void editName(int number, String name, Object gesture) {
        edit(TEXT.get("edit.words"), words.get().withName(number, name), gesture);
    }

    /** Takes the words of a file. */
    void open(TextPrompt prompt) {
        edit(
                TEXT.get("edit.openWords"),
                TextPromptEdit.of(prompt, workbench.facts().classes()),
                null);
    }

    /** Back to the data's words. */
    void reset() {
        edit(TEXT.get("edit.reset"), usual, null);
        // Words that came with a session are not those shown here.
        workbench.wording().set(null);
    }

    private void edit(String label, TextPromptEdit next, @Nullable Object gesture) {
        TextPromptEdit before = words.get();
        if (!next.equals(before)) {
            workbench.undo().apply(new Edit(label, () -> words.set(before), () -> words.set(next), gesture));
        }
    }

    /** Hands on what was typed, once the typing pauses; the window's timer calls this. */
    void tick() {
        if (!dirty || clock.getAsLong() - edited < PAUSE) {
            return;
        }
        dirty = false;
        TextPromptEdit now = words.get();
        int empty = now.names().stream().map(String::strip).toList().indexOf("");
        if (empty >= 0) {
            fault.set(TEXT.get("words.empty", workbench.facts().classes().get(empty)));
            return;
        }
        try {
            workbench.wording().set(now.equals(usual) ? null : now.wording());
            fault.set("");
        } catch (InputException e) {
            fault.set(e.sentence());
        }
    }
}
