package org.triggerworkbench.experiment.recipe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.data.Dataset;
import org.triggerworkbench.data.ImageSet;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.data.picture.Preprocessing;
import org.triggerworkbench.data.signs.RoadSigns;
import org.triggerworkbench.data.signs.RoadSigns.Domain;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.Predictor;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.OutputFolders;
import org.triggerworkbench.experiment.folder.FileCheckpoints;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.model.clip.BpeVocabulary;
import org.triggerworkbench.model.clip.ClipConfig;
import org.triggerworkbench.model.clip.ClipModel;
import org.triggerworkbench.model.clip.ClipTokenizer;
import org.triggerworkbench.model.clip.TowerConfig;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.ContrastiveTask;
import org.triggerworkbench.training.MetricListener;
import org.triggerworkbench.training.MetricStream;
import org.triggerworkbench.training.Phase;
import org.triggerworkbench.training.RunControl;
import org.triggerworkbench.training.Trainer;
import org.triggerworkbench.training.TrainingPhase;
import org.triggerworkbench.training.TrainingSettings;
import org.triggerworkbench.training.optimizer.Adam;
import org.triggerworkbench.training.optimizer.Schedule;

/**
 * How the bundled model came to be: a small CLIP trained from nothing on the road signs, each image seen once. Seeded and
 * resumable: a folder with a checkpoint goes on from there.
 *
 * @param seed of weights, images, order and captions
 * @param epochs times the next images are taken
 * @param epochSize images per epoch
 * @param batch images per step
 * @param learningRate peak of AdamW's rate
 * @param testImages newly generated images a domain, for the final figures
 */
public record BundledModelRecipe(long seed, int epochs, int epochSize, int batch, double learningRate, int testImages) {

    /** The recipe of the model in {@code assets/models/road-signs-clip}. */
    public static final BundledModelRecipe SHIPPED = new BundledModelRecipe(1, 20, 12_032, 128, 1e-3, 10_000);

    private static final int VOCABULARY = 1000;
    private static final int CONTEXT = 32;
    private static final int VOCABULARY_CAPTIONS = 4000;
    private static final int CHECKPOINT_EVERY = 50;
    private static final int VALIDATION_IMAGES = 1000;
    private static final int WARMUP_STEPS = 150;
    private static final double CAPTION_WEIGHT = 0.5;
    private static final int PREDICTION_BATCH = 128;
    private static final double WEIGHT_DECAY = 0.05;
    /** Test images come from another seed than any training image. */
    private static final long TEST_SEED_OFFSET = 1_000_003;

    public BundledModelRecipe {
        Messages text = Messages.of(BundledModelRecipe.class);
        if (Math.min(Math.min(epochs, epochSize), Math.min(batch, testImages)) < 1 || !(learningRate > 0)) {
            throw new InputException(text.get("recipe.positive"));
        }
        if (batch > epochSize) {
            throw new InputException(text.get("recipe.batch", batch, epochSize));
        }
        if ((long) epochs * epochSize > Integer.MAX_VALUE) {
            throw new InputException(text.get("recipe.many", epochs, epochSize));
        }
    }

    /**
     * What the finished model reaches on images it never saw.
     *
     * @param zeroShot zero-shot accuracy on the domain it was trained on
     * @param shifted zero-shot accuracy on the shifted domain
     */
    public record Outcome(Rate zeroShot, Rate shifted) {}

