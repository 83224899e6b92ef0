package org.triggerworkbench.experiment.open;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.data.BrokenPictures;
import org.triggerworkbench.data.DataSources;
import org.triggerworkbench.data.Dataset;
import org.triggerworkbench.data.ImageSet;
import org.triggerworkbench.data.ImageSets;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.data.signs.RoadSigns;
import org.triggerworkbench.experiment.Assets;
import org.triggerworkbench.experiment.BundledData;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.open.SubjectRequest.Images;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ImageModel;
import org.triggerworkbench.model.ImageSize;
import org.triggerworkbench.model.ImageTextModel;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.model.load.ModelLoader;
import org.triggerworkbench.model.load.OutputWish;
import org.triggerworkbench.model.load.SeveralOutputsException;
import org.triggerworkbench.model.network.Architecture;
import org.triggerworkbench.model.network.NetworkClassifier;
import org.triggerworkbench.prompt.TextPrompt;
import org.triggerworkbench.prompt.TextTemplate;

/** Opens data and models by what the user writes: a path, or the name of something bundled. */
public final class Sources {
    /** CLIP's plain prompt, for data that brings no template of its own. */
    public static final String PLAIN_TEMPLATE = "a photo of a {}";

    private static final double POOL_TEST_FRACTION = 0.2;
    private static final long POOL_SPLIT_SEED = 1;
    private static final long KEPT_BYTES = 1L << 30;

    private final Compute compute;
    private final ModelLoader models;

    public Sources(Compute compute) {
        this.compute = compute;
        this.models = new ModelLoader(compute);
    }

    /**
     * @param remarks takes a sentence on each thing about a model that was not told but guessed or put right
     */
    public Sources(Compute compute, Consumer<String> remarks) {
        this(compute, remarks, false);
    }

    /** @param trustScripts whether the code of TorchScript files may do more than arithmetic, and so whatever the user may */
    public Sources(Compute compute, Consumer<String> remarks, boolean trustScripts) {
        this.compute = compute;
        this.models = new ModelLoader(compute, remarks, trustScripts);
    }

    /** A data set with the splits it has; a pool of images is all test. */
    public static Dataset data(String spec) {
        return data(spec, BrokenPictures.REFUSE);
    }

    /** A data set with the splits it has, with a wish for picture files that cannot be decoded. */
    public static Dataset data(String spec, BrokenPictures broken) {
        return new DataSources(BundledData.all()).open(spec, broken);
    }

    /** A data set with train and test images; a pool is split 80 to 20, always the same way. */
    public static Dataset splitData(String spec) {
        return splitData(spec, BrokenPictures.REFUSE);
    }

    private static Dataset splitData(String spec, BrokenPictures broken) {
        return new DataSources(BundledData.all()).openSplit(spec, broken, POOL_TEST_FRACTION, POOL_SPLIT_SEED);
    }

    /** The data of a request. */
    static Dataset data(SubjectRequest.Images images) {
        return switch (images) {
            case Images.Shown shown -> data(shown.source(), shown.broken());
            case Images.Parts parts -> {
                Dataset data = splitData(parts.source(), parts.broken());
                ImageSet validation = data.validation();
                if (validation.size() == 0) {
                    // Figures of an epoch need no images of their own: those to report on are never looked at while
                    // training.
                    validation = ImageSets.balancedSample(
                            data.train(),
                            Math.min(parts.validation(), data.train().size()),
                            parts.seed());
                }
                yield new Dataset(
                        data.name(),
                        data.classNames(),
                        some(data.train(), parts.train(), parts.seed()),
                        some(validation, parts.validation(), parts.seed()),
                        some(data.test(), parts.test(), parts.seed()),
                        data.remarks());
            }
        };
    }

    private static ImageSet some(ImageSet images, int count, long seed) {
        return count == 0 ? images : ImageSets.representative(images, count, seed);
    }

    /**
     * A model by path or bundled name.
     *
     * @param architecture stands in for a card; null leaves it to the card
     * @param size picture size for TorchScript files without a card; null where unknown
     */
    public ImageModel model(String spec, @Nullable String architecture, @Nullable ImageSize size) {
        return model(spec, architecture, size, OutputWish.NONE);
    }

    /**
     * The same, where something is known of which output of a TorchScript file holds the logits.
     *
     * @throws SeveralOutputsException if that must be told
     */
    public ImageModel model(String spec, @Nullable String architecture, @Nullable ImageSize size, OutputWish wish) {
        return models.load(Assets.model(spec).orElseGet(() -> Path.of(spec)), architecture, size, wish);
    }

    /**
     * The model of a request as a classifier over the classes of the data: itself, or zero-shot by the data's template.
     *
     * @param shown whose pictures have the size of a model that does not tell its own
     */
    Classifier classifier(SubjectRequest.Model told, Dataset data, ImageSet shown) {
        ImageSize size = told.size() > 0 ? new ImageSize(told.size(), told.size()) : pictureSize(shown);
        if (told.source().equals(Experiment.Model.NEW)) {
            return fresh(told, data, size);
        }
        OutputWish wish = new OutputWish(told.output(), data.classNames().size());
        return classifier(model(told.source(), told.architecture(), size, wish), data);
    }

    /** A classifier over the classes of the data: the model itself, or zero-shot by the data's template. Owns the model. */
    public static Classifier classifier(ImageModel model, Dataset data) {
        if (model instanceof Classifier classifier) {
            return classifier;
        }
        if (!(model instanceof ImageTextModel imageText)) {
            throw new IllegalArgumentException("a model that is neither classifier nor image-text model");
        }
        List<String> names = data.classNames();
        try {
            TextPrompt usual = new TextPrompt(List.of(new TextTemplate(template(data))), Map.of());
            return new ZeroShotClassifier(imageText, names, usual.sentences(names), true);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /** A network with weights that a seed decides, for the classes of the data. */
    private Classifier fresh(SubjectRequest.Model told, Dataset data, @Nullable ImageSize size) {
        Architecture known = Architecture.named(String.valueOf(told.architecture()));
        InputSpec usual = known.input();
        InputSpec input = size == null ? usual : usual.withSize(size);
        ModelCard card = new ModelCard(known.name(), known.name(), data.classNames(), input, "");
        return NetworkClassifier.create(
                compute, card, data.classNames().size(), Seeds.derive(told.seed(), "new model", 0));
    }

    /** The words around a class name that suit the data. */
    public static String template(Dataset data) {
        return BundledData.all().containsKey(DataSources.whole(data.name()))
                ? RoadSigns.PROMPT_TEMPLATE
                : PLAIN_TEMPLATE;
    }

    /** Images as the model sees them, kept in memory once prepared, up to 1 GiB. */
    public static PreparedImages prepare(ImageSet images, InputSpec input) {
        return new PreparedImages(images, input.preprocessing(), KEPT_BYTES);
    }

    /** Size of the first picture of a set, the hint for models that do not tell; null for an empty set. */
    public static @Nullable ImageSize pictureSize(ImageSet images) {
        if (images.size() == 0) {
            return null;
        }
        var picture = images.picture(0);
        return new ImageSize(picture.width(), picture.height());
    }
}
