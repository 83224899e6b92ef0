package org.triggerworkbench.model.clip;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.pickle.PickleFixtures;
import org.triggerworkbench.text.InputException;

/** No size in config.json is believed that the weights do not have. */
class ClipBoundsTest {
    private static final Path TINY = Path.of("src/test/resources/parity/clip-tiny");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "text_config, num_hidden_layers, 1000000000",
        "vision_config, num_hidden_layers, 1000000000",
        "text_config, num_hidden_layers, 4",
        "text_config, hidden_size, 1000000000",
        "vision_config, hidden_size, 1000000000",
        "text_config, intermediate_size, 2147483647",
        "vision_config, intermediate_size, 2147483647",
        "text_config, vocab_size, 2000000000",
        "text_config, max_position_embeddings, 2000000000",
        "vision_config, image_size, 2147483647",
        "vision_config, image_size, 72",
        ", projection_dim, 2000000000"
    })
    void huggingFace(String section, String key, int value) throws IOException {
        for (String name : new String[] {"model.safetensors", "tokenizer.json"}) {
            Files.copy(TINY.resolve(name), folder.resolve(name));
        }
        check(TINY.resolve("config.json"), section, key, value);
    }

    @ParameterizedTest
    @CsvSource({
        "model_cfg.text_cfg, layers, 1000000000",
        "model_cfg.vision_cfg, layers, 1000000000",
        "model_cfg.text_cfg, vocab_size, 2000000000",
        "model_cfg, embed_dim, 2000000000"
    })
    void openClip(String section, String key, int value) throws IOException {
        Files.copy(
                PickleFixtures.file("open-clip-tiny/open_clip_pytorch_model.bin"),
                folder.resolve("open_clip_pytorch_model.bin"));
        Files.copy(TINY.resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
        check(PickleFixtures.file("open-clip-tiny/" + OpenClip.CONFIG), section, key, value);
    }

    private void check(Path plain, String section, String key, int value) throws IOException {
        JsonObject root = JsonParser.parseString(Files.readString(plain)).getAsJsonObject();
        JsonObject part = root;
        for (String name : section == null ? new String[0] : section.split("\\.", -1)) {
            part = part.getAsJsonObject(name);
        }
        String there = part.get(key).getAsString();
        part.addProperty(key, value);
        Path config = folder.resolve(String.valueOf(plain.getFileName()));
        Files.writeString(config, root.toString());
        try (Compute compute = Compute.openCpu()) {
            String sentence = assertThrows(InputException.class, () -> ClipModel.load(compute, folder))
                    .sentence();
            assertTrue(sentence.contains(config.toString()), sentence);
            assertTrue(sentence.contains(key + " = " + value), sentence);
            assertTrue(sentence.contains("have " + there), sentence);
        }
    }
}
