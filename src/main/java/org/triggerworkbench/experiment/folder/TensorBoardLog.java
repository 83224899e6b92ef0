package org.triggerworkbench.experiment.folder;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.experiment.OutputFolders;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.MetricEvent;
import org.triggerworkbench.training.MetricListener;

/**
 * The curves of a run as TensorBoard reads them: a tag a curve, named by its measure and by whose training it is, such as
 * {@code attackSuccessRate/method} and {@code attackSuccessRate/control}, at the steps of {@link RunMetrics}.
 *
 * <p>The file is made anew from metrics.jsonl whenever a run starts or goes on, so that no point is there twice; times of
 * points from before are then those of that start.
 */
public final class TensorBoardLog implements MetricListener {
    /** TensorBoard knows such files by the second word; no host and no time: a run has one. */
    private static final String FILE = "events.out.tfevents.run";

    private final Path file;
    private final CurveStep steps = new CurveStep();

    /**
     * Writes what was told so far.
     *
     * @param folder made if it is absent
     * @param told lines of metrics.jsonl, oldest first
     * @throws InputException if the folder cannot be written to
     */
    TensorBoardLog(Path folder, List<JsonObject> told) {
        this.file = OutputFolders.create(folder).resolve(FILE);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(EventRecords.version(now()));
        told.forEach(line -> all.writeBytes(record(line)));
        AtomicFiles.write(file, all.toByteArray());
    }

    @Override
    public void onEvent(MetricEvent event) {
        if (event instanceof MetricEvent.Start) {
            return;
        }
        try {
            Files.write(file, record(MetricsLog.line(event)), StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new InputException(Messages.of(TensorBoardLog.class).get("metrics.write", file), e);
        }
    }

    @Override
    public boolean keepsRecord() {
        return true;
    }

    private byte[] record(JsonObject line) {
        String part = CurveStep.part(line).name().toLowerCase(Locale.ROOT);
        boolean step = MetricsLog.isStep(line);
        Map<String, Double> scalars = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> value : MetricsLog.figures(line).entrySet()) {
            if (!value.getValue().isJsonNull()) {
                String name = step ? "loss/" + value.getKey() : value.getKey();
                scalars.put(name + "/" + part, value.getValue().getAsDouble());
            }
        }
        if (line.get("learningRate") instanceof JsonPrimitive rate) {
            scalars.put("learningRate/" + part, rate.getAsDouble());
        }
        return EventRecords.scalars(now(), steps.of(line), scalars);
    }

    private static double now() {
        return System.currentTimeMillis() / 1000.0;
    }
}
