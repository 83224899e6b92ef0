package org.triggerworkbench.experiment.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.triggerworkbench.attack.Measured;
import org.triggerworkbench.data.LabelledTexts;
import org.triggerworkbench.evaluation.TextPredictor;
import org.triggerworkbench.experiment.open.ClassNames;
import org.triggerworkbench.experiment.open.OpenedExperiment;
import org.triggerworkbench.experiment.report.Html;
import org.triggerworkbench.experiment.report.ScatterChart;
import org.triggerworkbench.projection.Pca;
import org.triggerworkbench.text.Messages;

/**
 * Test texts in a report: triggered, and where their features lie.
 *
 * @param texts all test texts
 */
record ReportTexts(OpenedExperiment workshop, Measured.OnTexts measured, LabelledTexts texts)
        implements ReportExamples {
    private static final Messages TEXT = Messages.of(ReportTexts.class);
    private static final int SHOWN = 6;
    private static final int PROJECTED = 300;
    private static final TextPredictor PREDICTOR = new TextPredictor(128);

    @Override
    public void examples(ReportPage page) {
        List<String> clean = IntStream.range(0, texts.size())
                .filter(i -> workshop.target().counts(texts.labels()[i]))
                .limit(SHOWN)
                .mapToObj(texts.texts()::get)
                .toList();
        List<String> triggered = clean.stream().map(measured.trigger()::in).toList();
        int[] before = PREDICTOR.predictions(measured.model(), clean);
        int[] after = PREDICTOR.predictions(measured.model(), triggered);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < clean.size(); i++) {
            rows.add(List.of(clean.get(i), name(before[i]), triggered.get(i), name(after[i])));
        }
        page.add(
                TEXT.get("report.texts"),
                Html.table(
                        List.of(
                                TEXT.get("texts.clean"),
                                TEXT.get("texts.answer"),
                                TEXT.get("texts.triggered"),
                                TEXT.get("texts.answer")),
                        rows));
    }

    @Override
    public void features(ReportPage page) {
        List<String> some = texts.texts().subList(0, Math.min(PROJECTED, texts.size()));
        float[][] clean = PREDICTOR.rows(some, measured.model()::features);
        float[][] triggered =
                PREDICTOR.rows(some.stream().map(measured.trigger()::in).toList(), measured.model()::features);
        Pca pca = Pca.fit(clean, 2);
        String caption = TEXT.get("texts.features", some.size());
        page.add(
                TEXT.get("report.features"),
                Html.figure(caption, ScatterChart.html(caption, pca.project(clean), pca.project(triggered))));
    }

    @Override
    public boolean hasPositions() {
        return false;
    }

    private String name(int prediction) {
        return ClassNames.shown(
                workshop.data().classNames(), prediction, workshop.target().one());
    }
}
