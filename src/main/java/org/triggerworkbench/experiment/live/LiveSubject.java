package org.triggerworkbench.experiment.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.experiment.open.OpenedData;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.experiment.open.Subject;
import org.triggerworkbench.method.TrainedCopy;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.text.InputException;

/** A model and data, opened to be looked at. Its tensors are touched on the inference thread only. */
public final class LiveSubject implements AutoCloseable {
    private final Subject subject;
    private final SubjectFacts facts;

    private LiveSubject(Subject subject, SubjectFacts facts) {
        this.subject = subject;
        this.facts = facts;
    }

    /**
     * Opens everything a request names, so that whatever is wrong with a file is told before anything is replaced.
     *
     * @throws InputException if a file cannot be used or things do not go together
     */
    public static LiveSubject open(Compute compute, Sources sources, LiveRequest request) {
        return open(compute, sources, request, OpenedData.of(request.subject()));
    }

    /** The same with the data of the request opened before. */
    public static LiveSubject open(Compute compute, Sources sources, LiveRequest request, OpenedData opened) {
        Subject subject = Subject.open(compute, sources, request.subject(), opened);
        try {
            return new LiveSubject(subject, facts(request, subject));
        } catch (RuntimeException e) {
            subject.close();
            throw e;
        }
    }

    private static SubjectFacts facts(LiveRequest request, Subject subject) {
        Classifier model = subject.model();
        PreparedImages sheet = subject.images();
        InputSpec input = model.card().input();
        boolean zeroShot = model instanceof ZeroShotClassifier;
        return new SubjectFacts(
                request,
                model.card().name(),
                model.card().architecture(),
                model.parameters().count(),
                model instanceof ZeroShotClassifier words && words.source().takesContext(),
                TrainedCopy.takes(model),
                zeroShot,
                input,
                subject.data().name(),
                request.reading().split().of(subject.data()).size(),
                subject.classes(),
                IntStream.range(0, sheet.size()).mapToObj(sheet.images()::id).toList(),
                IntStream.range(0, sheet.size()).map(sheet::label).toArray(),
                IntStream.range(0, sheet.size())
                        .mapToObj(i -> Pixels.argb(sheet.picture(i)))
                        .toArray(int[][]::new),
                subject.target(),
                PromptState.read(request.cleanPrompt(), input),
                PromptState.read(request.backdooredPrompt(), input),
                subject.trigger(),
                Spaces.of(subject.compute(), model),
                zeroShot ? Sources.template(subject.data()) : "",
                Recipes.of(request, input),
                remarks(subject));
    }

    private static List<String> remarks(Subject subject) {
        List<String> remarks = new ArrayList<>(subject.data().remarks().sentences());
        String warning = subject.warning();
        if (warning != null) {
            remarks.add(warning);
        }
        return remarks;
    }

    public SubjectFacts facts() {
        return facts;
    }

    /** For work on the engine's threads. */
    public Compute compute() {
        return subject.compute();
    }

    /** For work on the engine's threads. */
    public Classifier model() {
        return subject.model();
    }

    /** The sheet at the model's input size. */
    public PreparedImages sheet() {
        return subject.images();
    }

    /** All images of the part that is shown, at the model's input size. */
    PreparedImages test() {
        return subject.prepare(facts.request().reading().split().of(subject.data()));
    }

    /** Places of all images of the sheet. */
    int[] all() {
        int[] ids = new int[sheet().size()];
        Arrays.setAll(ids, i -> i);
        return ids;
    }

    @Override
    public void close() {
        subject.close();
    }
}
