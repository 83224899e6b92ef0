package org.triggerworkbench.prompt;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Output mappings as words: {@code identity}, {@code first-k 10} or, with the source of each class, {@code table 3 7 1}. */
final class MappingWords {
    private static final String IDENTITY = "identity";
    private static final String FIRST_K = "first-k ";
    private static final String TABLE = "table ";
    private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,5}");
    private static final Pattern SOURCE = Pattern.compile("\\d{1,6}");

    private MappingWords() {}

    static String of(OutputMapping mapping) {
        return switch (mapping) {
            case OutputMapping.Identity() -> IDENTITY;
            case OutputMapping.FirstK(int classes) -> FIRST_K + classes;
            case OutputMapping.Table(int[] sourceOfClass) ->
                TABLE + IntStream.of(sourceOfClass).mapToObj(Integer::toString).collect(Collectors.joining(" "));
        };
    }

    /** The mapping, or nothing where the words are not of one. */
    static Optional<OutputMapping> parse(String words) {
        if (words.equals(IDENTITY)) {
            return Optional.of(new OutputMapping.Identity());
        }
        if (words.startsWith(FIRST_K)
                && COUNT.matcher(words.substring(FIRST_K.length())).matches()) {
            return Optional.of(new OutputMapping.FirstK(Integer.parseInt(words.substring(FIRST_K.length()))));
        }
        if (words.startsWith(TABLE)) {
            // One by one: a pattern for all of a long row overflows the stack.
            String[] sources = words.substring(TABLE.length()).split(" ", -1);
            if (Arrays.stream(sources).allMatch(source -> SOURCE.matcher(source).matches())) {
                return Optional.of(new OutputMapping.Table(
                        Arrays.stream(sources).mapToInt(Integer::parseInt).toArray()));
            }
        }
        return Optional.empty();
    }
}
