package org.triggerworkbench.defense;

import java.util.List;
import org.triggerworkbench.method.Methods;

/** All defences on the class path. */
public final class Defenses {
    private Defenses() {}

    /** Every defence, by id. */
    public static List<Defense> all() {
        return Methods.all(Defense.class);
    }

    /**
     * The defence of a name.
     *
     * @throws org.triggerworkbench.text.InputException if there is none
     */
    public static Defense named(String id) {
        return Methods.named(all(), id, Defenses.class);
    }
}
