package org.triggerworkbench.experiment.live;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.trigger.TriggerFiles;

/**
 * What is to be looked at, as files and names.
 *
 * @param title for people
 * @param model path or name of a bundled model
 * @param architecture stands in for a model card; null leaves it to the card
 * @param data path or name of a bundled data set; its test images are shown
 * @param target name or number of the target class
 * @param cleanPrompt file of a visual prompt without a backdoor; null for none
 * @param backdooredPrompt file of a visual prompt with one; null for none
 * @param trigger file of a trigger; null for none
 * @param triggerMode how a PNG trigger is read; null leaves it to the file
 * @param batch images of the sheet, the first ones, as {@code evaluate --limit} takes them
 */
public record SceneRequest(
        String title,
        String model,
        @Nullable String architecture,
        String data,
        String target,
        @Nullable Path cleanPrompt,
        @Nullable Path backdooredPrompt,
        @Nullable Path trigger,
        TriggerFiles.@Nullable Mode triggerMode,
        int batch) {

    /** Images of the sheet where nobody says otherwise. */
    public static final int BATCH = 64;
}
