package org.triggerworkbench.experiment.open;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * Class names of a data set, by which the user may name a class.
 *
 * @param names in the order of the labels
 */
public record ClassNames(List<String> names) {
    private static final int SUGGESTIONS = 5;

    /**
     * The number of a class. A whole number is a place counted from 0, also where class names are numbers; any other word
     * is a name, upper and lower case alike.
     *
     * @param classes number of classes there are
     * @throws InputException if there is no such class; the message lists near names
     */
    public int number(String word, int classes) {
        String wanted = word.strip();
        if (wanted.matches("-?\\d+")) {
            int number = wanted.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(wanted);
            if (number < 0 || number >= classes) {
                throw new InputException(Messages.of(ClassNames.class)
                        .get("target.range", FileWord.shown(wanted), classes, classes - 1));
            }
            return number;
        }
        for (int k = 0; k < names.size(); k++) {
            if (names.get(k).equalsIgnoreCase(wanted)) {
                return k;
            }
        }
        throw new InputException(
                Messages.of(ClassNames.class).get("target.name", FileWord.shown(wanted), near(wanted)));
    }

    /**
     * How a class is named in the window and in reports, the target with its mark.
     *
     * @param classes names of all
     * @param number of the class; any that is none stands for images without an answer
     */
    public static String shown(List<String> classes, int number, int target) {
        String name = number < 0 || number >= classes.size()
                ? Messages.of(ClassNames.class).get("prediction.none")
                : classes.get(number);
        return Target.marked(name, number == target);
    }

    private String near(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return names.stream()
                .sorted(Comparator.comparingInt(name -> difference(lower, name.toLowerCase(Locale.ROOT))))
                .limit(SUGGESTIONS)
                .map(FileWord::shown)
                .collect(Collectors.joining(", "));
    }

    /** Pairs of letters that only one of the words has; names that hold the word, or that it holds, come first. */
    private static int difference(String a, String b) {
        if (!a.isEmpty() && (b.contains(a) || a.contains(b))) {
            return -1;
        }
        return missing(a, b) + missing(b, a);
    }

    private static int missing(String a, String b) {
        int count = 0;
        for (int i = 0; i + 1 < a.length(); i++) {
            count += b.contains(a.substring(i, i + 2)) ? 0 : 1;
        }
        return count;
    }
}
