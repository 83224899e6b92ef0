package org.triggerworkbench.experiment.live;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.data.DataReading;
import org.triggerworkbench.data.Sample;
import org.triggerworkbench.experiment.open.OpenedData;
import org.triggerworkbench.experiment.open.SubjectRequest;
import org.triggerworkbench.experiment.scenario.Scenario;
import org.triggerworkbench.trigger.TriggerFiles;

/**
 * What is to be looked at, as files and names.
 *
 * @param title for people
 * @param model path or name of a bundled model
 * @param architecture stands in for a model card; null leaves it to the card
 * @param output number or key of the output of a TorchScript file that holds the logits; null leaves it to the file
 * @param data path or name of a bundled data set
 * @param reading which of its images are shown
 * @param target name or number of the target class
 * @param cleanPrompt file of a visual prompt without a backdoor; null for none
 * @param backdooredPrompt file of a visual prompt with one; null for none
 * @param trigger file of a trigger; null for none
 * @param triggerMode how a PNG trigger is read; null leaves it to the file
 * @param batch images of the sheet
 * @param seed decides which, as {@code evaluate --limit} draws them
 * @param withheld whether trigger and target are not shown until somebody asks for them
 */
public record LiveRequest(
        String title,
        String model,
        @Nullable String architecture,
        @Nullable String output,
        String data,
        DataReading reading,
        String target,
        @Nullable Path cleanPrompt,
        @Nullable Path backdooredPrompt,
        @Nullable Path trigger,
        TriggerFiles.@Nullable Mode triggerMode,
        int batch,
        long seed,
        boolean withheld) {

    /** Images of the sheet where nobody says otherwise. */
    public static final int BATCH = 64;

    /** Without prompts and trigger, with the usual sheet. */
    public LiveRequest(String title, String model, @Nullable String architecture, String data, String target) {
        this(
                title,
                model,
                architecture,
                null,
                data,
                DataReading.USUAL,
                target,
                null,
                null,
                null,
                null,
                BATCH,
                Sample.SEED,
                false);
    }

    /** All of a scene that comes with the program. */
    public static LiveRequest of(Scenario scenario) {
        return new LiveRequest(scenario.title(), scenario.modelSource(), null, scenario.data(), scenario.target())
                .withPrompts(scenario.cleanPromptFile(), scenario.backdooredPromptFile())
                .withTrigger(scenario.triggerFile(), null)
                .withheld(scenario.withheld());
    }

    /**
     * Opens its data, for which no engine is needed.
     *
     * @throws org.triggerworkbench.text.InputException if they cannot be used
     */
    public OpenedData openData() {
        return OpenedData.of(subject());
    }

    /** Model, data, target and trigger; with prompts, which may come and go, on the data's classes. */
    SubjectRequest subject() {
        boolean prompted = cleanPrompt != null || backdooredPrompt != null;
        return SubjectRequest.of(model, architecture, data, new Sample(reading.split(), batch, seed), target)
                .withOutput(output)
                .withBroken(reading.broken())
                .withMapping(prompted ? SubjectRequest.AUTO : null)
                .withTrigger(trigger, triggerMode);
    }

    /** The same on another model, whose output is not told yet, and other data. */
    public LiveRequest on(String name, String path, @Nullable String arch, String images, String wanted) {
        return new LiveRequest(
                name,
                path,
                arch,
                path.equals(model) ? output : null,
                images,
                reading,
                wanted,
                cleanPrompt,
                backdooredPrompt,
                trigger,
                triggerMode,
                batch,
                seed,
                withheld);
    }

    /** The same of images looked at otherwise. */
    public LiveRequest withReading(DataReading other) {
        return new LiveRequest(
                title,
                model,
                architecture,
                output,
                data,
                other,
                target,
                cleanPrompt,
                backdooredPrompt,
                trigger,
                triggerMode,
                batch,
                seed,
                withheld);
    }

    public LiveRequest withTarget(String wanted) {
        return on(title, model, architecture, data, wanted);
    }

    public LiveRequest withPrompts(@Nullable Path clean, @Nullable Path backdoored) {
        return with(clean, backdoored, trigger, triggerMode, batch, seed);
    }

    public LiveRequest withTrigger(@Nullable Path file, TriggerFiles.@Nullable Mode mode) {
        return with(cleanPrompt, backdooredPrompt, file, mode, batch, seed);
    }

    /** The same with its trigger and target told only when somebody asks for them. */
    public LiveRequest withheld(boolean secret) {
        return new LiveRequest(
                title,
                model,
                architecture,
                output,
                data,
                reading,
                target,
                cleanPrompt,
                backdooredPrompt,
                trigger,
                triggerMode,
                batch,
                seed,
                secret);
    }

    /** The same with the logits in another output of its TorchScript file; null leaves it to the file. */
    public LiveRequest withOutput(@Nullable String other) {
        return new LiveRequest(
                title,
                model,
                architecture,
                other,
                data,
                reading,
                target,
                cleanPrompt,
                backdooredPrompt,
                trigger,
                triggerMode,
                batch,
                seed,
                withheld);
    }

    public LiveRequest withSheet(int images, long itsSeed) {
        return with(cleanPrompt, backdooredPrompt, trigger, triggerMode, images, itsSeed);
    }

    private LiveRequest with(
            @Nullable Path clean,
            @Nullable Path bad,
            @Nullable Path file,
            TriggerFiles.@Nullable Mode mode,
            int images,
            long itsSeed) {
        return new LiveRequest(
                title,
                model,
                architecture,
                output,
                data,
                reading,
                target,
                clean,
                bad,
                file,
                mode,
                images,
                itsSeed,
                withheld);
    }
}
