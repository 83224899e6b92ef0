package org.triggerworkbench.app.files;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.data.Sample.Split;

/**
 * Which images are to be shown.
 *
 * @param about the model they are for, or where they are
 * @param why it is asked
 * @param isFault whether that is a fault of what was tried
 * @param tried the wish that is to be changed; null for the first time
 * @param splits that the images tried have; empty where it is not known
 */
public record ImagesQuestion(
        Path about, String why, boolean isFault, @Nullable ImagesWish tried, List<Split> splits) {
    public ImagesQuestion {
        splits = List.copyOf(splits);
    }

    /** Whether a part of a source can be asked for. */
    boolean offers(@Nullable String source, Split split) {
        boolean known = tried != null && tried.source().equals(source) && !splits.isEmpty();
        return !known || splits.contains(split);
    }
}
