package org.triggerworkbench.method;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.text.PlainNumber;

/** Values of a method's parameters, each within its bounds; those not given have their presets. */
public final class ParameterValues {
    private static final Messages TEXT = Messages.of(ParameterValues.class);

    private final Map<String, Object> values;

    private ParameterValues(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * Checks given values against a description.
     *
     * @param given numbers and words by key; keys that no parameter has are the caller's to report
     * @throws InputException if a value has the wrong type or is out of bounds
     */
    public static ParameterValues of(List<Parameter> parameters, Map<String, ?> given) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            Object value = given.get(parameter.key());
            values.put(
                    parameter.key(),
                    switch (parameter) {
                        case Parameter.Numeric number -> value == null ? number.preset() : checked(number, value);
                        case Parameter.Choice choice -> value == null ? choice.preset() : checked(choice, value);
                    });
        }
        return new ParameterValues(Collections.unmodifiableMap(values));
    }

    /**
     * As {@link #of}, and every key must be known.
     *
     * @throws InputException if a key is not known, too
     */
    public static ParameterValues strictly(List<Parameter> parameters, Map<String, ?> given) {
        List<String> known = parameters.stream().map(Parameter::key).toList();
        for (String key : given.keySet()) {
            if (!known.contains(key)) {
                throw new InputException(TEXT.get(
                        known.isEmpty() ? "parameter.none" : "parameter.unknown",
                        FileWord.shown(key),
                        String.join(", ", known)));
            }
        }
        return of(parameters, given);
    }

    public double number(String key) {
        return (Double) value(key);
    }

    public int whole(String key) {
        return (int) number(key);
    }

    public String choice(String key) {
        return (String) value(key);
    }

    /** All values by key: {@link Double} or {@link String}. */
    public Map<String, Object> all() {
        return values;
    }

    private Object value(String key) {
        Object value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no parameter " + key);
        }
        return value;
    }

    private static Double checked(Parameter.Numeric number, Object value) {
        if (!(value instanceof Number given)
                || !(given.doubleValue() >= number.least() && given.doubleValue() <= number.most())
                || (number.whole() && given.doubleValue() != Math.rint(given.doubleValue()))) {
            throw new InputException(TEXT.get(
                    number.whole() ? "parameter.whole" : "parameter.number",
                    number.key(),
                    value instanceof Number given
                            ? PlainNumber.of(given.doubleValue())
                            : FileWord.shown(String.valueOf(value)),
                    PlainNumber.of(number.least()),
                    PlainNumber.of(number.most())));
        }
        return given.doubleValue();
    }

    private static String checked(Parameter.Choice choice, Object value) {
        if (!(value instanceof String word) || !choice.options().contains(word)) {
            throw new InputException(TEXT.get(
                    "parameter.choice",
                    choice.key(),
                    FileWord.shown(String.valueOf(value)),
                    String.join(", ", choice.options())));
        }
        return word;
    }
}
