package org.triggerworkbench.experiment.folder;

import com.google.gson.JsonObject;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.triggerworkbench.training.Phase;

/** Where a line of metrics.jsonl lies on its part's curves: phases that follow each other make one curve. */
final class CurveStep {
    private final Map<Phase.Part, Place> places = new EnumMap<>(Phase.Part.class);

    /**
     * How far a part has come.
     *
     * @param before steps of the phases that ended before this one
     * @param last steps in all
     */
    private record Place(String phase, long before, long last) {}

    /** Steps of the line's part up to it; lines are given oldest first. */
    long of(JsonObject line) {
        String phase = line.get("phase").getAsString();
        Place place = places.getOrDefault(part(line), new Place(phase, 0, 0));
        long before = place.phase().equals(phase) ? place.before() : place.last();
        long step = before + line.get("step").getAsLong();
        places.put(part(line), new Place(phase, before, step));
        return step;
    }

    /** Whose training a line tells of. Runs of versions that did not write it told it by the phase's name. */
    static Phase.Part part(JsonObject line) {
        if (line.has("part")) {
            return Phase.Part.valueOf(line.get("part").getAsString().toUpperCase(Locale.ROOT));
        }
        String phase = line.get("phase").getAsString();
        return phase.startsWith("clean-") || phase.startsWith("random-")
                ? Phase.Part.CONTROL
                : phase.startsWith("position-") ? Phase.Part.ELSEWHERE : Phase.Part.METHOD;
    }
}
