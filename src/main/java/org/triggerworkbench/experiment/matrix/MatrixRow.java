package org.triggerworkbench.experiment.matrix;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A row of a matrix: what is attacked, how.
 *
 * @param attack its name in the file
 * @param settings the values of the axes, by key such as {@code data.source}, in the order of the file
 * @param isControl whether it is the attack's clean counterpart, trained alike without poison
 */
public record MatrixRow(String attack, Map<String, String> settings, boolean isControl) {
    /** How a control row begins its label. */
    public static final String CONTROL = "control";

    public MatrixRow {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** For people: {@code badnets, poisoning-rate 0.01}; of a control {@code control (badnets)}. */
    public String label() {
        String name = isControl ? CONTROL + " (" + attack + ")" : attack;
        return settings.isEmpty()
                ? name
                : name
                        + settings.entrySet().stream()
                                .map(one -> ", "
                                        + one.getKey().substring(one.getKey().lastIndexOf('.') + 1) + " "
                                        + one.getValue())
                                .collect(Collectors.joining());
    }
}
