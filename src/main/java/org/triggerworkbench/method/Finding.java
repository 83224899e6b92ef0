package org.triggerworkbench.method;

import java.util.List;
import org.triggerworkbench.method.figure.Figure;

/** What a defence found, as plain arrays. */
public sealed interface Finding permits Detection, InputScores, Repair {
    /** What there is to see beside the result itself. */
    List<Figure> figures();
}
