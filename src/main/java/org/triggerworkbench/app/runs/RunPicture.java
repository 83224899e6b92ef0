package org.triggerworkbench.app.runs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.data.picture.Resampling;
import org.triggerworkbench.experiment.folder.RunArtifacts;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.live.Pixels;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.prompt.PromptPicture;
import org.triggerworkbench.text.InputException;

/** A run's thumbnail: the prompt it trained, else its trigger. */
final class RunPicture {
    private static final Logger LOG = LoggerFactory.getLogger(RunPicture.class);
    private static final int EDGE = 64;

    private RunPicture() {}

    /** Null where the run has made nothing yet or its picture cannot be read. */
    static RunRow.@Nullable Thumbnail of(Path run) {
        RunArtifacts made = RunFolder.made(run);
        try {
            Optional<Path> trained = made.ofMethod().filter(RunArtifacts::isPrompt);
            if (trained.isPresent()) {
                PromptFiles.Saved prompt = PromptFiles.readVisual(trained.get(), null);
                return thumbnail(
                        PromptPicture.of(prompt.layout(), prompt.values().floats()));
            }
            Path trigger = made.triggerPicture();
            return Files.isRegularFile(trigger) ? thumbnail(PictureFiles.read(trigger)) : null;
        } catch (InputException e) {
            // A run without a picture is a run all the same.
            LOG.warn("no picture of {}", run, e);
            return null;
        }
    }

    private static RunRow.Thumbnail thumbnail(Picture picture) {
        Picture small = picture.width() <= EDGE && picture.height() <= EDGE
                ? picture
                : Resampling.resize(picture, EDGE, EDGE, Resampling.Filter.NEAREST);
        return new RunRow.Thumbnail(small.width(), small.height(), Pixels.argb(small));
    }
}
