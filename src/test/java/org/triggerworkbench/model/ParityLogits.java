package org.triggerworkbench.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.data.picture.PictureFiles;

/** Holds a classifier against the {@code logits.json} of its folder: logits by picture of clip-preprocessing. */
public final class ParityLogits {
    public static final Path FOLDER = Path.of("src/test/resources/parity");
    private static final float TOLERANCE = 1e-4f;

    private ParityLogits() {}

    /** Each picture through the model's own preprocessing. */
    public static void require(Compute compute, Classifier model, Path folder) throws IOException {
        JsonObject expected = JsonParser.parseString(Files.readString(folder.resolve("logits.json")))
                .getAsJsonObject();
        try (TensorScope _ = new TensorScope()) {
            for (String picture : expected.keySet()) {
                float[] logits = new Gson().fromJson(expected.get(picture), float[].class);
                NDArray image = image(compute, model.card(), picture);
                assertArrayEquals(logits, model.logits(image).toFloatArray(), TOLERANCE, picture);
                assertArrayEquals(
                        logits, model.activations(image, Set.of()).output().toFloatArray(), TOLERANCE, picture);
            }
        }
    }

    /** 1 x 3 x H x W in [0, 1], of a picture of clip-preprocessing. */
    public static NDArray image(Compute compute, ModelCard card, String name) {
        Picture picture = PictureFiles.read(FOLDER.resolve("clip-preprocessing").resolve(name + ".png"));
        Picture seen = card.input().preprocessing().apply(picture);
        int plane = seen.width() * seen.height();
        float[] values = new float[3 * plane];
        for (int i = 0; i < values.length; i++) {
            values[i] = seen.at(i % plane % seen.width(), i % plane / seen.width(), i / plane) / 255f;
        }
        return compute.tensor(values, 1, 3, seen.height(), seen.width());
    }
}
