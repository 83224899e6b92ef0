package org.triggerworkbench.model.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.compute.pickle.PickleFixtures;
import org.triggerworkbench.model.TokenBatch;
import org.triggerworkbench.text.InputException;

/** A folder of OpenCLIP against PyTorch; made by {@code make_open_clip.py}. */
class OpenClipTest {
    private static final Path TOKENIZER = Path.of("src/test/resources/parity/clip-tiny/tokenizer.json");
    private static final float TOLERANCE = 1e-4f;

    @TempDir
    Path folder;

    @Test
    void embeddings_areThoseOfPyTorch() throws IOException {
        fill();
        JsonObject reference = JsonParser.parseString(
                        Files.readString(PickleFixtures.file("open-clip-tiny/reference.json")))
                .getAsJsonObject();
        try (Compute compute = Compute.openCpu();
                ClipModel model = ClipModel.load(compute, folder);
                TensorScope _ = new TensorScope()) {
            assertEquals(0.4f, model.card().input().mean()[1]);
            float[] image = new float[3 * 16 * 16];
            for (int i = 0; i < image.length; i++) {
                image[i] = (float) (Math.sin(i * 0.37f) / 2 + 0.5);
            }
            assertArrayEquals(
                    unit(reference.getAsJsonArray("image")),
                    model.imageEmbeddings(compute.tensor(image, 1, 3, 16, 16)).toFloatArray(),
                    TOLERANCE);
            long[] ids = new Gson().fromJson(reference.get("ids"), long[].class);
            TokenBatch tokens =
                    new TokenBatch(new long[][] {ids}, new int[] {model.config().end(ids)});
            assertArrayEquals(
                    unit(reference.getAsJsonArray("text")),
                    model.textEmbeddings(tokens).toFloatArray(),
                    TOLERANCE);
        }
    }

    @Test
    void settingThatIsNotComputed_isNamed() throws IOException {
        fill();
        Path config = folder.resolve(OpenClip.CONFIG);
        Files.writeString(
                config,
                Files.readString(config).replace("\"head_width\": 16", "\"head_width\": 16, \"pool_type\": \"avg\""));
        try (Compute compute = Compute.openCpu()) {
            String sentence = assertThrows(InputException.class, () -> ClipModel.load(compute, folder))
                    .sentence();
            assertTrue(sentence.contains("pool_type"), sentence);
        }
    }

    private void fill() throws IOException {
        for (String name : new String[] {OpenClip.CONFIG, "open_clip_pytorch_model.bin"}) {
            Files.copy(PickleFixtures.file("open-clip-tiny/" + name), folder.resolve(name));
        }
        Files.copy(TOKENIZER, folder.resolve("tokenizer.json"));
    }

    private static float[] unit(JsonArray values) {
        float[] unit = new float[values.size()];
        double square = 0;
        for (int i = 0; i < unit.length; i++) {
            unit[i] = values.get(i).getAsFloat();
            square += (double) unit[i] * unit[i];
        }
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (unit[i] / Math.sqrt(square));
        }
        return unit;
    }
}
