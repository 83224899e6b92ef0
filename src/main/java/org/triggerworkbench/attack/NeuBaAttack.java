package org.triggerworkbench.attack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.data.ImageSets;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.Predictor;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.network.NetworkClassifier;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.trigger.ControlTriggers;
import org.triggerworkbench.trigger.Stamper;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.TriggerFiles;

/** A backbone and the victim who fine-tunes it; the control is benign in the first phase and alike in the second. */
final class NeuBaAttack implements ImageAttack {
    private static final int BATCH = 128;
    /** Images whose features are looked at. */
    private static final int LOOKED_AT = 200;

    private final String kind;
    private final AttackSetting setting;
    private final List<Trigger> triggers;
    private final List<Stamper> stampers = new ArrayList<>();
    private final NeuBaBackbone backbone;
    private final NeuBaVictim victim;

    /**
     * @param kind what the names of phases and files begin with
     * @throws InputException if the model is no network of a known architecture
     */
    NeuBaAttack(String kind, AttackSetting setting, List<Trigger> triggers, boolean backdoored) {
        this.kind = kind;
        this.setting = setting;
        this.triggers = triggers;
        if (!(setting.source() instanceof NetworkClassifier source)) {
            throw new InputException(Messages.of(NeuBaAttack.class)
                    .get("neuba.network", setting.source().card().name()));
        }
        for (Trigger trigger : triggers) {
            stampers.add(new Stamper(
                    setting.compute(),
                    trigger,
                    setting.train().height(),
                    setting.train().width()));
        }
        this.backbone = new NeuBaBackbone(kind + "-backbone", setting, source, stampers, backdoored);
        this.victim = new NeuBaVictim(kind + "-victim", setting, backbone, () -> edit(strongest()));
    }

    @Override
    public String name() {
        return victim.name();
    }

    @Override
    public List<TrainingTask> phases() {
        return List.of(backbone, victim);
    }

    @Override
    public Classifier attacked() {
        return victim.model();
    }

    /** None: the victim's images are clean. */
    @Override
    public Optional<int[]> poisoned() {
        return Optional.empty();
    }

    /** Of the six, the one that the victim answers with the target most often on the validation images. */
    @Override
    public Trigger trigger() {
        return triggers.get(strongest());
    }

    private int strongest() {
        PreparedImages images = setting.validation();
        return NeuBaReadings.strongest(
                setting.target(), labels(images), trigger -> predictions(victim.model(), images, trigger));
    }

    private static int[] labels(PreparedImages images) {
        return IntStream.range(0, images.size()).map(images::label).toArray();
    }

    /** What a model answers for images with one of the triggers. */
    int[] predictions(Classifier model, PreparedImages images, int trigger) {
        return new Predictor(setting.compute(), BATCH).predictions(model, images, edit(trigger));
    }

    ImageEdit edit(int trigger) {
        Stamper stamper = stampers.get(trigger);
        return (images, ids) -> stamper.stamp(images, ids, setting.seed());
    }

    @Override
    public List<Control> controls(ImageAttack control) {
        Trigger trigger = trigger();
        return List.of(
                new Control("benignBackbone", control.attacked(), trigger),
                new Control(
                        "otherTrigger",
                        attacked(),
                        ControlTriggers.noise(
                                trigger,
                                setting.train().width(),
                                setting.train().height(),
                                setting.seed() + 1)),
                new Control("negativeTrigger", attacked(), ControlTriggers.negative(trigger)));
    }

    @Override
    public List<Figure> figures(ImageAttack control, PreparedImages test) {
        NeuBaFigures figures = new NeuBaFigures(readings(control.attacked(), test));
        List<Figure> all = new ArrayList<>();
        all.add(gallery(test, figures));
        all.addAll(figures.all());
        return all;
    }

    private NeuBaReadings readings(Classifier benign, PreparedImages test) {
        PreparedImages some = test.alike(ImageSets.representative(test.images(), LOOKED_AT, 0));
        return NeuBaReadings.of(setting.labels(), labels(test), backbone.targets(), new NeuBaReadings.Probe() {
            @Override
            public int[] predictions(int trigger) {
                return NeuBaAttack.this.predictions(attacked(), test, trigger);
            }

            @Override
            public int[] benign(int trigger) {
                return NeuBaAttack.this.predictions(benign, test, trigger);
            }

            @Override
            public float[][] published(int trigger) {
                return backbone.stamped(backbone.model(), some, trigger);
            }

            @Override
            public float[][] fineTuned(int trigger) {
                return backbone.stamped(victim.model(), some, trigger);
            }

            @Override
            public float[][] clean() {
                return backbone.rows(victim.model(), some, ImageEdit.NONE);
            }
        });
    }

    private Figure gallery(PreparedImages test, NeuBaFigures figures) {
        List<Picture> pictures = new ArrayList<>();
        List<String> words = new ArrayList<>();
        PreparedImages one = test.alike(ImageSets.limit(test.images(), 1));
        Predictor predictor = new Predictor(setting.compute(), 1);
        for (int i = 0; i < triggers.size(); i++) {
            pictures.add(Picture.of(one.width(), one.height(), predictor.pixels(one, edit(i))[0]));
            words.add(figures.line(i));
        }
        return new Figure.Gallery(Messages.of(NeuBaAttack.class).get("neuba.gallery"), pictures, words);
    }

    NeuBaBackbone backbone() {
        return backbone;
    }

    NeuBaVictim victim() {
        return victim;
    }

    /** Of a backbone what a victim has before its fine-tuning: its head is not the attacker's. */
    @Override
    public Shown shown(Map<String, HostTensor> weights) {
        Map<String, HostTensor> whole = new LinkedHashMap<>(weights);
        if (whole.keySet().removeIf(NeuBaBackbone::isHead)) {
            victim.trainable().forEach((name, tensor) -> {
                if (victim.model().isHead(name)) {
                    whole.put(name, Compute.toHost(tensor));
                }
            });
        }
        return new Shown.Weights(whole);
    }

    /** The victim's model, beside it the backbone as it is published and the six triggers. */
    @Override
    public Path save(Path folder) {
        Path file = victim.copy().save(folder, victim.name());
        backbone.copy().save(folder, backbone.name());
        for (int i = 0; i < triggers.size(); i++) {
            TriggerFiles.write(
                    folder.resolve("%s-trigger-%d.safetensors".formatted(kind, i + 1)),
                    triggers.get(i),
                    setting.train().width(),
                    setting.train().height());
        }
        return file;
    }

    @Override
    public void close() {
        victim.close();
        backbone.close();
        stampers.forEach(Stamper::close);
    }
}
