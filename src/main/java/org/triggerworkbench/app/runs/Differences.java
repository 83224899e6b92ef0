package org.triggerworkbench.app.runs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tomlj.Toml;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.ExperimentFile;

/**
 * What experiments differ in, and nothing else.
 *
 * @param rows by key, such as {@code training.epochs}, the value of each experiment; a dash where it has no such key
 */
record Differences(Map<String, List<String>> rows) {
    static final String ABSENT = "\u2013";

    /** Of experiments as resolved, in the order of their file's keys; the name is no parameter. */
    static Differences of(List<Experiment> experiments) {
        List<Map<String, String>> all =
                experiments.stream().map(Differences::values).toList();
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (Map<String, String> values : all) {
            for (String key : values.keySet()) {
                List<String> row = new ArrayList<>();
                all.forEach(other -> row.add(other.getOrDefault(key, ABSENT)));
                if (new HashSet<>(row).size() > 1) {
                    rows.putIfAbsent(key, row);
                }
            }
        }
        return new Differences(rows);
    }

    private static Map<String, String> values(Experiment experiment) {
        Map<String, String> values = new LinkedHashMap<>();
        Toml.parse(ExperimentFile.text(experiment))
                .dottedEntrySet()
                .forEach(entry -> values.put(entry.getKey(), String.valueOf(entry.getValue())));
        values.remove("name");
        return values;
    }
}
