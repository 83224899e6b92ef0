package org.triggerworkbench.model.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.data.picture.CenterCrop;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.data.picture.Resampling.Filter;
import org.triggerworkbench.data.picture.Scaling;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.InputSpec.Resize;
import org.triggerworkbench.text.InputException;

/** Every preprocessing setting gives the predictions that the transformers library gives with it. */
@SuppressWarnings("try") // a scope is only there to end
class ClipPreprocessingTest {
    private static final Path PARITY = Path.of("src/test/resources/parity");
    private static final Path CASES = PARITY.resolve("clip-preprocessing");
    private static final List<String> MODEL = List.of("config.json", "model.safetensors", "tokenizer.json");
    private static final double TOLERANCE = 1e-4;
    private static Compute compute;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        compute = Compute.openCpu();
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    record Case(String name, JsonObject files, JsonObject probabilities) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() throws IOException {
        return json().getAsJsonArray("cases").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .map(told -> new Case(
                        told.get("name").getAsString(),
                        told.getAsJsonObject("files"),
                        told.getAsJsonObject("probabilities")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void predictions_areThoseOfTheReference(Case told) throws IOException {
        for (String file : MODEL) {
            Files.copy(PARITY.resolve("clip-tiny").resolve(file), folder.resolve(file));
        }
        for (String file : told.files.keySet()) {
            Files.writeString(folder.resolve(file), told.files.get(file).toString());
        }
        List<String> texts = json().getAsJsonArray("texts").asList().stream()
                .map(JsonElement::getAsString)
                .toList();
        try (ClipModel model = ClipModel.load(compute, folder);
                TensorScope _ = new TensorScope()) {
            NDArray embeddings = model.textEmbeddings(texts);
            for (String name : told.probabilities.keySet()) {
                Picture picture = PictureFiles.read(CASES.resolve(name + ".png"));
                NDArray image = pixels(model.card().input().preprocessing().apply(picture));
                float[] seen = model.imageEmbeddings(image)
                        .matMul(embeddings.transpose())
                        .mul(model.logitScale())
                        .softmax(1)
                        .toFloatArray();
                JsonArray expected = told.probabilities.getAsJsonArray(name);
                for (int i = 0; i < seen.length; i++) {
                    double off = Math.abs(seen[i] - expected.get(i).getAsDouble());
                    assertTrue(off <= TOLERANCE, name + ": text " + i + " is off by " + off);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"size\": {\"longest_edge\": 64}}|size",
                "{\"size\": {\"shortest_edge\": 64, \"longest_edge\": 80}}|size",
                "{\"size\": {\"shortest_edge\": 60}, \"do_center_crop\": false}|size",
                "{\"size\": 0}|size",
                "{\"size\": 64.5}|size",
                "{\"size\": [64]}|size",
                "{\"crop_size\": 60}|crop_size",
                "{\"crop_size\": {\"height\": 64}}|crop_size",
                "{\"resample\": 6}|resample",
                "{\"resample\": \"sharp\"}|resample",
                "{\"rescale_factor\": 0}|rescale_factor",
                "{\"rescale_factor\": \"NaN\"}|rescale_factor",
                "{\"do_normalize\": \"no\"}|do_normalize",
                "{\"image_std\": [0.2, 0, 0.2]}|image_std",
                "{\"image_mean\": [0.2, 0.2]}|image_mean",
                "{\"image_mean\": [0.2, 0.2, 0.2, 0.2]}|image_mean",
                "{\"do_pad\": true}|do_pad",
                "{\"do_flip_channel_order\": true}|do_flip_channel_order"
            })
    void settingThatCannotBeFollowed_isNamed(String settings, String name) throws IOException {
        Path file = folder.resolve(PreprocessorFile.NAME);
        Files.writeString(file, settings);
        String sentence = assertThrows(InputException.class, () -> PreprocessorFile.read(folder, 64))
                .sentence();
        assertTrue(sentence.contains(file.toString()) && sentence.contains('"' + name + '"'), sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "bicubic, BICUBIC",
        "PILImageResampling.LANCZOS, LANCZOS",
        "Bilinear, BILINEAR",
        "nearest-exact, NEAREST",
        "5, HAMMING",
        "box, BOX"
    })
    void resample_isReadByNameToo(String told, Filter filter) throws IOException {
        Files.writeString(
                folder.resolve(PreprocessorFile.NAME), "{\"resample\": \"" + told + "\", \"size\": [70, 80]}");
        assertEquals(
                Scaling.exact(80, 70, filter), PreprocessorFile.read(folder, 64).scaling());
    }

    @Test
    void write_givesWhatIsReadAgain() {
        for (Scaling scaling :
                List.of(Scaling.shortestEdge(73, Filter.BOX), Scaling.exact(70, 80, Filter.LANCZOS), Scaling.NONE)) {
            Resize resize = Resize.to(scaling, CenterCrop.HUGGING_FACE);
            InputSpec spec = new InputSpec(64, 64, new float[] {0.1f, 0, 2}, new float[] {0.004f, 1, 3}, resize);
            PreprocessorFile.write(folder, spec);
            InputSpec read = PreprocessorFile.read(folder, 64);
            assertEquals(spec.preprocessing(), read.preprocessing());
            assertArrayEquals(spec.mean(), read.mean());
            assertArrayEquals(spec.std(), read.std());
        }
    }

    private static NDArray pixels(Picture picture) {
        int plane = picture.width() * picture.height();
        float[] values = new float[3 * plane];
        for (int i = 0; i < values.length; i++) {
            values[i] = picture.at(i % plane % picture.width(), i % plane / picture.width(), i / plane) / 255f;
        }
        return compute.tensor(values, 1, 3, picture.height(), picture.width());
    }

    private static JsonObject json() throws IOException {
        return JsonParser.parseString(Files.readString(CASES.resolve("cases.json")))
                .getAsJsonObject();
    }
}
