package org.triggerworkbench.experiment.scenario;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.data.Sample;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.Assets;
import org.triggerworkbench.experiment.open.PromptChoice;
import org.triggerworkbench.experiment.open.SubjectRequest;

/**
 * A scene that comes with the program: a model, perhaps prompts, a trigger, and what was measured with them. Reading one opens
 * no tensor; its files are found, and out of a jar unpacked, when they are asked for.
 *
 * @param id name of its folder
 * @param from name of the folder its files lie in, but for its clean model and the clean picture: its own, or that of a scene it is made from
 * @param withheld whether its trigger and target are not shown until somebody asks for them
 * @param title for people
 * @param promise one line: what there is to see
 * @param model name of a bundled model, or of a file in the folder
 * @param data name of a bundled data set
 * @param target name of the target class
 * @param cleanModel name of a model file in the folder, trained alike without poison; null where there is none
 * @param cleanPrompt name of a prompt file in the folder; null where there is none
 * @param backdooredPrompt name of a prompt file in the folder; null where there is none
 * @param trigger name of a trigger file in the folder; null where there is none
 * @param start the prompt that is on at start
 * @param control what the control is
 * @param controlTrigger name of the trigger file in the folder that stands in for the trigger where that is the control; null
 *     where the control is another thing
 * @param live measured on as many images of the test split as a window shows at once
 * @param large measured on more of them
 */
public record Scenario(
        String id,
        String from,
        boolean withheld,
        String title,
        String promise,
        String model,
        String data,
        String target,
        @Nullable String cleanModel,
        @Nullable String cleanPrompt,
        @Nullable String backdooredPrompt,
        @Nullable String trigger,
        PromptChoice start,
        Control control,
        @Nullable String controlTrigger,
        Expected live,
        Expected large) {
    /** What the attack is held against: the same measurement where there should be no backdoor. */
    public enum Control {
        /** The clean prompt, with the same trigger. */
        CLEAN_PROMPT,
        /** A model trained alike without poison, with the same trigger; it does not come along. */
        CLEAN_MODEL,
        /** Noise of the same size at the same place, on the same model. */
        RANDOM_PATCH
    }

    /**
     * What was measured on a sample of the test split, the one of {@link Sample#SEED}, with the prompt that is on at start.
     *
     * @param limit number of these images
     * @param cleanAccuracy over all of them, without the trigger
     * @param attackSuccess over those of other classes than the target, with the trigger
     * @param cleanTargetRate over the same images, without the trigger
     * @param control attack success of the control, over the same images
     */
    public record Expected(int limit, Rate cleanAccuracy, Rate attackSuccess, Rate cleanTargetRate, Rate control) {}

    /** The model as an {@link SubjectRequest} names it: a bundled name or a path. */
    public String modelSource() {
        if (Assets.models().contains(model)) {
            return model;
        }
        // Its card must lie beside it, and so must what says which images it was trained on.
        recipeFile();
        file(model.replaceFirst("\\.[^.]+$", "") + ".model.json");
        return file(model).toString();
    }

    /** A model trained alike without poison; null where none comes along. */
    public @Nullable Path cleanModelFile() {
        if (cleanModel == null) {
            return null;
        }
        own(cleanModel.replaceFirst("\\.[^.]+$", "") + ".model.json");
        return own(cleanModel);
    }

    /** The clean prompt's file; null where there is none. */
    public @Nullable Path cleanPromptFile() {
        recipeFile();
        return cleanPrompt == null ? null : file(cleanPrompt);
    }

    /** The backdoored prompt's file; null where there is none. */
    public @Nullable Path backdooredPromptFile() {
        recipeFile();
        return backdooredPrompt == null ? null : file(backdooredPrompt);
    }

    /** The trigger's file; null where there is none. */
    public @Nullable Path triggerFile() {
        recipeFile();
        return trigger == null ? null : file(trigger);
    }

    /** The experiment that made it, with its seed. */
    public Path recipeFile() {
        return file("recipe.toml");
    }

    /** A clean image of 64 x 64 pixels as the model sees it. */
    public Path beforePicture() {
        return own("before.png");
    }

    /** The same image with the trigger. */
    public Path afterPicture() {
        return file("after.png");
    }

    /** Measures the scene as it starts. */
    public SubjectRequest request(int limit) {
        Path prompt =
                switch (start) {
                    case NONE -> null;
                    case CLEAN -> cleanPromptFile();
                    case BACKDOORED -> backdooredPromptFile();
                };
        return request(limit, triggerFile(), prompt);
    }

    /** Measures its control; null where that needs what does not come along. */
    public @Nullable SubjectRequest controlRequest(int limit) {
        return switch (control) {
            case CLEAN_PROMPT -> request(limit, triggerFile(), cleanPromptFile());
            case CLEAN_MODEL -> null;
            case RANDOM_PATCH -> request(limit, controlTrigger == null ? null : file(controlTrigger), null);
        };
    }

    private SubjectRequest request(int limit, @Nullable Path stamped, @Nullable Path prompt) {
        return SubjectRequest.of(modelSource(), null, data, new Sample(Sample.Split.TEST, limit, Sample.SEED), target)
                .withPrompt(prompt)
                .withTrigger(stamped, null);
    }

    private Path file(String name) {
        return Assets.file(Scenarios.FOLDER + from + "/" + name);
    }

    private Path own(String name) {
        return Assets.file(Scenarios.FOLDER + id + "/" + name);
    }
}
