package org.triggerworkbench.data;

import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * Finds the pictures of a source that cannot be used, while it is opened. What is left out depends on the files alone: one that
 * may not be read, or is too large for the memory that is free, is refused whatever the wish.
 */
final class PictureCheck {
    private static final Messages MESSAGES = Messages.of(PictureCheck.class);

    /** Encoded pictures by their places. */
    interface Encoded extends ImageSet {
        /** The bytes of a picture file. */
        byte[] bytes(int index);

        /** What a picture is called in a sentence. */
        String shown(int index);
    }

    private final BrokenPictures wish;
    private final List<String> leftOut = new ArrayList<>();

    PictureCheck(BrokenPictures wish) {
        this.wish = wish;
    }

    /**
     * The pictures that can be used, in their order.
     *
     * @throws InputException naming the first broken one and how many others there are, where they are not left out
     */
    ImageSet usable(Encoded images) {
        List<@Nullable Fault> faults = IntStream.range(0, images.size())
                .parallel()
                .mapToObj(index -> fault(images, index))
                .toList();
        List<Fault> found = faults.stream().filter(Objects::nonNull).toList();
        List<InputException> refused = found.stream()
                .filter(fault -> wish == BrokenPictures.REFUSE || !fault.ofFile())
                .map(Fault::sentence)
                .toList();
        if (refused.size() == 1) {
            throw refused.getFirst();
        }
        if (!refused.isEmpty()) {
            InputException first = refused.getFirst();
            throw new InputException(
                    MESSAGES.get("folder.broken", first.sentence(), refused.size() - 1, images.size()), first);
        }
        if (found.isEmpty()) {
            return images;
        }
        IntStream.range(0, images.size())
                .filter(index -> faults.get(index) != null)
                .mapToObj(images::id)
                .forEach(leftOut::add);
        return ImageSets.subset(
                images,
                IntStream.range(0, images.size())
                        .filter(index -> faults.get(index) == null)
                        .toArray());
    }

    /** Ids of the pictures that were left out so far. */
    List<String> leftOut() {
        return leftOut;
    }

    /**
     * Why a picture cannot be used.
     *
     * @param ofFile whether it is so on every machine
     */
    private record Fault(InputException sentence, boolean ofFile) {}

    private @Nullable Fault fault(Encoded images, int index) {
        byte[] bytes;
        try {
            bytes = images.bytes(index);
        } catch (InputException e) {
            return new Fault(e, false);
        }
        try {
            if (wish == BrokenPictures.REFUSE) {
                PictureFiles.check(bytes, images.shown(index));
            } else {
                PictureFiles.decode(bytes, images.shown(index));
            }
            return null;
        } catch (InputException e) {
            return new Fault(e, isOfFile(e));
        }
    }

    /** Whether it is the file, neither too little memory nor somebody who stopped the reading, that is at fault. */
    private static boolean isOfFile(InputException fault) {
        for (Throwable cause = fault.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError || cause instanceof ClosedByInterruptException) {
                return false;
            }
        }
        return true;
    }
}
