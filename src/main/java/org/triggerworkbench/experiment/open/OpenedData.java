package org.triggerworkbench.experiment.open;

import java.util.stream.Collectors;
import org.triggerworkbench.data.Dataset;
import org.triggerworkbench.data.ImageSet;
import org.triggerworkbench.data.Sample;
import org.triggerworkbench.experiment.open.SubjectRequest.Images;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * The data of a request, which need no engine: a window opens them while the engine is still being loaded.
 *
 * @param data with all of its splits
 * @param shown the images that are looked at or reported on, at least one
 */
public record OpenedData(Dataset data, ImageSet shown) {
    private static final Messages TEXT = Messages.of(OpenedData.class);

    /** @throws InputException if they cannot be used, or there is no image */
    public static OpenedData of(SubjectRequest request) {
        Dataset data = Sources.data(request.images());
        ImageSet shown =
                switch (request.images()) {
                    case Images.Shown looked -> {
                        requireImages(data, looked.source(), looked.sample().split());
                        yield looked.sample().of(data);
                    }
                    case Images.Parts parts -> {
                        String source = parts.source();
                        requireImages(data, source, Sample.Split.TRAIN);
                        requireImages(data, source, Sample.Split.TEST);
                        yield data.test();
                    }
                };
        return new OpenedData(data, shown);
    }

    private static void requireImages(Dataset data, String source, Sample.Split split) {
        if (split.of(data).size() == 0) {
            throw new InputException(TEXT.get(
                    "split.empty",
                    source,
                    split.word(),
                    Sample.Split.in(data).stream().map(Sample.Split::word).collect(Collectors.joining(", "))));
        }
    }
}
