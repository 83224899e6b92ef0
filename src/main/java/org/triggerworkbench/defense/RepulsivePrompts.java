package org.triggerworkbench.defense;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.Scalars;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.Predictor;
import org.triggerworkbench.method.Repair;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.model.Activations;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.model.clip.ClipModel;
import org.triggerworkbench.prompt.DeepPromptedClassifier;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.StepLoss;

/**
 * Trains the deep prompts p of a frozen CLIP:
 *
 * <pre>L = CE(s I(x; p) T', y) + alpha mean over blocks d of cos(c_d(x; p), c_d(x))</pre>
 *
 * where c_d is the class token after block d with the prompts and without them. Nothing but p gets a gradient.
 */
final class RepulsivePrompts extends CleanTraining {
    private static final Messages TEXT = Messages.of(RepulsivePrompts.class);
    private static final String PROMPTS = "prompts";
    private static final double SCALE = 0.02;
    private static final int BATCH = 128;

    private final DeepPromptedClassifier prompted;
    private final double alpha;
    /** Of the prompted blocks, by depth. */
    private final List<String> blocks;
    /** Class tokens of the clean images without prompts, one row an image, block after block; empty before the start. */
    private float[][] without = new float[0][];

    /** @throws InputException if the suspect is no CLIP */
    RepulsivePrompts(DefenseSetting setting) {
        this("repulsive-prompts", setting, setting.values().number(Rvpt.ALPHA), null);
    }

    /** @param prompts to start from; null for random ones */
    private RepulsivePrompts(String name, DefenseSetting setting, double alpha, @Nullable HostTensor prompts) {
        super(name, setting);
        if (!(setting.suspect() instanceof ZeroShotClassifier suspect)
                || !(suspect.source() instanceof ClipModel clip)) {
            throw new InputException(
                    TEXT.get("rvpt.model", setting.suspect().card().name()));
        }
        this.alpha = alpha;
        int layers = clip.config().vision().layers();
        int plain =
                Math.min(layers - 1, (int) Math.round(layers * setting.values().number(Rvpt.PLAIN_SHARE)));
        this.blocks = IntStream.range(plain, layers).mapToObj(ClipModel::block).toList();
        int tokens = setting.values().whole(Rvpt.TOKENS);
        int width = clip.config().vision().width();
        this.prompted = DeepPromptedClassifier.from(
                setting.compute(), suspect, prompts == null ? random(tokens, width) : prompts);
        prompted.prompts().setRequiresGradient(true);
    }

    private HostTensor random(int tokens, int width) {
        float[] values =
                Seeds.normal(blocks.size() * tokens * width, SCALE, Seeds.generator(setting.seed(), "deep-prompts", 0));
        return HostTensor.of(values, blocks.size(), tokens, width);
    }

    @Override
    public void begin() {
        without = new Predictor(setting.compute(), BATCH)
                .rows(setting.clean(), ImageEdit.NONE, images -> classTokens(setting.suspect(), images));
    }

    /** Class tokens after the prompted blocks, N x (blocks W). */
    private NDArray classTokens(Classifier model, NDArray images) {
        Activations seen = model.activations(images, Set.copyOf(blocks));
        return blocks.stream()
                .map(block -> classToken(seen, block))
                .reduce((left, right) -> left.concat(right, 1))
                .orElseThrow();
    }

    private static NDArray classToken(Activations seen, String block) {
        return Objects.requireNonNull(seen.layers().get(block), block).get(new NDIndex(":, 0"));
    }

    @Override
    public Map<String, NDArray> trainable() {
        return Map.of(PROMPTS, prompted.prompts());
    }

    @Override
    StepLoss loss(Batch clean) {
        Activations seen = prompted.activations(clean.images(), Set.copyOf(blocks));
        NDArray crossEntropy = crossEntropy(seen.output(), clean);
        NDArray repulsion = repulsion(seen, clean);
        Map<String, NDArray> parts = new LinkedHashMap<>();
        parts.put("clean", crossEntropy);
        parts.put("repulsion", repulsion);
        return new StepLoss(crossEntropy.add(Scalars.times(repulsion, alpha)), parts, clean.ids().length);
    }

    /** The mean cosine over images and blocks: 1 where the prompts change nothing, -1 at the most. */
    private NDArray repulsion(Activations seen, Batch clean) {
        int n = clean.ids().length;
        int width = without[0].length / blocks.size();
        List<NDArray> cosines = new ArrayList<>();
        for (int d = 0; d < blocks.size(); d++) {
            float[] rows = new float[n * width];
            for (int i = 0; i < n; i++) {
                System.arraycopy(without[clean.ids()[i]], d * width, rows, i * width, width);
            }
            NDArray frozen = setting.compute().tensor(rows, n, width);
            cosines.add(cosine(classToken(seen, blocks.get(d)), frozen).mean());
        }
        NDArray sum = cosines.stream().reduce(NDArray::add).orElseThrow();
        return Scalars.times(sum, 1.0 / cosines.size());
    }

    /** The cosine of each pair of rows, N. */
    private static NDArray cosine(NDArray left, NDArray right) {
        int[] columns = {1};
        NDArray lengths =
                left.square().sum(columns).mul(right.square().sum(columns)).sqrt();
        return left.mul(right).sum(columns).div(lengths);
    }

    @Override
    public Classifier repaired() {
        return prompted;
    }

    @Override
    public Repairer plain() {
        return PlainFineTuning.atOwnPace(setting);
    }

    /** The prompts trained on without repulsion: the weights stay frozen, so only they could bring a backdoor back. */
    @Override
    public Optional<Repairer> rebound(DefenseSetting again) {
        return Optional.of(new RepulsivePrompts(Repair.REBOUND, again, 0, Compute.toHost(prompted.prompts())));
    }

    @Override
    public List<Figure> figures() {
        return new Resistivity(setting).figures(prompted);
    }

    /** As {@code repaired.safetensors}, which {@code --prompt} puts on the suspect. */
    @Override
    public Path save(Path folder) {
        Path file = folder.resolve("repaired.safetensors");
        PromptFiles.write(file, new PromptFiles.Deep(Compute.toHost(prompted.prompts())));
        return file;
    }

    @Override
    public void close() {
        prompted.close();
    }
}
