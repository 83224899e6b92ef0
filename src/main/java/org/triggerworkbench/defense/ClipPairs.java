package org.triggerworkbench.defense;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.triggerworkbench.model.clip.ClipModel;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.Captions;
import org.triggerworkbench.training.ContrastiveLoss;

/** The clean images of a step with a caption each, as a CLIP embeds them. */
final class ClipPairs {
    private final DefenseSetting setting;
    private final Captions captions;

    ClipPairs(DefenseSetting setting) {
        this.setting = setting;
        this.captions = new Captions(setting.clean().images(), setting.labels());
    }

    /** @throws InputException if a step has one image only: a CLIP learns which of several captions is an image's */
    static void require(String name, DefenseSetting setting) {
        if (Math.min(setting.batch(), setting.clean().size()) < 2) {
            throw new InputException(Messages.of(ClipPairs.class).get("pairs.two", name));
        }
    }

    /**
     * The pairs of a step.
     *
     * @param captions one an image
     * @param images I, N x D rows of unit length
     * @param texts T, N x D rows of unit length
     * @param scale s, a scalar
     * @param loss L_CLIP = 1/2 (CE(s I T', P) + CE(s T I', P)), a scalar
     */
    record Pairs(List<String> captions, NDArray images, NDArray texts, NDArray scale, NDArray loss) {}

    /** The pairs of a step with the weights of a model as they are. */
    Pairs of(ClipModel clip, CleanTraining.Batch clean) {
        List<String> drawn = captions.drawn(clean.ids(), setting.seed(), "captions/defense", clean.step());
        NDArray images = clip.imageEmbeddings(clean.images());
        NDArray texts = clip.textEmbeddings(drawn);
        NDArray scale = clip.logitScale();
        return new Pairs(
                drawn, images, texts, scale, ContrastiveLoss.ofPairs(setting.compute(), images, texts, scale, drawn));
    }
}
