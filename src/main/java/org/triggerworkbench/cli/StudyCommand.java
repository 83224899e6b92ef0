package org.triggerworkbench.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.experiment.study.Statement;
import org.triggerworkbench.experiment.study.StatementFile;
import org.triggerworkbench.experiment.study.Study;
import org.triggerworkbench.experiment.study.StudyMeasure;
import org.triggerworkbench.experiment.study.StudyReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts finished runs side by side. */
@Command(name = "study", resourceBundle = CommandLines.BUNDLE)
final class StudyCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", descriptionKey = "studyFolder")
    private Path folder = Path.of("");

    @Option(names = "--claims", paramLabel = "FILE", descriptionKey = "studyClaims")
    private @Nullable Path claims;

    @Option(names = "--html", paramLabel = "FILE", descriptionKey = "studyHtml")
    private @Nullable Path html;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Path stated = claims;
        List<Statement> statements = stated == null ? List.of() : StatementFile.read(stated);
        Study study = Study.of(folder);
        StudyReport report = new StudyReport(study, study.check(statements));
        Path page = html;
        if (page != null) {
            AtomicFiles.write(page, report.html().getBytes(StandardCharsets.UTF_8));
        }
        out.println(json ? json(report) : report.markdown().strip());
        return 0;
    }

    private static String json(StudyReport report) {
        JsonArray cells = new JsonArray();
        for (Study.Cell cell : report.study().cells()) {
            JsonObject row = new JsonObject();
            row.addProperty("attack", cell.attack());
            row.addProperty("defense", cell.defense());
            for (StudyMeasure measure : StudyMeasure.values()) {
                JsonObject bySeed = new JsonObject();
                report.study().values(cell, measure).forEach((seed, value) -> bySeed.addProperty("" + seed, value));
                row.add(measure.word(), bySeed);
            }
            cells.add(row);
        }
        JsonArray claims = new JsonArray();
        for (Statement.Outcome outcome : report.outcomes()) {
            JsonObject claim = new JsonObject();
            claim.addProperty("text", outcome.statement().text());
            claim.addProperty(
                    "holds",
                    outcome.holds() == Statement.Holds.UNKNOWN ? null : outcome.holds() == Statement.Holds.YES);
            claim.addProperty("left", finite(outcome.left()));
            claim.addProperty("right", finite(outcome.right()));
            claim.addProperty("seedsHolding", outcome.holding());
            claim.addProperty("seeds", outcome.seeds());
            claims.add(claim);
        }
        JsonObject all = new JsonObject();
        all.add("cells", cells);
        all.add("claims", claims);
        return new GsonBuilder().serializeNulls().disableHtmlEscaping().create().toJson(all);
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
