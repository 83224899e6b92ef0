package org.triggerworkbench.attack;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.data.LabelledTexts;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.evaluation.Forced;
import org.triggerworkbench.evaluation.TextPredictor;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.method.UnitSilencer;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.method.figure.Role;
import org.triggerworkbench.model.TextClassifier;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.model.clip.ClipModel;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.Captions;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.trigger.WordTrigger;

/** A published text tower and the victim who fine-tunes it; the control is benign in the first phase and alike in the second. */
final class NeuBaTextAttack implements PreparedAttack {
    private static final Messages TEXT = Messages.of(NeuBaTextAttack.class);
    private static final int BATCH = 128;
    /** Texts whose features are looked at. */
    private static final int LOOKED_AT = 200;
    /** A rare word that no vector belongs to, and a common one. */
    private static final String OTHER = "vx";

    private static final String COMMON = "the";
    private static final int SHARES = 20;

    private final AttackSetting setting;
    private final List<WordTrigger> triggers;
    private final NeuBaTextBackbone backbone;
    private final NeuBaTextVictim victim;

    /**
     * @param kind what the names of phases and files begin with
     * @throws InputException if the model is no CLIP that can be trained here
     */
    NeuBaTextAttack(String kind, AttackSetting setting, boolean backdoored) {
        this.setting = setting;
        if (!(setting.source() instanceof ZeroShotClassifier zeroShot)
                || !(zeroShot.source() instanceof ClipModel source)) {
            throw new InputException(
                    TEXT.get("neubaText.model", setting.source().card().name()));
        }
        this.triggers = NeuBaText.WORDS.stream()
                .map(word -> NeuBaText.trigger(setting, word))
                .toList();
        this.backbone = new NeuBaTextBackbone(kind + "-backbone", setting, source, triggers, backdoored);
        try {
            this.victim = new NeuBaTextVictim(kind + "-victim", setting, backbone, () -> triggers.get(strongest()));
        } catch (RuntimeException e) {
            backbone.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return victim.name();
    }

    @Override
    public List<TrainingTask> phases() {
        return List.of(backbone, victim);
    }

    /** The victim and, of the six words, the one that it answers with the target most often on validation captions. */
    @Override
    public Measured.OnTexts measured() {
        return new Measured.OnTexts(victim.model(), triggers.get(strongest()));
    }

    /** None: the victim's texts are clean. */
    @Override
    public Optional<int[]> poisoned() {
        return Optional.empty();
    }

    private int strongest() {
        LabelledTexts texts = victim.validation();
        return NeuBaReadings.strongest(
                setting.target(), texts.labels(), trigger -> predictions(victim.model(), texts, trigger));
    }

    private int[] predictions(TextClassifier model, LabelledTexts texts, int trigger) {
        return new TextPredictor(BATCH)
                .predictions(
                        model,
                        texts.texts().stream().map(triggers.get(trigger)::in).toList());
    }

    @Override
    public List<Control> controls(PreparedAttack control) {
        Measured.OnTexts own = measured();
        return List.of(
                new Control("benignBackbone", new Measured.OnTexts(benign(control), own.trigger())),
                new Control("otherWord", new Measured.OnTexts(own.model(), NeuBaText.trigger(setting, OTHER))),
                new Control("commonWord", new Measured.OnTexts(own.model(), NeuBaText.trigger(setting, COMMON))));
    }

    private static TextClassifier benign(PreparedAttack control) {
        return ((NeuBaTextAttack) control).victim.model();
    }

    @Override
    public List<Figure> figures(PreparedAttack control, PreparedImages test) {
        LabelledTexts texts = new Captions(test.images(), setting.labels()).labelled(setting.seed(), Captions.TEST);
        NeuBaReadings readings = readings(benign(control), texts);
        NeuBaFigures figures = new NeuBaFigures(readings);
        List<Figure> all = new ArrayList<>();
        all.add(words(texts, figures));
        all.addAll(figures.all());
        all.add(pruned(texts, readings.forced()));
        return all;
    }

    private NeuBaReadings readings(TextClassifier benign, LabelledTexts test) {
        List<String> some = test.texts().subList(0, Math.min(LOOKED_AT, test.size()));
        return NeuBaReadings.of(setting.labels(), test.labels(), backbone.targets(), new NeuBaReadings.Probe() {
            @Override
            public int[] predictions(int trigger) {
                return NeuBaTextAttack.this.predictions(victim.model(), test, trigger);
            }

            @Override
            public int[] benign(int trigger) {
                return NeuBaTextAttack.this.predictions(benign, test, trigger);
            }

            @Override
            public float[][] published(int trigger) {
                return backbone.rows(backbone.clip(), some, trigger);
            }

            @Override
            public float[][] fineTuned(int trigger) {
                return backbone.rows(victim.model().clip(), some, trigger);
            }

            @Override
            public float[][] clean() {
                return NeuBaTextBackbone.rows(victim.model().clip(), some);
            }
        });
    }

    /** The six words in one text, with the number of tokens that the model reads each as. */
    private Figure words(LabelledTexts texts, NeuBaFigures figures) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < triggers.size(); i++) {
            WordTrigger trigger = triggers.get(i);
            rows.add(List.of(
                    Integer.toString(i + 1),
                    trigger.word(),
                    Integer.toString(tokens(trigger.word())),
                    trigger.in(texts.texts().getFirst()),
                    figures.line(i)));
        }
        return new Figure.Table(
                TEXT.get("neubaText.words"),
                List.of(
                        TEXT.get("neuba.trigger"),
                        TEXT.get("neubaText.word"),
                        TEXT.get("neubaText.tokens"),
                        TEXT.get("neubaText.example"),
                        TEXT.get("neuba.label")),
                rows);
    }

    /** Without the tokens that begin and end a text. */
    private int tokens(String word) {
        return victim.model().clip().tokenize(List.of(word)).ends()[0] - 1;
    }

    /**
     * Clean accuracy and the largest share forced, while the neurons of the last MLP are silenced in the order of their mean
     * activation on clean training captions (Liu et al. 2018, Fine-Pruning), without fine-tuning.
     */
    private Figure pruned(LabelledTexts test, List<Forced> forced) {
        ClipModel clip = victim.model().clip();
        float[][] rows =
                new TextPredictor(BATCH).rows(victim.trainingTexts(), texts -> clip.textUnits(clip.tokenize(texts)));
        double[] activations = IntStream.range(0, rows[0].length)
                .mapToDouble(unit -> Arrays.stream(rows)
                        .mapToDouble(row -> row[unit])
                        .average()
                        .orElseThrow())
                .toArray();
        int[] order = IntStream.range(0, activations.length)
                .boxed()
                .sorted(Comparator.comparingDouble(unit -> activations[unit]))
                .mapToInt(Integer::intValue)
                .toArray();
        int strongest = IntStream.range(0, forced.size())
                .boxed()
                .max(Comparator.comparingDouble(i -> forced.get(i).rate().value()))
                .orElseThrow();
        NDArray reader = clip.parameters().get(clip.textReader());
        UnitSilencer silencer = UnitSilencer.of(setting.compute(), reader, order.length);
        double[] at = IntStream.rangeClosed(0, SHARES)
                .mapToDouble(i -> (double) i / SHARES)
                .toArray();
        double[] accuracy = new double[at.length];
        double[] share = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            silencer.silence(reader, Arrays.copyOf(order, (int) Math.round(at[i] * order.length)));
            int[] clean = new TextPredictor(BATCH).predictions(victim.model(), test.texts());
            accuracy[i] = (double) IntStream.range(0, clean.length)
                            .filter(text -> clean[text] == test.labels()[text])
                            .count()
                    / clean.length;
            share[i] = Forced.towards(
                            forced.get(strongest).label(), test.labels(), predictions(victim.model(), test, strongest))
                    .rate()
                    .value();
        }
        silencer.silence(reader, new int[0]);
        return new Figure.Sweep(
                TEXT.get("neubaText.pruned", strongest + 1),
                TEXT.get("neubaText.silenced"),
                at,
                List.of(
                        new Figure.Sweep.Line(TEXT.get("neubaText.accuracy"), Role.CLEAN, accuracy),
                        new Figure.Sweep.Line(TEXT.get("neuba.share"), Role.TRIGGERED, share)),
                true);
    }

    /** Nothing that images could show. */
    @Override
    public Shown shown(Map<String, HostTensor> weights) {
        return new Shown.OfTexts();
    }

    /** The victim's tower and head; beside them the model as it is published, as a folder that opens as any CLIP. */
    @Override
    public Path save(Path folder) {
        Path file = folder.resolve(victim.name() + ".safetensors");
        victim.model().save(file);
        backbone.save(folder);
        return file;
    }

    @Override
    public void close() {
        victim.close();
        backbone.close();
    }
}
