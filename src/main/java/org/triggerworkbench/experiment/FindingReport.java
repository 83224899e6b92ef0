package org.triggerworkbench.experiment;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.triggerworkbench.compute.AtomicFiles;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.experiment.report.Html;
import org.triggerworkbench.method.Finding;

/** report.html of a defence. */
final class FindingReport {
    private final Compute compute;
    private final RunFolder folder;
    private final Workshop workshop;

    FindingReport(Compute compute, RunFolder folder, Workshop workshop) {
        this.compute = compute;
        this.folder = folder;
        this.workshop = workshop;
    }

    void write(Finding finding) {
        Experiment experiment = folder.experiment();
        List<String> sections = new ArrayList<>();
        sections.add(Html.section(experiment.name(), Html.preformatted(ExperimentFile.text(experiment))));
        String page = Html.page(experiment.name(), workshop.source().card().name() + compute.device(), sections);
        AtomicFiles.write(folder.report(), page.getBytes(StandardCharsets.UTF_8));
    }
}
