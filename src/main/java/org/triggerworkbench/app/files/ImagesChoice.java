package org.triggerworkbench.app.files;

import java.util.Optional;
import org.triggerworkbench.app.state.Settings;
import org.triggerworkbench.data.BrokenPictures;
import org.triggerworkbench.data.DataReading;
import org.triggerworkbench.data.Sample.Split;
import org.triggerworkbench.text.Messages;

/** Which images of a data set are shown: as was told the last time, or asked and remembered. */
final class ImagesChoice {
    private static final Messages TEXT = Messages.of(ImagesChoice.class);

    private final Settings settings;
    private final Questions questions;

    ImagesChoice(Settings settings, Questions questions) {
        this.settings = settings;
        this.questions = questions;
    }

    /**
     * The images as they are to be shown: asked where some are broken or there are several parts; empty for not at all.
     *
     * @param again whether what was told of them the last time still holds
     */
    Optional<ImagesWish> wished(OpenedPath.Data data, boolean again) {
        String source = data.path().toString();
        Optional<ImagesWish> told = settings.answer(source)
                .flatMap(ImagesWish::reading)
                .filter(reading -> data.splits().contains(reading.split()))
                .map(reading -> new ImagesWish(source, reading));
        String fault = data.fault();
        boolean hasTest = data.splits().contains(Split.TEST);
        if (fault == null && hasTest && data.splits().size() == 1) {
            return Optional.of(ImagesWish.usual(source));
        }
        if (again
                && told.filter(wish -> fault == null || wish.reading().broken() == BrokenPictures.LEAVE_OUT)
                        .isPresent()) {
            return told;
        }
        String why =
                fault != null ? fault : TEXT.get(hasTest ? "data.several" : "data.noTest", OpenFlow.title(data.path()));
        return ask(data, why, told.orElseGet(() -> first(data, source)));
    }

    /** The test images, else those of the first part there is. */
    private static ImagesWish first(OpenedPath.Data data, String source) {
        boolean hasTest = data.splits().contains(Split.TEST) || data.splits().isEmpty();
        return new ImagesWish(
                source, new DataReading(hasTest ? Split.TEST : data.splits().getFirst(), BrokenPictures.REFUSE));
    }

    /** Asks for images and keeps the answer. */
    Optional<ImagesWish> ask(OpenedPath.Data data, String why, ImagesWish tried) {
        Optional<ImagesWish> wish =
                questions.data(new ImagesQuestion(data.path(), why, data.fault() != null, tried, data.splits()));
        wish.ifPresent(images -> settings.remember(images.source(), images.kept()));
        return wish;
    }
}
