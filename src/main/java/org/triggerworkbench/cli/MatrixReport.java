package org.triggerworkbench.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import org.triggerworkbench.experiment.matrix.CellState;
import org.triggerworkbench.experiment.matrix.CellStatus;
import org.triggerworkbench.experiment.matrix.MatrixCell;
import org.triggerworkbench.experiment.matrix.MatrixEstimate;
import org.triggerworkbench.experiment.matrix.MatrixFolder;

/** What a matrix would do. */
final class MatrixReport {
    private MatrixReport() {}

    /** Prints the cells, where each is, and how long what is left will take. */
    static void dryRun(MatrixFolder folder, int workers, PrintWriter out, boolean json) {
        Map<MatrixCell, CellStatus> statuses = folder.statuses();
        MatrixEstimate estimate = MatrixEstimate.of(folder, statuses);
        double seconds = estimate.seconds() / workers;
        if (json) {
            out.println(json(folder, estimate, seconds, statuses));
            return;
        }
        statuses.forEach((cell, status) -> {
            if (cell.isRun()) {
                String word = word(status.state());
                out.println(word
                        + " ".repeat(9 - word.length())
                        + cell.id()
                        + (status.reason() == null ? "" : "  " + status.reason()));
            }
        });
        out.println(CliText.get(
                "matrix.cells",
                Integer.toString(estimate.done() + estimate.failed() + estimate.left()),
                Integer.toString(estimate.done()),
                Integer.toString(estimate.failed()),
                Integer.toString(estimate.left())));
        if (estimate.left() > 0) {
            out.println(
                    Double.isNaN(seconds)
                            ? CliText.get("matrix.noEstimate")
                            : CliText.get(
                                    "matrix.estimate",
                                    String.format(Locale.ROOT, "%.0f", Math.ceil(seconds / 60)),
                                    Integer.toString(workers)));
        }
    }

    private static String json(
            MatrixFolder folder, MatrixEstimate estimate, double seconds, Map<MatrixCell, CellStatus> statuses) {
        JsonArray cells = new JsonArray();
        statuses.forEach((cell, status) -> {
            if (cell.isRun()) {
                JsonObject one = new JsonObject();
                one.addProperty("id", cell.id());
                one.addProperty("row", cell.row().label());
                one.addProperty("defense", cell.defense());
                one.addProperty("seed", cell.seed());
                one.addProperty("state", word(status.state()));
                one.addProperty("reason", status.reason());
                cells.add(one);
            }
        });
        JsonObject all = new JsonObject();
        all.addProperty("folder", folder.path().toString());
        all.add("cells", cells);
        all.addProperty("left", estimate.left());
        all.addProperty("seconds", Double.isNaN(seconds) ? null : seconds);
        return new GsonBuilder().serializeNulls().disableHtmlEscaping().create().toJson(all);
    }

    static String word(CellState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
