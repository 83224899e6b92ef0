package org.triggerworkbench.data.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.HostTensor.ElementType;

/** The pixels that Hugging Face's CLIPImageProcessor makes with Pillow are the pixels that we make. */
class PreprocessingParityTest {

    @ParameterizedTest
    @ValueSource(strings = {"clip-tiny", "clip-tiny-gelu-legacy"})
    void apply_givesThePixelsOfTheReference(String folder) throws IOException {
        JsonObject config = json(resource(folder + "/preprocessor_config.json"));
        assertEquals(3, config.get("resample").getAsInt(), "bicubic");
        JsonObject crop = config.getAsJsonObject("crop_size");
        Preprocessing preprocessing = new Preprocessing(
                crop.get("width").getAsInt(),
                crop.get("height").getAsInt(),
                Scaling.shortestEdge(
                        config.getAsJsonObject("size").get("shortest_edge").getAsInt(), Resampling.Filter.BICUBIC),
                CenterCrop.HUGGING_FACE);

        Picture picture = preprocessing.apply(PictureFiles.decode(resource(folder + "/picture.png"), folder));

        float[] reference = tensor(resource(folder + "/reference.safetensors"), "picture_pixel_values");
        double worst = 0;
        int plane = picture.width() * picture.height();
        assertEquals(3 * plane, reference.length);
        for (int i = 0; i < reference.length; i++) {
            int channel = i / plane;
            double value =
                    255 * (reference[i] * number(config, "image_std", channel) + number(config, "image_mean", channel));
            int ours = picture.at(i % plane % picture.width(), i % plane / picture.width(), channel);
            worst = Math.max(worst, Math.abs(value - ours));
        }
        assertTrue(worst < 1e-3, "largest difference in 1/255: " + worst);
    }

    private static double number(JsonObject config, String key, int index) {
        JsonArray numbers = config.getAsJsonArray(key);
        return numbers.get(index).getAsDouble();
    }

    private static float[] tensor(byte[] file, String name) {
        int headerLength =
                (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
        JsonObject entry = json(Arrays.copyOfRange(file, 8, 8 + headerLength)).getAsJsonObject(name);
        long[] shape = entry.getAsJsonArray("shape").asList().stream()
                .mapToLong(size -> size.getAsLong())
                .toArray();
        JsonArray offsets = entry.getAsJsonArray("data_offsets");
        byte[] bytes = Arrays.copyOfRange(
                file,
                8 + headerLength + offsets.get(0).getAsInt(),
                8 + headerLength + offsets.get(1).getAsInt());
        return new HostTensor(ElementType.valueOf(entry.get("dtype").getAsString()), shape, bytes).floats();
    }

    private static JsonObject json(byte[] text) {
        return JsonParser.parseString(new String(text, StandardCharsets.UTF_8)).getAsJsonObject();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream stream = PreprocessingParityTest.class.getResourceAsStream("/parity/" + name)) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        }
    }
}
