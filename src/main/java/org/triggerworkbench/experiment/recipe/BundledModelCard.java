package org.triggerworkbench.experiment.recipe;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.evaluation.Rate;

/** The card of the bundled model: recipe, seed, figures, licence; as JSON for programs and as Markdown for people. */
final class BundledModelCard {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    private BundledModelCard() {}

    static void write(
            Path folder, BundledModelRecipe recipe, long parameters, int threads, BundledModelRecipe.Outcome outcome) {
        JsonObject card = new JsonObject();
        card.addProperty("name", "road-signs-clip");
        card.addProperty("licence", "Apache-2.0");
        card.addProperty("parameters", parameters);
        card.addProperty("threads", threads);
        card.add("recipe", GSON.toJsonTree(recipe));
        card.add("zeroShotAccuracy", rate(outcome.zeroShot()));
        card.add("zeroShotAccuracyShifted", rate(outcome.shifted()));
        write(folder.resolve("card.json"), GSON.toJson(card) + "\n");
        write(folder.resolve("README.md"), markdown(recipe, parameters, threads, outcome));
    }

    private static JsonObject rate(Rate rate) {
        JsonObject json = new JsonObject();
        json.addProperty("hits", rate.hits());
        json.addProperty("n", rate.n());
        json.addProperty("value", rate.value());
        return json;
    }

    private static void write(Path file, String text) {
        AtomicFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String markdown(
            BundledModelRecipe recipe, long parameters, int threads, BundledModelRecipe.Outcome outcome) {
        return String.format(
                Locale.ROOT,
                """
                # road-signs-clip

                A small CLIP (ViT image tower 4 x 128, 64 x 64 pixels, patch 8; text tower 2 x 128, byte-level BPE) with %,d
                weights, trained from nothing on this project's procedural road signs. Hugging Face layout.

                | | zero-shot accuracy | images |
                |---|---|---|
                | road-signs (newly generated) | %s | %d |
                | road-signs-shifted (night, fog, snow; never trained on) | %s | %d |

                Recipe: seed %d, processor threads %d, %d epochs of %d images (each image seen once), batch %d, AdamW, peak learning rate %s, cosine
                after a warm-up. Loss: cross-entropy over one prompt per class plus half of CLIP's symmetric InfoNCE over one
                caption an image. Make it again with `train-bundled-model`.

                Use: prompts such as "a photo of a stop sign". For studying backdoors; not for reading real roads.
                Licence: Apache-2.0.
                """,
                parameters,
                percent(outcome.zeroShot()),
                outcome.zeroShot().n(),
                percent(outcome.shifted()),
                outcome.shifted().n(),
                recipe.seed(),
                threads,
                recipe.epochs(),
                recipe.epochSize(),
                recipe.batch(),
                recipe.learningRate());
    }

    private static String percent(Rate rate) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * rate.value());
    }
}
