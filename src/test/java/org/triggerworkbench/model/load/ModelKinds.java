package org.triggerworkbench.model.load;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ImageModel;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.clip.TokenizerSources;

/** Files of folders that hold models, to be damaged. */
final class ModelKinds {
    private static final Path PARITY = Path.of("src/test/resources/parity");
    private static final int SHORT_ROUND = 20;
    private static final String SPECIAL = """
            {"bos_token": {"content": "<|startoftext|>", "lstrip": false, "normalized": true}, "pad_token": "!",
             "eos_token": "<|endoftext|>", "unk_token": "<|endoftext|>", "additional_special_tokens": ["a"]}
            """;
    private static final Picture PICTURE = new Picture(40, 30, new byte[3 * 40 * 30]);

    private ModelKinds() {}

    static void add(Map<String, FuzzKind> kinds, Compute compute) throws IOException {
        FuzzKind.Reader reader = file -> look(compute, Objects.requireNonNull(file.getParent()));
        for (String model : List.of("vit/gelu", "resnet/basic", "clip-classifier/gelu", "siglip", "clip-tiny")) {
            String title = model.replaceAll("/.*", "");
            Path folder = PARITY.resolve(model);
            for (String part : List.of("config", "preprocessor_config")) {
                kinds.put(part + " of " + title, FuzzKind.in(folder, part + ".json", true, reader));
            }
            kinds.put("weights of " + title, FuzzKind.in(folder, "model.safetensors", false, reader));
        }
        Path siglip = PARITY.resolve("siglip");
        FuzzKind.Reader pieces = TokenizerSources::pieces;
        kinds.put("spiece", FuzzKind.in(siglip, "spiece.model", false, pieces));
        kinds.put("spiece of bytes", FuzzKind.in(siglip.resolve("bytes"), "spiece.model", false, pieces));
        kinds.put("settings of spiece", FuzzKind.in(siglip, "tokenizer_config.json", true, pieces));
        kinds.put("tokenizer", FuzzKind.in(siglip, "tokenizer.json", true, TokenizerSources::tokenizer));
        Path words = PARITY.resolve("clip-vocabulary");
        FuzzKind.Reader vocabulary = TokenizerSources::vocabulary;
        kinds.put("vocab", FuzzKind.in(words, "vocab.json", true, vocabulary));
        kinds.put("merges", FuzzKind.in(words, "merges.txt", false, vocabulary));
        byte[] special = SPECIAL.getBytes(StandardCharsets.UTF_8);
        kinds.put(
                "special tokens",
                new FuzzKind("special_tokens_map.json", special, true, vocabulary, words, SHORT_ROUND));
    }

    /** Opens a folder and has it look at a picture. */
    private static void look(Compute compute, Path folder) {
        try (ImageModel model = new ModelLoader(compute, _ -> {}).load(folder, null, null);
                TensorScope _ = new TensorScope()) {
            Picture seen = model.card().input().preprocessing().apply(PICTURE);
            InputSpec input = model.card().input();
            if (seen.width() != input.width() || seen.height() != input.height()) {
                // Refused where pictures of many sizes are prepared.
                return;
            }
            float[] pixels = new float[3 * seen.width() * seen.height()];
            NDArray image = compute.tensor(pixels, 1, 3, seen.height(), seen.width());
            float[] _ = model instanceof Classifier classifier
                    ? classifier.logits(image).toFloatArray()
                    : model.activations(image, Set.of()).output().toFloatArray();
        }
    }
}
