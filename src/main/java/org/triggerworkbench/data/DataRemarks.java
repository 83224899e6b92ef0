package org.triggerworkbench.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.Messages;

/**
 * What a source of images holds that its user may not find where they look for it.
 *
 * @param skipped how many pictures were left out, by kind: {@code gif}, {@code avif}, {@code heic}, {@code jp2}; {@code deeper} and {@code outside} for those in folders below and
 *     outside those of the classes
 * @param emptyClasses names of classes without any picture, which keep their number
 * @param textOrder the names of the classes, where numbers in them are not in the order of their values; else empty
 * @param broken ids of the pictures that were left out since they cannot be decoded
 */
public record DataRemarks(
        Map<String, Integer> skipped, List<String> emptyClasses, List<String> textOrder, List<String> broken) {
    /** Nothing to say. */
    public static final DataRemarks NONE = new DataRemarks(Map.of(), List.of(), List.of());

    private static final String BROKEN = "broken";

    private static final Messages TEXT = Messages.of(DataRemarks.class);
    private static final int NAMED = 5;

    public DataRemarks {
        skipped = Collections.unmodifiableMap(new TreeMap<>(skipped));
        emptyClasses = List.copyOf(emptyClasses);
        textOrder = List.copyOf(textOrder);
        broken = List.copyOf(broken);
    }

    /** Of pictures that are all whole. */
    public DataRemarks(Map<String, Integer> skipped, List<String> emptyClasses, List<String> textOrder) {
        this(skipped, emptyClasses, textOrder, List.of());
    }

    /** The same, with other broken pictures. */
    DataRemarks withBroken(List<String> ids) {
        return new DataRemarks(skipped, emptyClasses, textOrder, ids);
    }

    /** How many pictures were left out, by kind, {@code broken} being one. */
    public Map<String, Integer> leftOut() {
        Map<String, Integer> all = new TreeMap<>(skipped);
        if (!broken.isEmpty()) {
            all.put(BROKEN, broken.size());
        }
        return all;
    }

    /** The first of the broken pictures, to name them. */
    public List<String> someBroken() {
        return broken.subList(0, Math.min(NAMED, broken.size()));
    }

    /** A sentence for each. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (!broken.isEmpty()) {
            sentences.add(TEXT.get(
                    "broken",
                    broken.size(),
                    some(broken.stream().map(FileWord::line).toList())));
        }
        if (!skipped.isEmpty()) {
            sentences.add(TEXT.get("skipped", kinds(skipped)));
        }
        if (!emptyClasses.isEmpty()) {
            sentences.add(TEXT.get(
                    "emptyClasses",
                    some(emptyClasses.stream().map(FileWord::shown).toList())));
        }
        if (!textOrder.isEmpty()) {
            sentences.add(TEXT.get(
                    "textOrder", some(textOrder.stream().map(FileWord::shown).toList())));
        }
        return sentences;
    }

    /** How many there are of each kind, in words. */
    static String kinds(Map<String, Integer> skipped) {
        return skipped.entrySet().stream()
                .map(kind -> TEXT.get("skipped." + kind.getKey(), kind.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String some(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return names.size() <= NAMED ? first : TEXT.get("someNames", first, names.size() - NAMED);
    }
}
