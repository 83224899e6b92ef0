package org.triggerworkbench.text;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Faults of one package's words: what its sources ask for, as text, against what its bundle has.
 *
 * @param words key to pattern
 * @param sources the text of each source file of the package
 */
record BundleCheck(Map<String, String> words, List<String> sources) {
    private static final Pattern NAME = Pattern.compile("\\bMessages\\s+(\\w+)\\b");
    private static final Pattern LITERAL = Pattern.compile("\"([^\"\\\\\\n]*)\"(\\s*\\+)?");
    private static final Pattern ENDING = Pattern.compile("\\+\\s*\"(\\.[^\"]+)\"");
    private static final Pattern QUOTED_BRACE = Pattern.compile("'[{}][^']*'");
    private static final Pattern PLACE = Pattern.compile("\\{(\\d+)}");

    List<String> faults() {
        List<String> faults = new ArrayList<>();
        words.forEach((key, pattern) -> faults.addAll(faultsOf(key, pattern)));
        unused().forEach(key -> faults.add(key + " is used nowhere"));
        sources.forEach(source -> missing(source).forEach(key -> faults.add(key + " is asked for but not there")));
        return faults.stream().sorted(Comparator.naturalOrder()).toList();
    }

    private static List<String> faultsOf(String key, String pattern) {
        List<String> faults = new ArrayList<>();
        String bare = QUOTED_BRACE.matcher(pattern.replace("''", "")).replaceAll("");
        if (bare.contains("'")) {
            faults.add(key + " has a lone apostrophe");
        }
        try {
            Object[] arguments =
                    IntStream.range(0, 10).mapToObj(i -> "<" + i + ">").toArray();
            if (new MessageFormat(pattern, Locale.ROOT).format(arguments).isBlank()) {
                faults.add(key + " is empty");
            }
        } catch (IllegalArgumentException e) {
            faults.add(key + " is no pattern: " + e.getMessage());
        }
        TreeSet<Integer> places = new TreeSet<>();
        PLACE.matcher(bare).results().forEach(place -> places.add(Integer.valueOf(place.group(1))));
        if (!places.isEmpty() && places.last() != places.size() - 1) {
            faults.add(key + " skips an argument: " + places);
        }
        return faults;
    }

    /** Keys no source holds whole, nor by a beginning or an ending that is put together with something. */
    private List<String> unused() {
        TreeSet<String> whole = new TreeSet<>();
        TreeSet<String> beginnings = new TreeSet<>();
        TreeSet<String> endings = new TreeSet<>();
        for (String source : sources) {
            ENDING.matcher(source).results().forEach(ending -> endings.add(ending.group(1)));
            LITERAL.matcher(source).results().forEach(literal -> {
                whole.add(literal.group(1));
                if (literal.group(2) != null && literal.group(1).endsWith(".")) {
                    beginnings.add(literal.group(1));
                }
            });
        }
        // An action's title stands under its id; a bare word may be the name of a view whose actions are made
        // elsewhere.
        List.copyOf(whole).forEach(id -> {
            whole.add("action." + id);
            if (id.matches("[a-z]+")) {
                beginnings.add("action." + id + ".");
            }
        });
        List.copyOf(beginnings).forEach(beginning -> beginnings.add("action." + beginning));
        return words.keySet().stream()
                .filter(key -> !whole.contains(key))
                .filter(key -> beginnings.stream().noneMatch(key::startsWith))
                .filter(key -> endings.stream().noneMatch(key::endsWith))
                .toList();
    }

    private List<String> missing(String source) {
        TreeSet<String> names = new TreeSet<>(List.of("Messages\\s*\\.\\s*of\\([\\w.]+\\)"));
        NAME.matcher(source).results().forEach(name -> names.add("\\b" + name.group(1)));
        Matcher calls = Pattern.compile(
                        "(?:" + String.join("|", names) + ")\\s*\\.\\s*get\\(\\s*\"([^\"]*)\"(\\s*\\+)?")
                .matcher(source);
        return calls.results()
                .filter(call -> call.group(2) == null
                        ? !words.containsKey(call.group(1))
                        : words.keySet().stream().noneMatch(key -> key.startsWith(call.group(1))))
                .map(call -> call.group(1))
                .toList();
    }
}
