package org.triggerworkbench.model.clip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.method.TrainedCopy;
import org.triggerworkbench.model.ImageModel;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.model.load.ModelLoader;
import org.triggerworkbench.prompt.DeepPromptedClassifier;
import org.triggerworkbench.prompt.LearnedContext;
import org.triggerworkbench.text.InputException;

/** What a SigLIP folder asks for is followed or refused by the name of the file and the setting. */
class SiglipRefusalsTest {
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

    @BeforeEach
    void copy() throws IOException {
        for (String name : List.of(
                "config.json",
                "model.safetensors",
                "preprocessor_config.json",
                "tokenizer.json",
                "tokenizer_config.json")) {
            Files.copy(SiglipParityTest.FOLDER.resolve(name), folder.resolve(name));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "\"model_type\": \"siglip\"~\"model_type\": \"siglip2\"~\"siglip2\"",
                "\"SiglipModel\"~\"SiglipForImageClassification\"~SiglipForImageClassification",
                "\"hidden_act\": \"gelu_pytorch_tanh\"~\"hidden_act\": \"swish\"~hidden_act",
                "\"num_channels\": 3~\"num_channels\": 1~num_channels",
                "\"num_channels\": 3~\"vision_use_head\": false~vision_use_head",
                "\"projection_size\": 12~\"projection_size\": 13~13",
                "\"hidden_size\": 12~\"hidden_size\": 15~15",
                "\"hidden_size\": 18~\"hidden_size\": 2000000001~hidden_size = 2000000001",
                "\"intermediate_size\": 40~\"intermediate_size\": 2000000000~intermediate_size = 2000000000",
                "\"num_hidden_layers\": 2~\"num_hidden_layers\": 1000000000~num_hidden_layers = 1000000000",
                "\"vocab_size\": 94~\"vocab_size\": 2000000000~vocab_size = 2000000000",
                "\"vocab_size\": 94~\"vocab_size\": 3~knows only 3",
                "\"max_position_embeddings\": 24~\"max_position_embeddings\": 2000000000~max_position_embeddings = 2000000000",
                "\"image_size\": 32~\"image_size\": [32, 40]~image_size",
                "\"patch_size\": 8~\"patch_size\": 32~patch_size = 32",
                "\"patch_size\": 8~\"patch_size\": 4~image_size = 32"
            })
    void config(String from, String to, String named) throws IOException {
        assertRefused("config.json", from, to, named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "SiglipImageProcessor~Siglip2ImageProcessor~Siglip2ImageProcessor",
                "\"do_resize\": true~\"do_center_crop\": true~do_center_crop",
                "\"height\": 32~\"shortest_edge\": 32~size",
                "\"height\": 32~\"height\": 64~32 x 64",
                "\"do_resize\": true~\"do_pad\": true~do_pad"
            })
    void preprocessing(String from, String to, String named) throws IOException {
        assertRefused("preprocessor_config.json", from, to, named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "\"input_ids\"~\"input_ids\", \"attention_mask\"~attention_mask",
                "\"pad_token\": \"</s>\"~\"pad_token\": \"<other>\"~<other>",
                "\"sp_model_kwargs\": {}~\"padding_side\": \"left\"~left",
                "\"model_max_length\": 64~\"model_max_length\": 1~model_max_length",
                "SiglipTokenizer~GemmaTokenizer~left"
            })
    void texts(String from, String to, String named) throws IOException {
        assertRefused("tokenizer_config.json", from, to, named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "Lowercase~NFC~SiglipTokenizer",
                "\"precompiled_charsmap\": \"~\"precompiled_charsmap\": \"/////~precompiled_charsmap"
            })
    void tokenizer(String from, String to, String named) throws IOException {
        assertRefused("tokenizer.json", from, to, named);
    }

    /** What needs a start token, a class token or weights that are trained is for others. */
    @Test
    void whatIsOnlyForAClip() {
        try (TensorScope _ = new TensorScope();
                SiglipModel model = SiglipModel.load(compute, folder);
                ZeroShotClassifier classifier =
                        new ZeroShotClassifier(model, List.of("a", "b"), List.of(List.of("a"), List.of("b")));
                LearnedContext context = LearnedContext.random(compute, 0, 2, 18, 1)) {
            HostTensor tokens = HostTensor.of(new float[12], 1, 1, 12);
            for (Executable asked : List.<Executable>of(
                    () -> context.classEmbeddings(model, List.of("a", "b")),
                    () -> LearnedContext.fromWords(compute, model, "a photo of a"),
                    () -> TrainedCopy.of(compute, classifier, 2),
                    () -> DeepPromptedClassifier.from(compute, classifier, tokens))) {
                String sentence = assertThrows(InputException.class, asked).sentence();
                assertTrue(sentence.contains(model.card().name()), sentence);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "special_tokens_map.json~{\"pad_token\": {\"content\": \"<other>\"}}~<other>",
                "special_tokens_map.json~{\"eos_token\": \"<end>\"}~<end>",
                "added_tokens.json~{\"<more>\": 94}~<more>"
            })
    void filesOfOld(String file, String content, String named) throws IOException {
        Files.delete(folder.resolve("tokenizer_config.json"));
        Files.copy(SiglipParityTest.FOLDER.resolve("spiece.model"), folder.resolve("spiece.model"));
        Files.writeString(folder.resolve(file), content);
        String sentence = refused(folder);
        assertTrue(sentence.contains(named), sentence);
    }

    @Test
    void aTextWithoutEndToken() throws IOException {
        Path file = folder.resolve("tokenizer.json");
        JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        json.add("post_processor", JsonNull.INSTANCE);
        Files.writeString(file, json.toString());
        String sentence = refused(folder);
        assertTrue(sentence.contains("no end token behind a text"), sentence);
    }

    @Test
    void weights() throws IOException {
        Files.copy(
                Path.of("src/test/resources/parity/clip-tiny/model.safetensors"), folder.resolve("other.safetensors"));
        Files.move(
                folder.resolve("other.safetensors"),
                folder.resolve("model.safetensors"),
                StandardCopyOption.REPLACE_EXISTING);
        String sentence = refused(folder);
        assertTrue(sentence.contains("model.safetensors") || sentence.contains("config.json"), sentence);
    }

    @Test
    void maxLength_cutsAndPadsShorter() throws IOException {
        Path config = folder.resolve("tokenizer_config.json");
        Files.writeString(
                config, Files.readString(config).replace("\"model_max_length\": 64", "\"model_max_length\": 9"));
        try (SiglipModel model = SiglipModel.load(compute, folder)) {
            assertEquals(
                    9, model.tokenize(List.of("a photo of a stop sign at dusk")).length());
        }
    }

    @Test
    void aFileInTheFolder_opensTheFolder() {
        try (ImageModel model = new ModelLoader(compute).load(folder.resolve("model.safetensors"), null, null)) {
            assertEquals("siglip", model.card().architecture());
        }
    }

    private void assertRefused(String file, String from, String to, String named) throws IOException {
        String content = Files.readString(folder.resolve(file));
        assertTrue(content.contains(from), from);
        Files.writeString(folder.resolve(file), content.replace(from, to));
        String sentence = refused(folder);
        assertTrue(sentence.contains(named) && sentence.contains(folder.toString()), sentence);
    }

    private static String refused(Path folder) {
        return assertThrows(
                        InputException.class,
                        () -> new ModelLoader(compute).load(folder, null, null).close())
                .sentence();
    }
}
