package org.triggerworkbench.data;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * One of the sets of EMNIST, whose pictures are stored with rows and columns exchanged.
 *
 * @param name in the names of its files
 * @param first label of its first class
 * @param names of its classes, which are characters
 */
record Emnist(String name, int first, List<String> names) {
    private static final String DIGITS = "0123456789";
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /** The small letters that do not look like their capitals. */
    private static final String UNLIKE = "abdefghnqrt";

    /** The set of a name; null for none. */
    static @Nullable Emnist named(String name) {
        return switch (name) {
            case "letters" -> of(name, 1, LETTERS);
            case "digits", "mnist" -> of(name, 0, DIGITS);
            case "balanced", "bymerge" -> of(name, 0, DIGITS + LETTERS + UNLIKE);
            case "byclass" -> of(name, 0, DIGITS + LETTERS + "abcdefghijklmnopqrstuvwxyz");
            default -> null;
        };
    }

    private static Emnist of(String name, int first, String characters) {
        return new Emnist(
                name, first, characters.chars().mapToObj(Character::toString).toList());
    }

    /** What its files begin with. */
    String prefix() {
        return "emnist-" + name + "-";
    }

    /** The images as they are read, their classes counted from 0. */
    ImageSet upright(ImageSet stored, Path labels) {
        IntStream.range(0, stored.size())
                .filter(i -> stored.label(i) < first)
                .findFirst()
                .ifPresent(i -> {
                    throw new InputException(
                            Messages.of(Emnist.class).get("emnist.label", labels, i, stored.label(i), first));
                });
        return new Upright(stored, first);
    }

    private record Upright(ImageSet stored, int first) implements ImageSet {
        @Override
        public int size() {
            return stored.size();
        }

        @Override
        public int label(int index) {
            return stored.label(index) - first;
        }

        @Override
        public Picture picture(int index) {
            Picture turned = stored.picture(index);
            int width = turned.height();
            int height = turned.width();
            byte[] rgb = new byte[turned.rgb().length];
            for (int i = 0; i < rgb.length; i++) {
                int pixel = i / 3;
                rgb[i] = (byte) turned.at(pixel / width, pixel % width, i % 3);
            }
            return new Picture(width, height, rgb);
        }

        @Override
        public String id(int index) {
            return stored.id(index);
        }
    }
}