    /**
     * Trains on the gradient thread's current run and writes the model folder with its card.
     *
     * @param folder gets the model; {@code folder/training} holds the checkpoint meanwhile
     * @return null if the run was cancelled, resumable
     */
    public @Nullable Outcome train(Compute compute, Path folder, RunControl control, List<MetricListener> listeners) {
        Path work = OutputFolders.create(folder.resolve("training"));
        requireSameRecipe(work.resolve("recipe.txt"));
        int images = epochs * epochSize;
        Dataset data = RoadSigns.dataset(Domain.CLEAR, seed, images, VALIDATION_IMAGES, 0);
        BpeVocabulary vocabulary = vocabulary(data);
        try (ClipModel model = ClipModel.create(
                        compute,
                        config(vocabulary),
                        ClipModel.publishedInput(RoadSigns.SIDE),
                        tokenizer(vocabulary, work),
                        seed);
                MetricStream metrics = new MetricStream(listeners);
                Adam optimizer = Adam.adamW(compute, WEIGHT_DECAY, 0.98, 1e-6)) {
            PreparedImages validation = prepared(data.validation());
            ContrastiveTask task = new ContrastiveTask(
                    compute,
                    model,
                    prepared(data.train()),
                    classPrompts(),
                    new ContrastiveTask.Settings(batch, epochSize, CAPTION_WEIGHT, seed),
                    epoch -> Map.of(
                            "zeroShotAccuracy",
                            accuracy(compute, model, validation).value()));
            TrainingSettings settings =
                    new TrainingSettings(epochs, learningRate, Schedule.COSINE, WARMUP_STEPS, CHECKPOINT_EVERY, seed);
            Trainer trainer = new Trainer(compute, control, metrics, new FileCheckpoints(work), null);
            if (!trainer.run(
                    new TrainingPhase(Phase.only(task.name(), Phase.Part.METHOD), task, optimizer, settings))) {
                return null;
            }
            model.parameters().freeze();
            Outcome outcome = new Outcome(
                    accuracy(compute, model, prepared(fresh(Domain.CLEAR))),
                    accuracy(compute, model, prepared(fresh(Domain.SHIFTED))));
            model.save(folder);
            BundledModelCard.write(folder, this, model.parameters().count(), compute.threads(), outcome);
            OutputFolders.delete(work);
            return outcome;
        }
    }

    /** One prompt per class, as the zero-shot classifier uses them. */
    public static List<String> classPrompts() {
        return RoadSigns.classNames().stream()
                .map(name -> RoadSigns.PROMPT_TEMPLATE.replace("{}", name))
                .toList();
    }

    /** A checkpoint of another recipe must not be gone on with. */
    private void requireSameRecipe(Path file) {
        try {
            if (!Files.exists(file)) {
                AtomicFiles.write(file, toString().getBytes(StandardCharsets.UTF_8));
            } else if (!Files.readString(file).equals(toString())) {
                throw new InputException(Messages.of(BundledModelRecipe.class).get("recipe.other", file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ImageSet fresh(Domain domain) {
        return RoadSigns.dataset(domain, seed + TEST_SEED_OFFSET, 0, 0, testImages)
                .test();
    }

    private static ClipConfig config(BpeVocabulary vocabulary) {
        TowerConfig.Gelu gelu = TowerConfig.Gelu.QUICK_GELU;
        return new ClipConfig(
                new TowerConfig(128, 512, 2, 4, gelu, 1e-5f),
                vocabulary.tokens().size(),
                CONTEXT,
                vocabulary.startToken(),
                vocabulary.endToken(),
                new TowerConfig(128, 512, 4, 4, gelu, 1e-5f),
                RoadSigns.SIDE,
                8,
                128,
                ClipConfig.LOGIT_SCALE);
    }

    private static BpeVocabulary vocabulary(Dataset data) {
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < Math.min(VOCABULARY_CAPTIONS, data.train().size()); i++) {
            sentences.addAll(data.train().captions(i));
        }
        sentences.addAll(CommonWords.list());
        return BpeVocabulary.train(sentences, VOCABULARY);
    }

    private static ClipTokenizer tokenizer(BpeVocabulary vocabulary, Path work) {
        Path file = work.resolve("tokenizer.json");
        vocabulary.write(file);
        return ClipTokenizer.load(file);
    }

    private static Rate accuracy(Compute compute, ClipModel model, PreparedImages images) {
        try (ZeroShotClassifier classifier = zeroShot(model)) {
            int[] predictions =
                    new Predictor(compute, PREDICTION_BATCH).predictions(classifier, images, ImageEdit.NONE);
            long right = 0;
            for (int i = 0; i < predictions.length; i++) {
                right += predictions[i] == images.label(i) ? 1 : 0;
            }
            return new Rate(right, predictions.length);
        }
    }

    private static ZeroShotClassifier zeroShot(ClipModel model) {
        try (var _ = new TensorScope()) {
            return new ZeroShotClassifier(
                    model,
                    RoadSigns.classNames(),
                    classPrompts().stream().map(List::of).toList());
        }
    }

    private static PreparedImages prepared(ImageSet images) {
        return new PreparedImages(images, Preprocessing.clip(RoadSigns.SIDE), 0);
    }
}
