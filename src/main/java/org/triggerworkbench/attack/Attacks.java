package org.triggerworkbench.attack;

import java.util.List;
import org.triggerworkbench.method.Methods;

/** All attacks on the class path. */
public final class Attacks {
    private Attacks() {}

    /** Every attack, by id. */
    public static List<Attack> all() {
        return Methods.all(Attack.class);
    }

    /**
     * The attack of a name.
     *
     * @throws org.triggerworkbench.text.InputException if there is none
     */
    public static Attack named(String id) {
        return Methods.named(all(), id, Attacks.class);
    }
}
