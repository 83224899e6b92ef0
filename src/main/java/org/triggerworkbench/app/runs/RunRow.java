package org.triggerworkbench.app.runs;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.Experiment;

/**
 * A run folder as the list shows it.
 *
 * @param path of the folder
 * @param name for people: the person's, else the experiment's
 * @param note of the person; empty for none
 * @param method of the attack; empty where the experiment cannot be read
 * @param attackSuccess {@link Rate#NONE} until the run is finished
 * @param cleanAccuracy as above
 * @param control attack success of the control, as above
 * @param date of the last change of the result, or of the experiment before that
 * @param experiment as resolved; null where it cannot be read
 * @param fault why a failed run failed; empty for others
 * @param picture trigger or prompt; null where there is none yet
 */
record RunRow(
        Path path,
        String name,
        String note,
        String method,
        Rate attackSuccess,
        Rate cleanAccuracy,
        Rate control,
        Instant date,
        State state,
        @Nullable Experiment experiment,
        String fault,
        @Nullable Thumbnail picture) {

    /** How far a run is. */
    enum State {
        FINISHED,
        /** Broken off, or never started; goes on from its checkpoints. */
        RESUMABLE,
        /** Its files cannot be used. */
        FAILED
    }

    /** A small picture, ARGB row by row. */
    record Thumbnail(int width, int height, int[] argb) {
        /** By its pixels, so that a folder read again is seen to be unchanged. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Thumbnail picture && width == picture.width && Arrays.equals(argb, picture.argb);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(argb);
        }
    }

    /** Whether it has all the words of a search, in any of its texts. */
    boolean matches(String search) {
        String all = String.join(
                        " ",
                        name,
                        note,
                        method,
                        String.valueOf(path.getFileName()),
                        experiment == null ? "" : experiment.model().source(),
                        experiment == null ? "" : experiment.data().source(),
                        experiment == null ? "" : experiment.job().target())
                .toLowerCase(Locale.ROOT);
        for (String word : search.toLowerCase(Locale.ROOT).strip().split("\\s+")) {
            if (!all.contains(word)) {
                return false;
            }
        }
        return true;
    }
}
