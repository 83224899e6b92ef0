package org.triggerworkbench.app.runs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tomlj.Toml;
import org.triggerworkbench.app.training.form.ParameterNames;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.ExperimentFile;

/**
 * What experiments differ in, and nothing else.
 *
 * @param rows by the parameter's name for people, the value of each experiment; a dash where it has none
 */
record Differences(Map<String, List<String>> rows) {
    static final String ABSENT = "\u2013";

    /** Of experiments as resolved, in the order of their file's keys; the name is no parameter. */
    static Differences of(List<Experiment> experiments) {
        List<Map<String, String>> all =
                experiments.stream().map(Differences::values).toList();
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (Map<String, String> values : all) {
            for (String name : values.keySet()) {
                List<String> row = new ArrayList<>();
                all.forEach(other -> row.add(other.getOrDefault(name, ABSENT)));
                if (new HashSet<>(row).size() > 1) {
                    rows.putIfAbsent(name, row);
                }
            }
        }
        return new Differences(rows);
    }

    private static Map<String, String> values(Experiment experiment) {
        Map<String, String> values = new LinkedHashMap<>();
        Toml.parse(ExperimentFile.text(experiment)).dottedEntrySet().stream()
                .filter(entry -> !entry.getKey().equals("name"))
                .forEach(entry -> {
                    String value = ParameterNames.value(experiment, entry.getKey(), entry.getValue());
                    values.put(ParameterNames.name(experiment, entry.getKey()), value.isEmpty() ? ABSENT : value);
                });
        return values;
    }
}
