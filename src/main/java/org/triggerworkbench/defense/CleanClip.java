package org.triggerworkbench.defense;

import ai.djl.ndarray.NDArray;
import com.google.auto.service.AutoService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.Scalars;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.training.ContrastiveLoss;
import org.triggerworkbench.training.Losses;
import org.triggerworkbench.training.StepLoss;

/**
 * CleanCLIP (Bansal et al. 2023): fine-tuning by CLIP's loss and by telling each image, and each caption, from the others of its
 * own kind by a changed copy of itself.
 */
@AutoService(Defense.class)
public final class CleanClip implements Defense {
    private static final String WEIGHT = "in-modal-weight";

    @Override
    public String id() {
        return "cleanclip";
    }

    @Override
    public Level level() {
        return Level.MODEL;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.IMAGE_TEXT_MODEL, Need.TRAINABLE_MODEL);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(new Parameter.Numeric(WEIGHT, 1, 0, 10, false, false));
    }

    @Override
    public PreparedDefense prepare(DefenseSetting setting) {
        return new Tuning(setting);
    }

    /**
     * The in-modal loss, 1/2 (CE(s I I~', 1) + CE(s T T~', P)), one direction each.
     *
     * @param images I, N x D rows of unit length
     * @param changedImages I~, of the changed images
     * @param texts T, the same for captions
     * @param changedTexts T~
     * @param captions as drawn; equal ones share the mass of P
     */
    static NDArray inModal(
            Compute compute,
            NDArray images,
            NDArray changedImages,
            NDArray texts,
            NDArray changedTexts,
            NDArray scale,
            List<String> captions) {
        int n = captions.size();
        int[] own = new int[n];
        for (int i = 0; i < n; i++) {
            own[i] = i;
        }
        NDArray seen = Losses.crossEntropies(
                images.mul(scale).matMul(changedImages.transpose()), Losses.oneHot(compute, own, n));
        NDArray read = Losses.crossEntropies(
                texts.mul(scale).matMul(changedTexts.transpose()), ContrastiveLoss.shares(compute, captions));
        return Scalars.times(seen.mean().add(read.mean()), 0.5);
    }

    private static final class Tuning extends ClipTuning {
        private final double weight;

        Tuning(DefenseSetting setting) {
            super("cleanclip", setting);
            this.weight = setting.values().number(WEIGHT);
        }

        @Override
        StepLoss loss(Batch clean, ClipPairs.Pairs pairs) {
            Compute compute = setting.compute();
            SplittableRandom random = Seeds.generator(setting.seed(), "cleanclip", clean.step());
            List<String> changed = pairs.captions().stream()
                    .map(caption -> CaptionChange.apply(caption, random))
                    .toList();
            NDArray inModal = inModal(
                    compute,
                    pairs.images(),
                    clip().imageEmbeddings(ImageView.apply(compute, clean.images(), random)),
                    pairs.texts(),
                    clip().textEmbeddings(changed),
                    pairs.scale(),
                    pairs.captions());
            Map<String, NDArray> parts = new LinkedHashMap<>();
            parts.put("clean", pairs.loss());
            parts.put("in-modal", inModal);
            return new StepLoss(pairs.loss().add(Scalars.times(inModal, weight)), parts, clean.ids().length);
        }
    }
}
