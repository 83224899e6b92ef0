package org.triggerworkbench.experiment.matrix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of a key of an experiment, each of which is run with each of the other axes.
 *
 * @param key with its table, such as {@code training.epochs}
 */
record Axis(String key, List<Object> values) {
    boolean isOfDefense() {
        return key.startsWith("defense.");
    }

    /** Each setting with each choice of values, the last axis changing first. */
    static List<Map<String, Object>> cross(List<Map<String, Object>> settings, List<Axis> axes) {
        List<Map<String, Object>> all = settings;
        for (Axis axis : axes) {
            List<Map<String, Object>> longer = new ArrayList<>();
            for (Map<String, Object> setting : all) {
                for (Object value : axis.values()) {
                    Map<String, Object> one = new LinkedHashMap<>(setting);
                    one.put(axis.key(), value);
                    longer.add(one);
                }
            }
            all = longer;
        }
        return all;
    }

    /** A setting as words; of a path its last name. */
    static Map<String, String> words(Map<String, Object> setting) {
        Map<String, String> words = new LinkedHashMap<>();
        setting.forEach((key, value) -> {
            String word = String.valueOf(value);
            words.put(key, word.substring(word.lastIndexOf('/') + 1));
        });
        return words;
    }
}
