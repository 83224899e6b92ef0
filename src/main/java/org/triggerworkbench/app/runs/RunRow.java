package org.triggerworkbench.app.runs;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.attack.Attacks;
import org.triggerworkbench.defense.Defenses;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.folder.StoredResult;
import org.triggerworkbench.method.Card;
import org.triggerworkbench.method.Methods;
import org.triggerworkbench.text.Messages;

/**
 * A run folder as the list shows it.
 *
 * @param path of the folder
 * @param name for people: the user's, else the experiment's
 * @param note of the user; empty for none
 * @param method id of the attack or the defence; empty where the experiment cannot be read
 * @param result null until the run is finished
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
        @Nullable StoredResult result,
        Instant date,
        State state,
        @Nullable Experiment experiment,
        String fault,
        @Nullable Thumbnail picture) {
    private static final Messages TEXT = Messages.of(RunRow.class);

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

    /** A rate of the result; {@link Rate#NONE} where it was not measured. */
    Rate rate(Measure measure) {
        StoredResult found = result;
        return found == null ? Rate.NONE : found.rate(measure);
    }

    /** Whether training images were poisoned, and which is known. */
    boolean hasPoisonedImages() {
        return result instanceof StoredResult.Attacked attacked && attacked.poisonedImages() > 0;
    }

    /** What a defence found, for people; empty for other runs. */
    String found() {
        return switch (result) {
            case StoredResult.Detected detected -> TEXT.get("found." + detected.verdict());
            case StoredResult.Scored scored ->
                TEXT.get("found.area", String.format(Locale.ROOT, "%.3f", scored.areaUnderRoc()));
            case StoredResult.Repaired repaired ->
                TEXT.get(
                        "found.repaired",
                        Format.percent(repaired.before().getOrDefault(Measure.ATTACK_SUCCESS, Rate.NONE)));
            case StoredResult.Attacked _ -> "";
            case null -> "";
        };
    }

    /** Everything random follows from it; null where the experiment cannot be read. */
    @Nullable
    Long seed() {
        return experiment == null ? null : experiment.seed();
    }

    /** The model attacked or defended: its bundled name, or that of its file; empty where the experiment cannot be read. */
    String model() {
        if (experiment == null) {
            return "";
        }
        Experiment.Model model = experiment.model();
        return model.source().equals(Experiment.Model.NEW)
                ? TEXT.get("model.new", model.architecture())
                : lastPart(model.source());
    }

    /** The method by its name for people; by its id where it is not known here. */
    String methodTitle() {
        return Methods.named(Attacks.all(), method)
                .map(Card::of)
                .or(() -> Methods.named(Defenses.all(), method).map(Card::of))
                .map(Card::title)
                .orElse(method);
    }

    /** The data: its bundled name, or that of its file or folder; empty where the experiment cannot be read. */
    String data() {
        return experiment == null ? "" : lastPart(experiment.data().source());
    }

    /** A name without the folders it lies in. */
    private static String lastPart(String source) {
        String bare = source.replaceAll("[/\\\\]+$", "");
        return bare.substring(Math.max(bare.lastIndexOf('/'), bare.lastIndexOf('\\')) + 1);
    }

    /** Whether it has all the words of a search, in any of its texts. */
    boolean matches(String search) {
        String all = String.join(
                        " ",
                        name,
                        note,
                        method,
                        methodTitle(),
                        found(),
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
