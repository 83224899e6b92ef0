package org.triggerworkbench.compute.file;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a NumPy array: a Python dict literal with exactly the keys descr, fortran_order and shape.
 *
 * @param descr element type as NumPy writes it, such as {@code <f4}
 * @param fortranOrder whether the first index runs fastest in the data
 * @param shape sizes, outermost first; none negative
 */
record NpyHeader(String descr, boolean fortranOrder, long[] shape) {
    /** What {@link #descr} is for structured types, which NumPy writes as a list of fields. */
    static final String STRUCTURED = "structured";

    private static final Pattern DICT = Pattern.compile("\\s*\\{(.*)}\\s*", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile(
            "\\s*(?:'(\\w+)'|\"(\\w+)\")\\s*:"
                    + "\\s*(?:'([^'\\\\]*)'|\"([^\"\\\\]*)\"|(True|False)|\\(([0-9L,\\s]*)\\)|(\\[.*]))\\s*(,|$)",
            Pattern.DOTALL);
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,18}L?");

    /** NumPy's own limit. */
    private static final int MAX_DIMENSIONS = 64;

    /** Parses the text of a header; empty where it is not what NumPy writes. */
    static Optional<NpyHeader> parse(String text) {
        Matcher dict = DICT.matcher(text);
        if (!dict.matches()) {
            return Optional.empty();
        }
        String body = dict.group(1).strip();
        Matcher field = FIELD.matcher(body);
        String descr = null;
        Boolean fortranOrder = null;
        long[] shape = null;
        int at = 0;
        while (at < body.length()) {
            if (!field.region(at, body.length()).lookingAt()) {
                return Optional.empty();
            }
            String key = field.group(1) != null ? field.group(1) : field.group(2);
            String quoted = field.group(3) != null ? field.group(3) : field.group(4);
            String order = field.group(5);
            String sizes = field.group(6);
            if (key.equals("descr") && descr == null && (quoted != null || field.group(7) != null)) {
                descr = quoted != null ? quoted : STRUCTURED;
            } else if (key.equals("fortran_order") && fortranOrder == null && order != null) {
                fortranOrder = order.equals("True");
            } else if (key.equals("shape") && shape == null && sizes != null && isTuple(sizes)) {
                shape = sizes(sizes);
            } else {
                return Optional.empty();
            }
            at = field.end();
        }
        return descr == null || fortranOrder == null || shape == null
                ? Optional.empty()
                : Optional.of(new NpyHeader(descr, fortranOrder, shape));
    }

    /** The header as NumPy writes it, without padding. */
    String text() {
        StringBuilder sizes = new StringBuilder();
        for (int i = 0; i < shape.length; i++) {
            sizes.append(i == 0 ? "" : " ").append(shape[i]).append(',');
        }
        if (shape.length > 1) {
            sizes.setLength(sizes.length() - 1);
        }
        return "{'descr': '" + descr + "', 'fortran_order': " + (fortranOrder ? "True" : "False") + ", 'shape': ("
                + sizes + "), }";
    }

    /** Python writes () for none and (3,) for one; (3) is a number. */
    private static boolean isTuple(String text) {
        String[] words = text.strip().split(",", -1);
        int count = words[words.length - 1].isBlank() ? words.length - 1 : words.length;
        return count <= MAX_DIMENSIONS
                && (count != 1 || words.length == 2)
                && Arrays.stream(words, 0, count)
                        .allMatch(word -> SIZE.matcher(word.strip()).matches());
    }

    private static long[] sizes(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .mapToLong(word -> Long.parseLong(word.replace("L", "")))
                .toArray();
    }
}
