package org.triggerworkbench.defense;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.evaluation.EditedImages;
import org.triggerworkbench.evaluation.Predictor;
import org.triggerworkbench.method.figure.Figure;

/**
 * One input changed in many ways, and what the suspect says of each. Each input is shown to it alone, so that what is said does
 * not depend on the other inputs.
 *
 * @param pixels 3 x H x W of each change
 * @param logits of each change
 */
record Variants(List<float[]> pixels, List<float[]> logits) {

    /**
     * Asks the suspect.
     *
     * @param input one image
     * @param change from 1 x 3 x H x W to N x 3 x H x W
     */
    static Variants of(DefenseSetting setting, EditedImages input, UnaryOperator<NDArray> change) {
        try (TensorScope _ = new TensorScope()) {
            NDArray changed = change.apply(input.tensor(setting.compute()));
            int n = Math.toIntExact(changed.getShape().get(0));
            return new Variants(
                    EditedImages.split(changed, n),
                    EditedImages.split(setting.suspect().logits(changed), n));
        }
    }

    /** The predicted class of one of them. */
    int prediction(int index) {
        return Predictor.argmax(logits.get(index));
    }

    /**
     * Some of them, each over its class.
     *
     * @param more what to add to the name of the class, given the place among all
     */
    Figure.Gallery gallery(DefenseSetting setting, String caption, List<Integer> shown, Label more) {
        int width = setting.clean().width();
        int height = setting.clean().height();
        List<Picture> pictures = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int index : shown) {
            pictures.add(Picture.of(width, height, pixels.get(index)));
            int prediction = prediction(index);
            String name =
                    prediction == Predictor.NO_ANSWER ? "?" : setting.labels().get(prediction);
            labels.add(more.with(index, name));
        }
        return new Figure.Gallery(caption, pictures, labels);
    }

    /** The line below a picture. */
    interface Label {
        String with(int index, String prediction);
    }
}
