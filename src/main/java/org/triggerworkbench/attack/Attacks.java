package org.triggerworkbench.attack;

import java.util.List;
import org.triggerworkbench.method.Methods;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

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
     * @throws InputException if there is none
     */
    public static Attack named(String id) {
        return Methods.named(all(), id)
                .orElseThrow(() -> new InputException(
                        Messages.of(Attacks.class).get("method.unknown", FileWord.shown(id), Methods.names(all()))));
    }
}
