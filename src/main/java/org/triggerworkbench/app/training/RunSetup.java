package org.triggerworkbench.app.training;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.Edit;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.app.training.form.FormModel;
import org.triggerworkbench.defense.Defense;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.method.Method;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.Trigger;

/** What the next run is to be: a method that can run on what is open, its forms, its seed. Window thread only. */
public final class RunSetup {
    private static final Messages TEXT = Messages.of(RunSetup.class);

    private final Workbench workbench;
    private final RunModel run;
    private final List<Method> methods;
    private final MethodForms forms;
    private final ReadOnlyObjectWrapper<Method> method;
    private final ReadOnlyObjectWrapper<Long> seed = new ReadOnlyObjectWrapper<>(1L);
    private final ReadOnlyObjectWrapper<@Nullable SubjectFacts> subject = new ReadOnlyObjectWrapper<>();
    private final StringBinding obstacle;
    /** Whether a person has chosen the method, here or as that of a run to go on with. */
    private boolean wanted;

    /**
     * @param run what runs now; while it does the method stays
     * @param methods to choose from, at least one
     * @param usual values of the training's settings that stand in for the quick ones
     */
    RunSetup(Workbench workbench, RunModel run, List<? extends Method> methods, Map<String, Object> usual) {
        this.workbench = workbench;
        this.run = run;
        this.methods = List.copyOf(methods);
        this.forms = new MethodForms(workbench.undo(), usual);
        this.method = new ReadOnlyObjectWrapper<>(FittingMethod.first(this.methods));
        this.obstacle = Bindings.createStringBinding(
                () -> hindrance(method.get()), workbench.scene(), workbench.bench(), method, run.state());
        workbench.scene().subscribe(this::fit);
        workbench.trigger().subscribe(this::refit);
    }

    /** Another scene has forms of its own, filled with how it was made; other images of the same change nothing. */
    private void fit(@Nullable SubjectFacts now) {
        SubjectFacts before = subject.get();
        if (now == null
                || (before != null
                        && now.isSameSubject(before)
                        && Objects.equals(MethodForms.recipe(now), MethodForms.recipe(before)))) {
            return;
        }
        forms.fillFor(now);
        // First: whoever hears of another method asks for its form at once, which is of this scene.
        subject.set(now);
        methods.stream()
                .filter(known -> MethodForms.recipe(now, known) != null)
                .findFirst()
                .ifPresentOrElse(
                        known -> {
                            wanted = false;
                            method.set(known);
                            seed.set(Objects.requireNonNull(MethodForms.recipe(now, known))
                                    .seed());
                        },
                        this::preferFitting);
    }

    private void preferFitting() {
        FittingMethod.of(
                        methods.stream()
                                .filter(known -> hindrance(known).isEmpty())
                                .toList(),
                        method.get(),
                        wanted,
                        workbench.facts(),
                        workbench.trigger().get())
                .ifPresent(method::set);
    }

    /** Nobody having chosen a method, a trigger of another kind may have a better one. */
    private void refit(@Nullable Trigger before, @Nullable Trigger now) {
        SubjectFacts facts = workbench.scene().get();
        if (!Objects.equals(kind(before), kind(now))
                && !wanted
                && facts != null
                && MethodForms.recipe(facts) == null
                && !run.state().get().isActive()) {
            preferFitting();
        }
    }

    private static @Nullable Class<?> kind(@Nullable Trigger trigger) {
        return trigger == null ? null : trigger.getClass();
    }

    /** Changes when the forms are others. */
    public ReadOnlyObjectProperty<@Nullable SubjectFacts> subject() {
        return subject.getReadOnlyProperty();
    }

    private Need.Given atHand(Method asked) {
        SubjectFacts facts = workbench.facts();
        return new Need.Given(
                facts.zeroShot(),
                facts.context(),
                facts.trainable(),
                workbench.prompt() != null,
                asked instanceof Defense
                        ? Truth.of(workbench).trigger()
                        : workbench.trigger().get());
    }

    /** Why a method cannot run on what is open, one sentence; empty where it can. */
    public String hindrance(Method asked) {
        if (workbench.scene().get() == null) {
            return TEXT.get("obstacle.nothing");
        }
        if (asked instanceof Defense && workbench.modelState().get() != null) {
            return TEXT.get("obstacle.weights");
        }
        if (asked instanceof Defense
                && workbench.prompt() != null
                && asked.needs().contains(Need.TRAINABLE_MODEL)) {
            return TEXT.get("obstacle.prompted");
        }
        return Need.unmet(asked.needs(), atHand(asked)).orElse("");
    }

    /** Chooses a method, as an edit. */
    public void choose(Method next) {
        Method old = method.get();
        if (!old.equals(next)) {
            wanted = true;
            workbench.undo().apply(new Edit(TEXT.get("edit.method"), () -> method.set(old), () -> method.set(next)));
        }
    }

    /** Sets the seed of the next run, as an edit. */
    public void setSeed(long next) {
        long old = seed.get();
        if (old != next) {
            workbench.undo().apply(new Edit(TEXT.get("edit.seed"), () -> seed.set(old), () -> seed.set(next)));
        }
    }

    /** All methods to choose from. */
    public List<Method> methods() {
        return methods;
    }

    public ReadOnlyObjectProperty<Method> method() {
        return method.getReadOnlyProperty();
    }

    /** Whether the method chosen is a defence. */
    public ObservableValue<Boolean> isDefence() {
        return method.map(Defense.class::isInstance);
    }

    /** Why nothing can be started, one sentence; empty where it can. */
    public StringBinding obstacle() {
        return obstacle;
    }

    /** The form of the method chosen; its values are kept while another is looked at. */
    public FormModel form() {
        return forms.of(method.get());
    }

    /** Sets the form to the values for a first look, or to the method's presets; an edit each. */
    public void setQuick(boolean quick) {
        forms.setQuick(method.get(), quick);
    }

    /** Whether the form has the values for a first look. */
    public boolean isQuick() {
        return forms.isQuick(method.get());
    }

    /** The form of what a defender is given, the same for all defences: {@link RunSettings#BUDGET}. */
    public FormModel defender() {
        return forms.defender();
    }

    /** The form of what every training has. */
    public FormModel settings() {
        return forms.settings(method.get());
    }

    /**
     * Where forms take their batch from, unless what is open has a recipe.
     *
     * @param chosen gives the user's batch; 0 for the method's own
     */
    public void setBatch(IntSupplier chosen) {
        forms.setBatch(chosen);
    }

    /** Seed of the next run. */
    public ReadOnlyObjectProperty<Long> seed() {
        return seed.getReadOnlyProperty();
    }

    /** Takes the method and the seed of a run that goes on; no edit. */
    void goOn(Experiment experiment) {
        methods.stream()
                .filter(known -> known.id().equals(experiment.job().method()))
                .findFirst()
                .ifPresent(method::set);
        wanted = true;
        seed.set(experiment.seed());
    }
}
