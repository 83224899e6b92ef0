package org.triggerworkbench.app.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.Selection;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.evaluation.MeanSimilarity;
import org.triggerworkbench.evaluation.inspection.LayerChange;
import org.triggerworkbench.experiment.live.InferenceRequest;
import org.triggerworkbench.experiment.live.Inspection;
import org.triggerworkbench.experiment.live.PrimaryResult;
import org.triggerworkbench.experiment.live.SheetResult;

/** A workbench and an engine that do what a test says; jobs wait until the test ends them. */
final class FakeCompare implements CompareEngine {
    final Workbench workbench = new Workbench();
    final Selection selection = workbench.selection();
    final ObjectProperty<@Nullable PrimaryResult> glance = new SimpleObjectProperty<>();
    final ObjectProperty<@Nullable SheetResult> answer = new SimpleObjectProperty<>();
    final List<List<InferenceRequest>> glancesAsked = new ArrayList<>();
    final List<CompletableFuture<List<PrimaryResult>>> glances = new ArrayList<>();
    final List<CompletableFuture<List<Inspection.Maps>>> maps = new ArrayList<>();
    final List<InferenceRequest> answersAsked = new ArrayList<>();
    final List<CompletableFuture<SheetResult>> answers = new ArrayList<>();
    final List<CompletableFuture<List<LayerChange>>> layers = new ArrayList<>();
    final List<CompletableFuture<MeanSimilarity>> similarities = new ArrayList<>();
    long now;

    CompareModel model() {
        CompareModel model = new CompareModel(workbench, glance, answer, this, () -> now);
        model.showing().set(true);
        return model;
    }

    /** Lets time pass, in milliseconds, then ticks. */
    void tick(CompareModel model, long millis) {
        now += millis * 1_000_000;
        model.tick();
    }

    private static <T> CompletableFuture<T> wait(List<CompletableFuture<T>> jobs) {
        CompletableFuture<T> job = new CompletableFuture<>();
        jobs.add(job);
        return job;
    }

    @Override
    public CompletableFuture<List<PrimaryResult>> glances(List<InferenceRequest> sides) {
        glancesAsked.add(sides);
        return wait(glances);
    }

    @Override
    public CompletableFuture<List<Inspection.Maps>> saliency(List<PrimaryResult> sides) {
        return wait(maps);
    }

    @Override
    public CompletableFuture<SheetResult> answer(InferenceRequest asked) {
        answersAsked.add(asked);
        return wait(answers);
    }

    @Override
    public CompletableFuture<List<LayerChange>> layers(InferenceRequest asked) {
        return wait(layers);
    }

    @Override
    public CompletableFuture<MeanSimilarity> similarity(InferenceRequest asked) {
        return wait(similarities);
    }
}
