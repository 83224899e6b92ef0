package org.triggerworkbench.model.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.model.ImageSize;
import org.triggerworkbench.model.InputSpec;

class ArchitectureGuessTest {
    @Test
    void eachArchitecture_isToldByItsOwnWeights() {
        for (String name : Architecture.names()) {
            Architecture known = Architecture.named(name);
            Map<String, long[]> shapes = shapes(known, known.input(), 43);
            shapes.put("any.num_batches_tracked", new long[0]);
            ArchitectureGuess guess = Objects.requireNonNull(ArchitectureGuess.of(shapes), name);
            assertEquals(name, guess.architecture().name());
            assertEquals(43, guess.classes());
        }
    }

    @Test
    void sizeOfTheInput_isToldWhereWeightsDependOnIt() {
        Architecture known = Architecture.named("small-vgg");
        InputSpec usual = known.input();
        InputSpec larger = new InputSpec(64, 64, usual.mean(), usual.std(), usual.resize());
        assertEquals(
                new ImageSize(64, 64),
                Objects.requireNonNull(ArchitectureGuess.of(shapes(known, larger, 10)))
                        .size());
    }

    @Test
    void oneWeightMoreOrLessOrOtherwise_isNoGuess() {
        Architecture known = Architecture.named("wrn-16-1");
        Map<String, long[]> shapes = shapes(known, known.input(), 10);
        shapes.put("extra", new long[] {1});
        assertNull(ArchitectureGuess.of(shapes));
        shapes.remove("extra");
        shapes.remove("conv1.weight");
        assertNull(ArchitectureGuess.of(shapes));
        shapes.put("conv1.weight", new long[] {16, 3, 5, 5});
        assertNull(ArchitectureGuess.of(shapes));
    }

    private static Map<String, long[]> shapes(Architecture known, InputSpec input, int classes) {
        Map<String, long[]> shapes = new HashMap<>();
        known.network(input, classes).weights().forEach(spec -> shapes.put(spec.name(), spec.shape()));
        return shapes;
    }
}
