package org.triggerworkbench.app.compare;

import java.util.List;
import org.triggerworkbench.experiment.live.Glance;

/**
 * Two sides and what the model says of the enlarged image on each.
 *
 * @param sides one or two
 * @param glances one a side
 */
record Pair(List<Side> sides, List<Glance> glances) {
    Pair {
        sides = List.copyOf(sides);
        glances = List.copyOf(glances);
    }
}
