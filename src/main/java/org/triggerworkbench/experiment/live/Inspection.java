package org.triggerworkbench.experiment.live;

import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.evaluation.EditedImages;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.MeanSimilarity;
import org.triggerworkbench.evaluation.inspection.ActivationChange;
import org.triggerworkbench.evaluation.inspection.LayerChange;
import org.triggerworkbench.evaluation.inspection.Saliency;
import org.triggerworkbench.evaluation.inspection.SaliencyMap;
import org.triggerworkbench.experiment.open.Subject;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.text.AllowedBecause;
import org.triggerworkbench.trigger.Stamper;
import org.triggerworkbench.trigger.Trigger;

/**
 * A closer look at the model of a question, seen through its prompt: where it looks, what its layers do, how visible the
 * trigger is. On the inference thread; made by {@link Responder#inspect}.
 */
@AllowedBecause("a closer look at the live loop joins trigger, prompt and model of different floors")
public final class Inspection implements AutoCloseable {
    private static final int BATCH = 16;

    private final LiveSubject scene;
    private final Classifier model;
    private final @Nullable Stamper stamper;
    private final BiFunction<Saliency, Classifier, Saliency.Method> method;

    /**
     * Saliency of one image, clean and triggered.
     *
     * @param method the maps were made by; where it is none, there are no maps
     * @param clean null without a map
     * @param triggered null without a map or without a trigger
     */
    public record Maps(
            Saliency.Method method,
            @Nullable SaliencyMap clean,
            @Nullable SaliencyMap triggered) {}

    Inspection(
            LiveSubject scene,
            Classifier model,
            @Nullable Trigger trigger,
            BiFunction<Saliency, Classifier, Saliency.Method> method) {
        this.scene = scene;
        this.model = model;
        this.method = method;
        this.stamper = trigger == null
                ? null
                : new Stamper(
                        scene.compute(),
                        trigger,
                        scene.sheet().height(),
                        scene.sheet().width());
    }

    /** The model with prompt, weights and words of the question. */
    public Classifier model() {
        return model;
    }

    /** The whole sheet, untriggered. */
    public EditedImages clean() {
        return EditedImages.all(scene.sheet(), ImageEdit.NONE);
    }

    /** Puts the trigger on, at the places the answer has it; leaves images as they are where there is none. */
    public ImageEdit trigger() {
        Stamper stamp = stamper;
        return stamp == null ? ImageEdit.NONE : (images, ids) -> stamp.stamp(images, ids, Subject.PLACEMENT_SEED);
    }

    /**
     * Saliency of one image. Grad-CAM waits for the gradient thread, at most one step of a run.
     *
     * @param image place on the sheet
     * @param cleanClass the class to explain without the trigger; a number that is no class counts as 0
     * @param triggeredClass the same with the trigger
     */
    public Maps saliency(int image, int cleanClass, int triggeredClass) {
        Saliency saliency = new Saliency(scene.compute(), 1);
        Saliency.Method how = method.apply(saliency, model);
        EditedImages one = new EditedImages(scene.sheet(), new int[] {image}, ImageEdit.NONE);
        List<SaliencyMap> clean = saliency.maps(model, how, one, new int[] {known(cleanClass)});
        if (clean.isEmpty() || stamper == null) {
            return new Maps(how, clean.isEmpty() ? null : clean.getFirst(), null);
        }
        List<SaliencyMap> triggered = saliency.maps(model, how, one.with(trigger()), new int[] {known(triggeredClass)});
        return new Maps(how, clean.getFirst(), triggered.getFirst());
    }

    private int known(int number) {
        return number < 0 || number >= model.classes() ? 0 : number;
    }

    /** What the trigger does to every layer, over the whole sheet; empty for a model that shows no layers. */
    public List<LayerChange> layers() {
        return model.layers().isEmpty()
                ? List.of()
                : new ActivationChange(scene.compute(), BATCH).layers(model, model.layers(), clean(), trigger());
    }

    /** How visible the trigger is, over the whole sheet, before any prompt is put on. */
    public MeanSimilarity similarity() {
        return MeanSimilarity.of(scene.compute(), clean(), trigger(), BATCH);
    }

    @Override
    public void close() {
        if (stamper != null) {
            stamper.close();
        }
    }
}
