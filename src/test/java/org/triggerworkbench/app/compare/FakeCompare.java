package org.triggerworkbench.app.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.Selection;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.evaluation.LayerChange;
import org.triggerworkbench.evaluation.MeanSimilarity;
import org.triggerworkbench.experiment.live.Answer;
import org.triggerworkbench.experiment.live.Glance;
import org.triggerworkbench.experiment.live.Inspection;
import org.triggerworkbench.experiment.live.Question;

/** A workbench and an engine that do what a test says; jobs wait until the test ends them. */
final class FakeCompare implements CompareEngine {
    final Workbench workbench = new Workbench();
    final Selection selection = workbench.selection();
    final ObjectProperty<@Nullable Glance> glance = new SimpleObjectProperty<>();
    final ObjectProperty<@Nullable Answer> answer = new SimpleObjectProperty<>();
    final List<List<Question>> glancesAsked = new ArrayList<>();
    final List<CompletableFuture<List<Glance>>> glances = new ArrayList<>();
    final List<CompletableFuture<List<Inspection.Maps>>> maps = new ArrayList<>();
    final List<Question> answersAsked = new ArrayList<>();
    final List<CompletableFuture<Answer>> answers = new ArrayList<>();
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
    public CompletableFuture<List<Glance>> glances(List<Question> sides) {
        glancesAsked.add(sides);
        return wait(glances);
    }

    @Override
    public CompletableFuture<List<Inspection.Maps>> saliency(List<Glance> sides) {
        return wait(maps);
    }

    @Override
    public CompletableFuture<Answer> answer(Question asked) {
        answersAsked.add(asked);
        return wait(answers);
    }

    @Override
    public CompletableFuture<List<LayerChange>> layers(Question asked) {
        return wait(layers);
    }

    @Override
    public CompletableFuture<MeanSimilarity> similarity(Question asked) {
        return wait(similarities);
    }
}
