package org.triggerworkbench.defense;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.Predictor;
import org.triggerworkbench.method.Repair;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.model.card.ModelCardFile;
import org.triggerworkbench.model.clip.ClipModel;
import org.triggerworkbench.model.clip.ProbedClip;
import org.triggerworkbench.model.network.NetworkClassifier;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.StepLoss;
import org.triggerworkbench.training.TrainingSettings;
import org.triggerworkbench.training.optimizer.Optimizer;

/**
 * Trains the head alone, min over W, b of mean CE(W f(x) + b, y). The features f(x) are computed once: unit image embeddings of
 * a CLIP, what the last layer of a network sees.
 */
final class Probing extends CleanTraining {
    private static final int BATCH = 128;

    private final Probe probe;
    /** f(x) of the clean images, N x D; empty before the start. */
    private float[][] features = new float[0][];

    /** A model with a head of its own. */
    private interface Probe extends AutoCloseable {
        Classifier model();

        /** The layer whose output the head sees. */
        String layer();

        /** W, K x D. */
        NDArray weight();

        /** b, K. */
        NDArray bias();

        Path save(Path folder);

        @Override
        void close();
    }

    /** @throws InputException if the suspect has no image features of its own */
    Probing(DefenseSetting setting) {
        super("linear-probe", setting);
        this.probe = switch (setting.suspect()) {
            case ZeroShotClassifier zeroShot
            when zeroShot.source() instanceof ClipModel clip ->
                new OnClip(ProbedClip.create(
                        setting.compute(), clip, zeroShot.card().labels()));
            case NetworkClassifier network -> new OnNetwork(setting.compute(), network, setting.seed());
            default ->
                throw new InputException(Messages.of(Probing.class)
                        .get("probe.model", setting.suspect().card().name()));
        };
        trainable().values().forEach(tensor -> tensor.setRequiresGradient(true));
    }

    @Override
    public void begin() {
        features = new Predictor(setting.compute(), BATCH)
                .features(probe.model(), probe.layer(), setting.clean(), ImageEdit.NONE);
    }

    @Override
    public Map<String, NDArray> trainable() {
        Map<String, NDArray> head = new LinkedHashMap<>();
        head.put("weight", probe.weight());
        head.put("bias", probe.bias());
        return head;
    }

    @Override
    StepLoss loss(Batch clean) {
        int width = features[0].length;
        float[] rows = new float[clean.ids().length * width];
        for (int i = 0; i < clean.ids().length; i++) {
            System.arraycopy(features[clean.ids()[i]], 0, rows, i * width, width);
        }
        NDArray seen = setting.compute().tensor(rows, clean.ids().length, width);
        return alone(crossEntropy(seen.matMul(probe.weight().transpose()).add(probe.bias()), clean), clean);
    }

    @Override
    public Classifier repaired() {
        return probe.model();
    }

    @Override
    public Repairer plain() {
        return PlainFineTuning.atOwnPace(setting);
    }

    /** Image tower and head trained on together. */
    @Override
    public Optional<Repairer> rebound(DefenseSetting again) {
        return probe.model() instanceof ProbedClip probed
                ? Optional.of(new Supervised(again, probed))
                : super.rebound(again);
    }

    @Override
    public Path save(Path folder) {
        return probe.save(folder);
    }

    @Override
    public void close() {
        probe.close();
    }

    private record OnClip(ProbedClip model) implements Probe {
        @Override
        public String layer() {
            return ClipModel.IMAGE_EMBEDDING;
        }

        @Override
        public NDArray weight() {
            return Objects.requireNonNull(model.head().get("weight"));
        }

        @Override
        public NDArray bias() {
            return Objects.requireNonNull(model.head().get("bias"));
        }

        @Override
        public Path save(Path folder) {
            Path made = folder.resolve("repaired");
            model.save(made);
            return made;
        }

        @Override
        public void close() {
            model.close();
        }
    }

    /** A copy of a network whose last layer is drawn anew. */
    private record OnNetwork(NetworkClassifier model) implements Probe {
        OnNetwork(Compute compute, NetworkClassifier source, long seed) {
            this(source.copy(compute));
            try (TensorScope _ = new TensorScope()) {
                for (String part : new String[] {".weight", ".bias"}) {
                    String name = model.head() + part;
                    compute.tensor(model.drawn(name, seed))
                            .copyTo(model.parameters().get(name));
                }
            }
        }

        @Override
        public String layer() {
            return "pooled";
        }

        @Override
        public NDArray weight() {
            return model.parameters().get(model.head() + ".weight");
        }

        @Override
        public NDArray bias() {
            return model.parameters().get(model.head() + ".bias");
        }

        @Override
        public Path save(Path folder) {
            Path file = folder.resolve("repaired.safetensors");
            Safetensors.write(file, model.parameters().toHost(), Map.of());
            ModelCardFile.write(folder.resolve("repaired.model.json"), model.card());
            return file;
        }

        @Override
        public void close() {
            model.close();
        }
    }

    /** Fine-tuning of a probed CLIP, min over all weights that images pass through of mean CE(W f(x) + b, y). */
    private static final class Supervised extends CleanTraining {
        private final ClipModel clip;
        private final ProbedClip probed;
        private final Map<String, NDArray> trainable;

        Supervised(DefenseSetting setting, ProbedClip source) {
            super(Repair.REBOUND, setting);
            this.clip = source.clip().copy(setting.compute());
            this.probed =
                    ProbedClip.create(setting.compute(), clip, source.card().labels());
            this.trainable = new LinkedHashMap<>(clip.parameters().train(name -> name.startsWith("vis")));
            try (TensorScope _ = new TensorScope()) {
                source.head().forEach((name, values) -> {
                    NDArray own = Objects.requireNonNull(probed.head().get(name));
                    setting.compute().tensor(Compute.toHost(values)).copyTo(own);
                    own.setRequiresGradient(true);
                    trainable.put("head." + name, own);
                });
            }
        }

        @Override
        public Map<String, NDArray> trainable() {
            return trainable;
        }

        @Override
        public TrainingSettings settings(TrainingSettings usual) {
            return FineTuning.settings(usual);
        }

        @Override
        public Optimizer optimizer(Supplier<Optimizer> usual) {
            return FineTuning.optimizer(setting.compute());
        }

        @Override
        StepLoss loss(Batch clean) {
            return alone(crossEntropy(probed.logits(clean.images()), clean), clean);
        }

        @Override
        public Classifier repaired() {
            return probed;
        }

        @Override
        public Repairer plain() {
            return this;
        }

        @Override
        public Path save(Path folder) {
            Path made = folder.resolve("repaired");
            probed.save(made);
            return made;
        }

        @Override
        public void close() {
            probed.close();
            clip.close();
        }
    }
}
