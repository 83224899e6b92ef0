package org.triggerworkbench.defense;

import java.util.List;
import org.triggerworkbench.method.Methods;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

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
     * @throws InputException if there is none
     */
    public static Defense named(String id) {
        return Methods.named(all(), id)
                .orElseThrow(() -> new InputException(
                        Messages.of(Defenses.class).get("method.unknown", FileWord.shown(id), Methods.names(all()))));
    }
}
