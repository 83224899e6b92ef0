package org.triggerworkbench.data;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;
import org.triggerworkbench.text.InputException;

/** What the user is told when something is refused. */
final class Refusals {
    private Refusals() {}

    static String sentence(Executable action) {
        return assertThrows(InputException.class, action).sentence();
    }
}
