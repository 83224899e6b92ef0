package org.triggerworkbench.experiment;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.data.Sample;
import org.triggerworkbench.trigger.TriggerFiles;

/**
 * What is to be evaluated, as a person writes it.
 *
 * @param model path or name of a bundled model
 * @param architecture stands in for a model card; null leaves it to the card
 * @param data path or name of a bundled data set
 * @param sample images that are shown
 * @param target class the attack wants, as its number from 0 or its name
 * @param trigger file of the trigger; null measures clean images only
 * @param triggerMode how a PNG trigger is read; null leaves it to the file
 * @param prompt file of a visual prompt, or of an array of the model's input size to add; null for none
 * @param batch images a forward pass, at least 1
 */
public record EvaluationRequest(
        String model,
        @Nullable String architecture,
        String data,
        Sample sample,
        String target,
        @Nullable Path trigger,
        TriggerFiles.@Nullable Mode triggerMode,
        @Nullable Path prompt,
        int batch) {}
