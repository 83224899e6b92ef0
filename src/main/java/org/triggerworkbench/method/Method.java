package org.triggerworkbench.method;

import java.util.List;
import java.util.Set;

/**
 * A published attack or defence, as lists, forms, the command line and the docs see it. Its card {@code cards/ID.toml} lies
 * beside its class.
 */
public interface Method {
    /** Name in experiment files and of the card: lower case, digits, hyphens. */
    String id();

    /** Where it acts. */
    Level level();

    /** What must be open for it to run. */
    Set<Need> needs();

    /** Its settings beside those of every training. */
    List<Parameter> parameters();
}
