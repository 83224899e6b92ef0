package org.triggerworkbench.defense;

import ai.djl.ndarray.NDArray;
import com.google.auto.service.AutoService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.triggerworkbench.compute.Scalars;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.Predictor;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.model.ImageTextModel;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.training.StepLoss;

/**
 * Perturb and Recover (arXiv:2412.00727): fine-tuning by CLIP's loss that also pushes the embeddings of images and captions away
 * from where the given model has them, until they are far enough.
 */
@AutoService(Defense.class)
public final class Par implements Defense {
    private static final String WEIGHT = "distance-weight";
    private static final String TAU = "tau";

    @Override
    public String id() {
        return "par";
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
        return List.of(
                new Parameter.Numeric(WEIGHT, 0.5, 0, 10, false, false),
                new Parameter.Numeric(TAU, 2.15, 0, 4, false, false));
    }

    @Override
    public PreparedDefense prepare(DefenseSetting setting) {
        return new Tuning(setting);
    }

    /** The mean over rows of the squared distance of two N x D tensors, in [0, 4] for rows of unit length. */
    static NDArray distance(NDArray rows, NDArray given) {
        return rows.sub(given).square().sum(new int[] {1}).mean();
    }

    /** A distance as the loss counts it: nothing, and no gradient, above tau. */
    static NDArray counted(NDArray distance, double tau) {
        return distance.toFloatArray()[0] > tau ? Scalars.times(distance.stopGradient(), 0) : distance;
    }

    private static final class Tuning extends ClipTuning {
        private static final int BATCH = 128;

        private final ImageTextModel given;
        private final double weight;
        private final double tau;
        /** Embeddings of the clean images by the given model; empty before the start. */
        private float[][] givenImages = new float[0][];

        Tuning(DefenseSetting setting) {
            super("par", setting);
            // A CLIP, or there were no copy of it.
            this.given = ((ZeroShotClassifier) setting.suspect()).source();
            this.weight = setting.values().number(WEIGHT);
            this.tau = setting.values().number(TAU);
        }

        @Override
        public void begin() {
            givenImages = new Predictor(setting.compute(), BATCH)
                    .rows(setting.clean(), ImageEdit.NONE, given::imageEmbeddings);
        }

        @Override
        StepLoss loss(Batch clean, ClipPairs.Pairs pairs) {
            NDArray images = distance(pairs.images(), givenRows(clean.ids()));
            NDArray texts = distance(pairs.texts(), given.textEmbeddings(pairs.captions()));
            Map<String, NDArray> parts = new LinkedHashMap<>();
            parts.put("clean", pairs.loss());
            parts.put("image-distance", images);
            parts.put("text-distance", texts);
            NDArray pushed = counted(images, tau).add(counted(texts, tau));
            return new StepLoss(pairs.loss().sub(Scalars.times(pushed, weight)), parts, clean.ids().length);
        }

        private NDArray givenRows(int[] ids) {
            int width = givenImages[0].length;
            float[] rows = new float[ids.length * width];
            for (int i = 0; i < ids.length; i++) {
                System.arraycopy(givenImages[ids[i]], 0, rows, i * width, width);
            }
            return setting.compute().tensor(rows, ids.length, width);
        }
    }
}
