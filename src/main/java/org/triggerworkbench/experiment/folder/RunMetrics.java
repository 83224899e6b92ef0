package org.triggerworkbench.experiment.folder;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.method.figure.Points;
import org.triggerworkbench.training.Phase;

/** What metrics.jsonl of a run tells of each part of its training, as curves. Phases that follow each other make one curve. */
public final class RunMetrics {
    private static final String LOSS = "loss.";

    private final Map<Phase.Part, Part> parts = new EnumMap<>(Phase.Part.class);

    /** One part's points so far. */
    private static final class Part {
        private final Map<String, List<double[]>> points = new LinkedHashMap<>();
        private boolean level;

        void add(JsonObject line, double at) {
            boolean step = MetricsLog.isStep(line);
            level |= !step && line.get("epoch").getAsInt() == 0;
            for (Map.Entry<String, JsonElement> value :
                    MetricsLog.figures(line).entrySet()) {
                if (!value.getValue().isJsonNull()) {
                    points.computeIfAbsent((step ? LOSS : "") + value.getKey(), _ -> new ArrayList<>())
                            .add(new double[] {at, value.getValue().getAsDouble()});
                }
            }
        }

        Points curve(String name) {
            List<double[]> all = points.getOrDefault(name, List.of());
            return Points.of(
                    all.stream().mapToDouble(point -> point[0]).toArray(),
                    all.stream().mapToDouble(point -> point[1]).toArray());
        }
    }

    /** @param lines of metrics.jsonl, oldest first */
    RunMetrics(List<JsonObject> lines) {
        CurveStep steps = new CurveStep();
        for (JsonObject line : lines) {
            parts.computeIfAbsent(CurveStep.part(line), _ -> new Part()).add(line, (double) steps.of(line));
        }
    }

    /** The name of the curve of one part of the loss. */
    public static String loss(String name) {
        return LOSS + name;
    }

    /** Names of the parts of the loss of a part of the run, in the order they began. */
    public List<String> losses(Phase.Part part) {
        return curves(part).keySet().stream()
                .filter(name -> name.startsWith(LOSS))
                .map(name -> name.substring(LOSS.length()))
                .toList();
    }

    /** A curve of a part of the run; no points where nothing was told. */
    public Points curve(Phase.Part part, String name) {
        Part told = parts.get(part);
        return told == null ? Points.NONE : told.curve(name);
    }

    /** Whether a part trains nothing, so that its figures hold at every step of the others. */
    boolean isLevel(Phase.Part part) {
        Part told = parts.get(part);
        return told != null && told.level;
    }

    /**
     * The curves of the method's own training by {@link #loss} for losses and by their measures' keys for the figures of the
     * epochs, with that of the control as {@link Measure#CONTROL}.
     */
    public Map<String, Points> ofMethod() {
        Map<String, Points> curves = curves(Phase.Part.METHOD);
        Points control = control();
        if (control.size() > 0) {
            curves.putIfAbsent(Measure.CONTROL.key(), control);
        }
        return curves;
    }

    /** Attack success of the control; of one that trains nothing at every epoch of the method. */
    public Points control() {
        Points own = curve(Phase.Part.CONTROL, Measure.ATTACK_SUCCESS.key());
        Points beside = curve(Phase.Part.METHOD, Measure.ATTACK_SUCCESS.key());
        if (!isLevel(Phase.Part.CONTROL) || own.size() == 0 || beside.size() == 0) {
            return own;
        }
        double[] level = new double[beside.size()];
        Arrays.fill(level, own.ys()[0]);
        return Points.of(beside.xs(), level);
    }

    private Map<String, Points> curves(Phase.Part part) {
        Map<String, Points> curves = new LinkedHashMap<>();
        Part told = parts.get(part);
        if (told != null) {
            told.points.keySet().forEach(name -> curves.put(name, told.curve(name)));
        }
        return curves;
    }
}
