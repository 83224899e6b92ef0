package org.triggerworkbench.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.method.Card;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.method.ParameterValues;
import org.triggerworkbench.text.InputException;

class AttacksTest {
    @Test
    void all_findsAttacksByTheirAnnotationAlone() {
        List<String> ids = Attacks.all().stream().map(Attack::id).toList();
        assertTrue(ids.containsAll(List.of("badnets", "planted")), ids.toString());
        assertEquals(ids.stream().sorted().distinct().toList(), ids);
    }

    @Test
    void named_findsOneOrTellsWhichThereAre() {
        assertInstanceOf(BadVisualPrompt.class, Attacks.named("badvisualprompt"));
        InputException unknown = assertThrows(InputException.class, () -> Attacks.named("badvisual"));
        assertEquals(
                "There is no attack named \"badvisual\"; known are "
                        + Attacks.all().stream().map(Attack::id).collect(Collectors.joining(", ")) + ".",
                unknown.sentence());
    }

    @Test
    void everyAttack_takesItsOwnPresets() {
        for (Attack attack : Attacks.all()) {
            ParameterValues presets = ParameterValues.of(attack.parameters(), Map.of());
            assertEquals(
                    presets.all(),
                    ParameterValues.of(attack.parameters(), presets.all()).all());
        }
    }

    @Test
    void card_namesItselfWhereSomethingIsMissing() {
        Card card = Card.of(new PlantedAttack());
        assertEquals("Planted", card.title());
        assertEquals(List.of(new Card.Source("Nobody: Nothing", "none")), card.sources());
        assertEquals("Depth", card.label("depth"));
        IllegalStateException missing = assertThrows(IllegalStateException.class, () -> card.label("height"));
        assertEquals("cards/planted.toml has no table parameters.height", missing.getMessage());
        IllegalStateException absent = assertThrows(IllegalStateException.class, () -> Card.of(new Cardless()));
        assertEquals("cards/cardless.toml is absent", absent.getMessage());
    }

    private static final class Cardless implements Attack {
        @Override
        public String id() {
            return "cardless";
        }

        @Override
        public Level level() {
            return Level.INPUT;
        }

        @Override
        public Set<Need> needs() {
            return Set.of();
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }

        @Override
        public PreparedAttack prepare(AttackSetting setting) {
            throw new UnsupportedOperationException();
        }

        @Override
        public PreparedAttack prepareControl(AttackSetting setting) {
            throw new UnsupportedOperationException();
        }
    }
}
