package org.triggerworkbench.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.triggerworkbench.attack.Attacks;
import org.triggerworkbench.defense.Defenses;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.TrainingParameters;
import org.triggerworkbench.method.Card;
import org.triggerworkbench.method.Method;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.method.ParameterValues;

/** What every attack and defence says of itself. */
class CardsTest {
    static Stream<Method> methods() {
        return Stream.concat(Attacks.all().stream(), Defenses.all().stream());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void card_isWhole(Method method) {
        Card card = Card.of(method);
        assertSame(card, Card.of(method), "read again, on the window thread");
        for (String text : List.of(
                card.title(), card.level(), card.summary(), card.maths(), card.note(), card.evidence(), card.cost())) {
            assertFalse(text.isBlank(), method.id());
        }
        assertEquals(method.level().name().toLowerCase(Locale.ROOT), card.level());
        assertFalse(card.sources().isEmpty(), method.id());
        assertFalse(card.mustHold().isEmpty(), method.id());
        card.mustHold().forEach(claim -> assertTrue(claim.endsWith("."), claim));
        for (Parameter parameter : method.parameters()) {
            assertFalse(card.label(parameter.key()).isBlank());
            assertTrue(card.sentence(parameter.key()).endsWith("."), parameter.key());
            assertFalse(card.source(parameter.key()).isBlank(), parameter.key());
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void training_ofACardHasKeysAndValuesOfEveryTraining(Method method) {
        Map<String, Object> own = Card.of(method).training();
        ParameterValues known = ParameterValues.strictly(TrainingParameters.all(), own);
        own.forEach((key, value) -> assertEquals(value, known.all().get(key)));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void quick_hasKeysAndValuesOfTheMethod(Method method) {
        Map<String, Object> quick = Card.of(method).quick();
        ParameterValues known = ParameterValues.strictly(method.parameters(), quick);
        quick.forEach((key, value) -> assertEquals(value, known.all().get(key)));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void preset_trainsAsTheCardSays(Method method) {
        Experiment.Job job = method instanceof org.triggerworkbench.attack.Attack
                ? new Experiment.AttackSpec(method.id(), "0", Map.of())
                : new Experiment.Defense(method.id(), "0", 500, Map.of());
        Map<String, Object> own = Card.of(method).training();
        Experiment.Training training = Experiment.preset(job).training();
        assertEquals(own.getOrDefault(TrainingParameters.RATE, usual(job).learningRate()), training.learningRate());
        assertEquals(own.getOrDefault(TrainingParameters.OPTIMIZER, usual(job).optimizer()), training.optimizer());
        assertEquals(
                own.getOrDefault(TrainingParameters.EPOCHS, (double) usual(job).epochs()), (double) training.epochs());
    }

    private static Experiment.Training usual(Experiment.Job job) {
        return (job instanceof Experiment.Defense ? Experiment.DEFENSE_PRESET : Experiment.PRESET).training();
    }
}
