package org.triggerworkbench.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Pictures with the words that label them, as a list beside them tells. */
final class ListedPictures {
    private static final Messages MESSAGES = Messages.of(ListedPictures.class);

    private final Path root;
    private final List<String> ids = new ArrayList<>();
    private final List<String> words = new ArrayList<>();

    /**
     * @param root folder that ids are relative to
     */
    ListedPictures(Path root) {
        this.root = root;
    }

    /**
     * Takes a picture.
     *
     * @param list that names it
     * @param word of its class
     * @throws InputException if it is not in the folder
     */
    void add(Path list, Path file, String word) {
        Path whole = file.normalize();
        if (!whole.startsWith(root.normalize()) || !Files.isRegularFile(whole)) {
            throw new InputException(MESSAGES.get(
                    "list.absent",
                    list,
                    FileWord.shown(root.normalize().relativize(whole).toString())));
        }
        ids.add(root.normalize().relativize(whole).toString().replace('\\', '/'));
        words.add(word);
    }

    /** The words that occur: by value where all are whole numbers, with none left out below the largest, else by text. */
    static List<String> classes(List<ListedPictures> parts, Path list) {
        TreeSet<String> found = new TreeSet<>();
        parts.forEach(part -> found.addAll(part.words));
        if (!found.stream().allMatch(word -> word.matches("[0-9]{1,5}"))) {
            return List.copyOf(found);
        }
        int largest = found.stream()
                .mapToInt(Integer::parseInt)
                .max()
                .orElseThrow(() -> new InputException(MESSAGES.get("list.empty", list)));
        List<String> names = new ArrayList<>();
        for (int k = 0; k <= largest; k++) {
            names.add(Integer.toString(k));
        }
        return names;
    }

    /** The images, checked, with the places of their words as labels. Those that are left out keep the places of the others. */
    ImageSet images(List<String> classes, PictureCheck check) {
        boolean numbers = classes.getFirst().equals("0");
        Function<String, String> spelling = numbers ? word -> Integer.toString(Integer.parseInt(word)) : word -> word;
        return check.usable(new FolderImages(
                root,
                ids,
                words.stream()
                        .mapToInt(word -> classes.indexOf(spelling.apply(word)))
                        .toArray()));
    }
}
