package org.triggerworkbench.app.training.form;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.TrainingParameters;
import org.triggerworkbench.method.Card;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.text.Messages;

/** The parameters of an experiment, which are keys in its file, as the forms name them. */
public final class ParameterNames {
    private static final Messages TEXT = Messages.of(ParameterNames.class);

    /** The part of a key that stands for {@code attack} and {@code defense}. */
    private static final String JOB = "job.";

    private static final Set<String> COUNTS = Set.of("data.train", "data.validation", "data.test", "job.budget");
    private static final Set<String> TRAINING = TrainingParameters.all().stream()
            .map(parameter -> "training." + parameter.key())
            .collect(Collectors.toUnmodifiableSet());

    private ParameterNames() {}

    /** The name of the parameter under a key, such as {@code training.epochs}. */
    public static String name(Experiment experiment, String key) {
        String known = ofJob(experiment, key);
        String own = known.substring(known.lastIndexOf('.') + 1);
        boolean ofMethod = known.startsWith(JOB)
                && experiment.job().known().parameters().stream()
                        .map(Parameter::key)
                        .anyMatch(own::equals);
        if (ofMethod) {
            return Card.of(experiment.job().known()).label(own);
        }
        return COUNTS.contains(known) || TRAINING.contains(known)
                ? TEXT.get("setting." + own)
                : TEXT.get("parameter." + known);
    }

    /** A value of the parameter under a key, for people; empty where it stands for nothing. */
    public static String value(Experiment experiment, String key, Object value) {
        if (ofJob(experiment, key).equals(JOB + "method")) {
            return Card.of(experiment.job().known()).title();
        }
        return value instanceof Boolean said
                ? TEXT.get("parameter." + String.valueOf(said).toUpperCase(Locale.ROOT))
                : String.valueOf(value);
    }

    private static String ofJob(Experiment experiment, String key) {
        String table = experiment.job().table() + ".";
        return key.startsWith(table) ? JOB + key.substring(table.length()) : key;
    }
}
