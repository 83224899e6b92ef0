package org.triggerworkbench.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.data.BrokenPictures;
import org.triggerworkbench.data.Sample;
import org.triggerworkbench.experiment.open.SubjectRequest;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.trigger.TriggerFiles;
import org.triggerworkbench.trigger.TriggerReading;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The trigger that is put on images, and how many of them are shown at a time. */
final class TriggerOptions {
    @Option(names = "--trigger", paramLabel = "FILE", descriptionKey = "trigger")
    @Nullable
    Path trigger;

    @Option(
            names = "--trigger-mode",
            paramLabel = "replace|add",
            converter = ModeConverter.class,
            descriptionKey = "triggerMode")
    TriggerFiles.@Nullable Mode triggerMode;

    @Option(names = "--trigger-at", paramLabel = "X,Y|PLACE", descriptionKey = "triggerAt")
    @Nullable
    String triggerAt;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "100",
            converter = Counts.class,
            descriptionKey = "evaluationBatch")
    int batch = 100;

    /**
     * Refuses options that say how to read a trigger where none is given.
     *
     * @param needed whether to go without one is wrong too
     */
    void require(CommandLine line, boolean needed) {
        if (trigger != null) {
            return;
        }
        if (triggerMode != null) {
            throw new ParameterException(line, CliText.get("use.modeAlone"));
        }
        if (triggerAt != null) {
            throw new ParameterException(line, CliText.get("use.placeAlone"));
        }
        if (needed) {
            throw new ParameterException(line, CliText.get("use.exportTrigger"));
        }
    }

    /** A model on some images, with this trigger. */
    SubjectRequest request(SubjectOptions asked, Sample sample, String target) {
        return SubjectRequest.of(asked.model, asked.architecture, asked.data, sample, target)
                .withBroken(BrokenPictures.of(asked.skipBroken))
                .withOutput(asked.output)
                .withPrompt(asked.prompt)
                .withTriggerAs(trigger, TriggerReading.of(triggerMode, triggerAt));
    }

    /** Reads how a trigger picture is meant. */
    static final class ModeConverter implements ITypeConverter<TriggerFiles.Mode> {
        @Override
        public TriggerFiles.Mode convert(String word) {
            try {
                return TriggerFiles.Mode.parse(word);
            } catch (InputException e) {
                throw new TypeConversionException(e.sentence());
            }
        }
    }
}
