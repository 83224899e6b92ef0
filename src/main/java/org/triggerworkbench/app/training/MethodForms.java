package org.triggerworkbench.app.training;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.UndoStack;
import org.triggerworkbench.app.training.form.FormModel;
import org.triggerworkbench.defense.Defense;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.live.Recipe;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.method.Card;
import org.triggerworkbench.method.Method;

/**
 * The forms of all methods for what is open: filled with how that was made where it was by that method, and kept while another
 * method is looked at.
 */
final class MethodForms {
    /** Two means with half the weight show a clear backdoor within a few seconds on a small model. */
    private static final Map<String, Object> QUICK = Map.of("weighting", "two-mean", "lambda", 0.5);

    private final UndoStack undo;
    private final Map<String, Object> usual;
    private final FormModel defender;
    private final Map<String, FormModel> forms = new HashMap<>();
    private final Map<String, FormModel> settings = new HashMap<>();
    private @Nullable SubjectFacts subject;
    private IntSupplier batch = () -> 0;

    /** @param usual values of the training's settings that stand in for the quick ones */
    MethodForms(UndoStack undo, Map<String, Object> usual) {
        this.undo = undo;
        this.usual = Map.copyOf(usual);
        this.defender = new FormModel(RunSettings.given(), undo);
    }

    /** How something was made; null where that is not known. */
    static @Nullable Experiment recipe(SubjectFacts facts) {
        Recipe recipe = facts.recipe();
        return recipe == null ? null : recipe.experiment();
    }

    /** The same, if it was by this method. */
    static @Nullable Experiment recipe(@Nullable SubjectFacts facts, Method method) {
        Experiment recipe = facts == null ? null : recipe(facts);
        return recipe != null && recipe.job().method().equals(method.id()) ? recipe : null;
    }

    /** Begins anew, with how another thing was made. */
    void fillFor(SubjectFacts facts) {
        subject = facts;
        forms.clear();
        settings.clear();
    }

    /** The form of a method's own parameters. */
    FormModel of(Method method) {
        return forms.computeIfAbsent(
                method.id(),
                _ -> new FormModel(FormModel.fields(method.parameters(), Card.of(method), usualOf(method)), undo));
    }

    private Map<String, Object> usualOf(Method method) {
        Experiment recipe = recipe(subject, method);
        return recipe != null
                ? recipe.job().values()
                : method instanceof Defense ? Card.of(method).quick() : QUICK;
    }

    /** The form of what every training has. */
    FormModel settings(Method method) {
        Experiment recipe = recipe(subject, method);
        return settings.computeIfAbsent(
                method.id(),
                _ -> new FormModel(
                        recipe != null
                                ? RunSettings.made(recipe)
                                : method instanceof Defense
                                        ? RunSettings.ofDefence(Card.of(method).training())
                                        : RunSettings.fields(Card.of(method).training(), usual()),
                        undo));
    }

    private Map<String, Object> usual() {
        if (batch.getAsInt() <= 0) {
            return usual;
        }
        Map<String, Object> all = new HashMap<>(usual);
        all.put(RunSettings.BATCH, (double) batch.getAsInt());
        return all;
    }

    /** The form of what a defender is given, the same for all defences: {@link RunSettings#BUDGET}. */
    FormModel defender() {
        return defender;
    }

    /** Sets a method's form to the values for a first look, or to its presets; an edit each. */
    void setQuick(Method method, boolean quick) {
        FormModel form = of(method);
        Object gesture = new Object();
        for (FormModel.Field field : FormModel.fields(
                method.parameters(), Card.of(method), quick ? Card.of(method).quick() : Map.of())) {
            form.set(field.key(), field.usual(), gesture);
        }
    }

    /** Whether a method's form has the values for a first look. */
    boolean isQuick(Method method) {
        FormModel form = of(method);
        return Card.of(method).quick().entrySet().stream().allMatch(entry -> entry.getValue()
                .equals(form.value(entry.getKey()).get()));
    }

    /**
     * Where forms take their batch from, unless what is open has a recipe.
     *
     * @param chosen gives the user's batch; 0 for the method's own
     */
    void setBatch(IntSupplier chosen) {
        batch = chosen;
    }
}
