package org.triggerworkbench.experiment.folder;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.triggerworkbench.text.CsvCell;

/** The curves of a run as a table, a figure a row, as data frames like it. */
final class MetricsCsv {
    private static final String HEAD = "part,phase,kind,step,phaseStep,name,value\n";

    private MetricsCsv() {}

    /**
     * Rows part by part, since how turns were taken is no part of the result; a figure of nothing counted has no value.
     *
     * @param lines of metrics.jsonl, oldest first
     */
    static String of(List<JsonObject> lines) {
        StringBuilder text = new StringBuilder(HEAD);
        CurveStep steps = new CurveStep();
        lines.stream().sorted(Comparator.comparing(CurveStep::part)).forEach(line -> {
            String start = String.join(
                    ",",
                    CurveStep.part(line).name().toLowerCase(Locale.ROOT),
                    CsvCell.of(line.get("phase").getAsString()),
                    line.get("kind").getAsString(),
                    Long.toString(steps.of(line)),
                    line.get("step").getAsString());
            for (Map.Entry<String, JsonElement> figure :
                    MetricsLog.figures(line).entrySet()) {
                text.append(start)
                        .append(',')
                        .append(CsvCell.of(figure.getKey()))
                        .append(',')
                        .append(
                                figure.getValue().isJsonNull()
                                        ? ""
                                        : figure.getValue().getAsString())
                        .append('\n');
            }
        });
        return text.toString();
    }
}
