package org.triggerworkbench.experiment.live;

import ai.djl.ndarray.NDArray;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.model.Activations;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.DraftEmbeddings;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.prompt.OutputMapping;
import org.triggerworkbench.prompt.PromptedClassifier;
import org.triggerworkbench.prompt.VisualPrompt;
import org.triggerworkbench.text.AllowedBecause;

/** The scene's model as a question wants it: prompt, weights and words put in, and kept until another question differs. */
@AllowedBecause("a forward pass of the live loop joins trigger, prompt and model of different floors")
final class LiveModel implements AutoCloseable {
    private final LiveSubject scene;
    private final Classifier opened;
    private Classifier classifier;
    private @Nullable PromptState promptState;
    private @Nullable VisualPrompt prompt;
    private @Nullable Wording words;
    private @Nullable ModelState weights;
    /** The opened weights that a training's weights took the place of. */
    private final Map<String, HostTensor> replaced = new HashMap<>();
    /** Null where the model has none, and before they are asked for. */
    private @Nullable DraftEmbeddings drafts;

    private boolean draftsAsked;
    /** Whether the weights have changed since the drafts took them. */
    private boolean draftsOld;

    /**
     * What a forward pass gives.
     *
     * @param features one row per image; null where none were asked for
     */
    record Forward(NDArray logits, @Nullable NDArray features) {}

    LiveModel(LiveSubject scene) {
        this.scene = scene;
        this.opened = scene.model();
        this.classifier = opened;
    }

    /** Puts in what a question wants. */
    void set(InferenceRequest question) {
        boolean changed = setWeights(question.model());
        setWords(question.words(), changed);
        setPrompt(question.prompt());
    }

    /** The classifier without the prompt. */
    Classifier classifier() {
        return classifier;
    }

    /** The images as the model sees them. */
    NDArray prompted(NDArray images) {
        return prompt == null ? images : prompt.apply(images);
    }

    /**
     * @param shown prompted images
     * @param space whose features are wanted; empty for none
     */
    Forward forward(NDArray shown, String space) {
        OutputMapping mapping = mapping();
        if (space.isEmpty()) {
            return new Forward(mapping.apply(classifier.logits(shown)), null);
        }
        if (space.equals(Spaces.JOINT) && classifier instanceof ZeroShotClassifier zeroShot) {
            NDArray embeddings = zeroShot.imageEmbeddings(shown);
            return new Forward(mapping.apply(zeroShot.logitsOf(embeddings)), embeddings);
        }
        if (space.equals(Spaces.LOGITS)) {
            NDArray logits = mapping.apply(classifier.logits(shown));
            return new Forward(logits, logits);
        }
        Activations seen = classifier.activations(shown, Set.of(space));
        return new Forward(
                mapping.apply(seen.output()),
                Spaces.pooled(
                        Objects.requireNonNull(seen.layers().get(space)),
                        Math.toIntExact(shown.getShape().get(0))));
    }

    /** Whether {@link #draft} can be asked for features in a space. */
    boolean hasDrafts(String space) {
        if (!draftsAsked) {
            draftsAsked = true;
            drafts = opened instanceof ZeroShotClassifier zeroShot
                    ? zeroShot.source().drafts(scene.compute()).orElse(null)
                    : null;
        }
        return drafts != null && (space.equals(Spaces.JOINT) || space.equals(Spaces.LOGITS));
    }

    /** As {@link #forward}, sooner and only nearly. */
    Forward draft(NDArray shown, String space) {
        DraftEmbeddings near = Objects.requireNonNull(drafts, "has no drafts");
        if (draftsOld) {
            near.refresh();
            draftsOld = false;
        }
        NDArray embeddings = near.of(shown);
        NDArray logits = mapping().apply(((ZeroShotClassifier) classifier).logitsOf(embeddings));
        return new Forward(logits, space.equals(Spaces.JOINT) ? embeddings : logits);
    }

    /** The model seen through the prompt, for work that wants a whole classifier. Owned by this. */
    Classifier prompted() {
        if (prompt == null && classifier.classes() == scene.facts().classes().size()) {
            return classifier;
        }
        return new PromptedClassifier(
                classifier, prompt, mapping(), scene.facts().classes());
    }

    private OutputMapping mapping() {
        return promptState != null && promptState.mapping() != null
                ? promptState.mapping()
                : OutputMapping.usual(
                        classifier.classes(), scene.facts().classes().size());
    }

    private void setPrompt(@Nullable PromptState wanted) {
        if (Objects.equals(wanted, promptState)) {
            return;
        }
        VisualPrompt made =
                wanted == null ? null : VisualPrompt.from(scene.compute(), wanted.layout(), wanted.values());
        closePrompt();
        prompt = made;
        promptState = wanted;
    }

    /** @param changed whether the weights are others, and with them what words mean */
    private void setWords(@Nullable Wording wanted, boolean changed) {
        if (Objects.equals(wanted, words) && !changed) {
            return;
        }
        if (opened instanceof ZeroShotClassifier zeroShot) {
            List<String> names = scene.facts().classes();
            Classifier made = wanted != null
                    ? zeroShot.withWords(names, wanted.sentences())
                    : weights == null ? opened : zeroShot.withWords(names, zeroShot.prompts());
            closeWords();
            classifier = made;
        }
        words = wanted;
    }

    /** Returns whether they are others than before. */
    private boolean setWeights(@Nullable ModelState wanted) {
        if (Objects.equals(wanted, weights)) {
            return false;
        }
        Map<String, NDArray> own = opened.parameters().all();
        Map<String, HostTensor> changes = new HashMap<>(replaced);
        if (wanted != null) {
            wanted.weights().keySet().forEach(name -> {
                NDArray tensor = own.get(name);
                if (tensor != null) {
                    replaced.computeIfAbsent(name, _ -> Compute.toHost(tensor));
                }
            });
            changes.putAll(wanted.weights());
        }
        try (TensorScope _ = new TensorScope()) {
            changes.forEach((name, values) -> {
                NDArray tensor = own.get(name);
                if (tensor != null) {
                    scene.compute().tensor(values).copyTo(tensor);
                }
            });
        }
        weights = wanted;
        draftsOld = true;
        return true;
    }

    private void closeWords() {
        if (!classifier.equals(opened)) {
            classifier.close();
        }
    }

    private void closePrompt() {
        if (prompt != null) {
            prompt.close();
        }
    }

    @Override
    public void close() {
        if (drafts != null) {
            drafts.close();
        }
        closePrompt();
        closeWords();
    }
}
