package org.triggerworkbench.defense;

import org.triggerworkbench.method.Method;

/**
 * A published defence: one class with {@code @AutoService(Defense.class)}, one test and one card. It never sees the real
 * trigger or the target, and it also runs on clean models.
 */
public interface Defense extends Method {
    /** The defence, ready to run. */
    PreparedDefense prepare(DefenseSetting setting);
}
