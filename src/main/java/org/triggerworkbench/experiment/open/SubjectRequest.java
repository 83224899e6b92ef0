package org.triggerworkbench.experiment.open;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.data.BrokenPictures;
import org.triggerworkbench.data.Sample;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.trigger.TriggerFiles;
import org.triggerworkbench.trigger.TriggerReading;

/**
 * What is to be opened together, as somebody writes it.
 *
 * @param target class the attack wants, as its number from 0 or its name
 * @param prompt file of a visual prompt, a text prompt or a learned context, or of an array of the model's input size to add;
 *     null for none
 * @param mapping of the model's classes to those of the data, unless the prompt brings one: {@code auto}, {@code identity},
 *     {@code first-k} or {@code frequency}; null leaves a model without a visual prompt its own classes
 * @param trigger file of the trigger; null for none
 * @param reading how a trigger is meant that does not say it itself
 */
public record SubjectRequest(
        Model model,
        Images images,
        String target,
        @Nullable Path prompt,
        @Nullable String mapping,
        @Nullable Path trigger,
        TriggerReading reading) {

    /** The mapping where nobody chose one. */
    public static final String AUTO = "auto";

    private static final TriggerReading PLAIN = new TriggerReading(null, null);

    /** Of a trigger that says itself how it is meant. */
    public SubjectRequest(
            Model model,
            Images images,
            String target,
            @Nullable Path prompt,
            @Nullable String mapping,
            @Nullable Path trigger) {
        this(model, images, target, prompt, mapping, trigger, PLAIN);
    }

    /**
     * A model.
     *
     * @param source path, name of a bundled model, or {@link Experiment.Model#NEW} for new weights
     * @param architecture stands in for a model card; null leaves it to the card
     * @param size edge of its pictures where nothing tells it; 0 takes that of the data
     * @param seed of new weights
     * @param output number or key of the output of a TorchScript file that holds the logits; null leaves it to the file
     */
    public record Model(
            String source,
            @Nullable String architecture,
            int size,
            long seed,
            @Nullable String output) {
        /** A model that tells its output itself. */
        public Model(String source, @Nullable String architecture, int size, long seed) {
            this(source, architecture, size, seed, null);
        }
    }

    /** A data set and how much of it. */
    public sealed interface Images {
        /** Path or name of a bundled data set. */
        String source();

        /** What becomes of picture files that cannot be decoded. */
        BrokenPictures broken();

        /** A part as it comes, to be looked at; a pool of images is all test. */
        record Shown(String source, Sample sample, BrokenPictures broken) implements Images {}

        /**
         * All parts, for work that trains: a pool is split 80 to 20, and where the data has no validation images they are some
         * of those for training. The test images are shown.
         *
         * @param train most images, {@link org.triggerworkbench.data.ImageSets#representative}; 0 takes all, as of the others
         * @param seed decides which
         */
        record Parts(String source, int train, int validation, int test, long seed, BrokenPictures broken)
                implements Images {}
    }

    /** A model on some images. */
    public static SubjectRequest of(
            String model, @Nullable String architecture, String data, Sample sample, String target) {
        return new SubjectRequest(
                new Model(model, architecture, 0, 0),
                new Images.Shown(data, sample, BrokenPictures.REFUSE),
                target,
                null,
                null,
                null,
                PLAIN);
    }

    /** The same with another wish for picture files that cannot be decoded. */
    public SubjectRequest withBroken(BrokenPictures broken) {
        Images others =
                switch (images) {
                    case Images.Shown shown -> new Images.Shown(shown.source(), shown.sample(), broken);
                    case Images.Parts parts ->
                        new Images.Parts(
                                parts.source(), parts.train(), parts.validation(), parts.test(), parts.seed(), broken);
                };
        return new SubjectRequest(model, others, target, prompt, mapping, trigger, reading);
    }

    public SubjectRequest withOutput(@Nullable String output) {
        Model chosen = new Model(model.source(), model.architecture(), model.size(), model.seed(), output);
        return new SubjectRequest(chosen, images, target, prompt, mapping, trigger, reading);
    }

    public SubjectRequest withPrompt(@Nullable Path file) {
        return new SubjectRequest(model, images, target, file, mapping, trigger, reading);
    }

    public SubjectRequest withMapping(@Nullable String word) {
        return new SubjectRequest(model, images, target, prompt, word, trigger, reading);
    }

    public SubjectRequest withTrigger(@Nullable Path file, TriggerFiles.@Nullable Mode mode) {
        return withTriggerAs(file, new TriggerReading(mode, null));
    }

    public SubjectRequest withTriggerAs(@Nullable Path file, TriggerReading how) {
        return new SubjectRequest(model, images, target, prompt, mapping, file, how);
    }
}
