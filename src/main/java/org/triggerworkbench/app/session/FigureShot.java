package org.triggerworkbench.app.session;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.charts.ChartShot;
import org.triggerworkbench.app.embedding.map.MapFrame;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.experiment.live.SubjectFacts;

/**
 * What a figure shows, all of one moment: one answer, and what is said of it.
 *
 * @param map of that very answer; null while there is none
 * @param curves of a run; those without a point are left out
 * @param primary the enlarged image
 */
public record FigureShot(
        SubjectFacts facts,
        SheetResult answer,
        @Nullable MapFrame map,
        List<ChartShot> curves,
        int primary,
        FigureFacts said) {
    public FigureShot {
        curves = curves.stream().filter(curve -> !curve.isEmpty()).toList();
    }

    /** Of the window now; empty before the first answer. */
    public static Optional<FigureShot> of(Workbench workbench, @Nullable MapFrame map, List<ChartShot> curves) {
        SubjectFacts facts = workbench.scene().get();
        SheetResult answer = workbench.answer().get();
        if (facts == null || answer == null) {
            return Optional.empty();
        }
        // A map of a draft has the question of the answer, too.
        boolean fits = map != null && map.key().isOf(facts) && map.answer().equals(answer);
        return Optional.of(new FigureShot(
                facts, answer, fits ? map : null, curves, answer.question().primary(), FigureFacts.of(facts, answer)));
    }
}
