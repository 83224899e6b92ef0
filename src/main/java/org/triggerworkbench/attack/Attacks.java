package org.triggerworkbench.attack;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** All attacks on the class path. */
public final class Attacks {
    private Attacks() {}

    /** Every attack, by id. */
    public static List<Attack> all() {
        return ServiceLoader.load(Attack.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Attack::id))
                .toList();
    }

    /**
     * The attack of a name.
     *
     * @throws InputException if there is none
     */
    public static Attack named(String id) {
        return all().stream()
                .filter(attack -> attack.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new InputException(Messages.of(Attacks.class)
                        .get(
                                "attack.unknown",
                                id,
                                all().stream().map(Attack::id).collect(Collectors.joining(", ")))));
    }
}
