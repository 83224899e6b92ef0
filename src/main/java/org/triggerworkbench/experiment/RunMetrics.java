package org.triggerworkbench.experiment;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What metrics.jsonl of a run tells of the attack's own training, as curves. */
public final class RunMetrics {
    private static final String CONTROL_PREFIX = "clean-";
    private static final String POSITION_PREFIX = "position-";

    private RunMetrics() {}

    /**
     * Points of a curve.
     *
     * @param steps of the phase, ascending
     * @param values one a step
     */
    public record Curve(double[] steps, double[] values) {}

    /**
     * The curves by {@code loss.PART} for losses and by their own name for the figures of the epochs; empty where nothing was
     * told yet. Of several phases it is the attack's, not the control's trained before it nor those at other places.
     */
    public static Map<String, Curve> of(RunFolder folder) {
        Map<String, List<double[]>> points = new LinkedHashMap<>();
        for (JsonObject line : new MetricsLog(folder.metrics()).lines()) {
            String phase = line.get("phase").getAsString();
            if (phase.startsWith(CONTROL_PREFIX) || phase.startsWith(POSITION_PREFIX)) {
                continue;
            }
            boolean step = line.get("kind").getAsString().equals("step");
            double at = line.get("step").getAsDouble();
            for (Map.Entry<String, JsonElement> value :
                    line.getAsJsonObject(step ? "losses" : "metrics").entrySet()) {
                if (!value.getValue().isJsonNull()) {
                    points.computeIfAbsent((step ? "loss." : "") + value.getKey(), _ -> new ArrayList<>())
                            .add(new double[] {at, value.getValue().getAsDouble()});
                }
            }
        }
        Map<String, Curve> curves = new LinkedHashMap<>();
        points.forEach((name, all) -> curves.put(
                name,
                new Curve(
                        all.stream().mapToDouble(point -> point[0]).toArray(),
                        all.stream().mapToDouble(point -> point[1]).toArray())));
        return curves;
    }
}
