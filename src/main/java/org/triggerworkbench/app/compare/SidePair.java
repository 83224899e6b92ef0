package org.triggerworkbench.app.compare;

import java.util.List;
import org.triggerworkbench.experiment.live.PrimaryResult;

/**
 * Two sides and what the model says of the enlarged image on each.
 *
 * @param sides one or two
 * @param glances one a side
 */
record SidePair(List<ComparedSide> sides, List<PrimaryResult> glances) {
    SidePair {
        sides = List.copyOf(sides);
        glances = List.copyOf(glances);
    }
}
