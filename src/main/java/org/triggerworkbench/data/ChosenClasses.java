package org.triggerworkbench.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * The images of a few classes of another set, whose labels are counted anew.
 *
 * @param some all images of those classes
 * @param places by label of the whole set: the new label
 */
record ChosenClasses(ImageSet some, int[] places) implements ImageSet {
    private static final int NOT_CHOSEN = -1;
    /** Of a set with more classes, only so many are told. */
    private static final int NAMED = 50;

    /**
     * A data set of a few classes of another, in the order named.
     *
     * @param name of the new set
     * @throws InputException if there is no such class, one is named twice, or fewer than two are
     */
    static Dataset of(Dataset data, String name, List<String> classes) {
        int[] places = new int[data.classNames().size()];
        Arrays.fill(places, NOT_CHOSEN);
        List<String> names = new ArrayList<>();
        for (String wanted : classes) {
            int label = IntStream.range(0, places.length)
                    .filter(k -> data.classNames().get(k).equalsIgnoreCase(wanted.strip()))
                    .findFirst()
                    .orElse(NOT_CHOSEN);
            if (label == NOT_CHOSEN || places[label] != NOT_CHOSEN) {
                throw new InputException(Messages.of(ChosenClasses.class)
                        .get(
                                "classes.unknown",
                                FileWord.shown(wanted.strip()),
                                FileWord.shown(data.name()),
                                FileWord.list(data.classNames(), NAMED)));
            }
            places[label] = names.size();
            names.add(data.classNames().get(label));
        }
        if (names.size() < 2) {
            throw new InputException(Messages.of(ChosenClasses.class).get("classes.one", FileWord.shown(name)));
        }
        return new Dataset(
                name,
                names,
                of(data.train(), places),
                of(data.validation(), places),
                of(data.test(), places),
                data.remarks());
    }

    private static ImageSet of(ImageSet images, int[] places) {
        int[] chosen = IntStream.range(0, images.size())
                .filter(i -> places[images.label(i)] != NOT_CHOSEN)
                .toArray();
        return chosen.length == 0 ? ImageSets.empty() : new ChosenClasses(ImageSets.subset(images, chosen), places);
    }

    @Override
    public int size() {
        return some.size();
    }

    @Override
    public int label(int index) {
        return places[some.label(index)];
    }

    @Override
    public Picture picture(int index) {
        return some.picture(index);
    }

    @Override
    public List<String> captions(int index) {
        return some.captions(index);
    }

    @Override
    public String id(int index) {
        return some.id(index);
    }
}
