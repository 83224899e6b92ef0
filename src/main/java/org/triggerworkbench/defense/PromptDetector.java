package org.triggerworkbench.defense;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.defense.shadow.ShadowPrompts;
import org.triggerworkbench.defense.shadow.ShadowVerdict;
import org.triggerworkbench.method.Detection;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.method.ParameterValues;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.prompt.PromptPicture;
import org.triggerworkbench.prompt.PromptedClassifier;
import org.triggerworkbench.prompt.VisualPrompt;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.TrainingTask;

/**
 * A classifier of prompts, clean against backdoored: the defender trains many small prompts of both kinds on his own images, fits
 * on one half of them, measures on the other, and then looks at the prompt in question (in the spirit of MNTD, Xu et al. 2021).
 */
@AutoService(Defense.class)
public final class PromptDetector implements Defense {
    private static final Messages TEXT = Messages.of(PromptDetector.class);

    @Override
    public String id() {
        return "prompt-detector";
    }

    @Override
    public Level level() {
        return Level.PROMPT;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.VISUAL_PROMPT);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter.Numeric("shadows", 24, 8, 1000, true, false),
                new Parameter.Numeric("steps", 60, 1, 10_000, true, false),
                new Parameter.Numeric("images", 8, 1, 256, true, false),
                new Parameter.Numeric("triggered", 4, 1, 256, true, true),
                new Parameter.Numeric("lambda", 1, 0, 100, false, true),
                new Parameter.Numeric("prompt-rate", 0.1, 0.0001, 10, false, true),
                new Parameter.Numeric("ridge", 0.1, 1e-6, 100, false, true));
    }

    @Override
    public PreparedDefense prepare(DefenseSetting setting) {
        if (!(setting.suspect() instanceof PromptedClassifier suspect)) {
            throw new InputException(TEXT.get("prompt-detector.prompt"));
        }
        VisualPrompt prompt = suspect.prompt();
        if (prompt == null) {
            throw new InputException(TEXT.get("prompt-detector.prompt"));
        }
        return new Prepared(setting, suspect, prompt);
    }

    private static final class Prepared implements PreparedDefense.Detector {
        private static final double THRESHOLD = 0.5;
        private static final int SHOWN = 8;

        private final DefenseSetting setting;
        private final VisualPrompt prompt;
        private final ShadowPrompts shadows;

        Prepared(DefenseSetting setting, PromptedClassifier suspect, VisualPrompt prompt) {
            this.setting = setting;
            this.prompt = prompt;
            ParameterValues values = setting.values();
            // In fours: half of each half is clean.
            int count = values.whole("shadows") / 4 * 4;
            this.shadows = new ShadowPrompts(
                    setting.compute(),
                    suspect,
                    setting.clean(),
                    new ShadowPrompts.Plan(
                            count,
                            values.whole("steps"),
                            values.whole("images"),
                            values.whole("triggered"),
                            values.number("lambda"),
                            values.number("prompt-rate")),
                    setting.seed());
        }

        @Override
        public List<TrainingTask> phases() {
            return List.of(shadows);
        }

        /** Nothing to put on: a shadow is not the prompt in question. */
        @Override
        public Shown shown(Map<String, HostTensor> weights) {
            return new Shown.Found(List.of());
        }

        @Override
        public Detection detect(BooleanSupplier cancelled) {
            List<float[]> values = shadows.values();
            ShadowVerdict told = ShadowVerdict.of(
                    prompt.layout(),
                    values,
                    prompt.toHost().floats(),
                    setting.values().number("ridge"));
            boolean blind = told.separation().interval().low() <= 0.5 || told.isStrange();
            Detection.Verdict verdict = blind
                    ? Detection.Verdict.INCONCLUSIVE
                    : told.chance() > THRESHOLD ? Detection.Verdict.BACKDOORED : Detection.Verdict.CLEAN;
            double[] chance = {told.chance()};
            return new Detection(
                    verdict,
                    TEXT.get("prompt-detector.chance"),
                    Detection.Scale.WHOLE_ABOVE,
                    chance,
                    THRESHOLD,
                    List.of(new Detection.SeedRow(setting.seed(), verdict, chance)),
                    figures(values, told),
                    List.of(),
                    null);
        }

        private List<Figure> figures(List<float[]> values, ShadowVerdict told) {
            ShadowPrompts.Quality quality = shadows.quality();
            List<Picture> pictures = values.stream()
                    .limit(SHOWN)
                    .map(shadow -> PromptPicture.of(prompt.layout(), shadow))
                    .toList();
            return List.of(
                    told.roc(TEXT.get(
                            "prompt-detector.roc",
                            three(told.separation().area()),
                            three(told.separation().interval().low()),
                            three(told.separation().interval().high()),
                            told.clean().length + told.backdoored().length)),
                    new Figure.TwoGroups(
                            TEXT.get("prompt-detector.scores"),
                            TEXT.get("prompt-detector.chance"),
                            told.clean(),
                            told.backdoored(),
                            THRESHOLD),
                    new Figure.Gallery(
                            TEXT.get("prompt-detector.gallery"),
                            pictures,
                            IntStream.range(0, pictures.size())
                                    .mapToObj(i -> TEXT.get(
                                            i % 2 == 0 ? "prompt-detector.clean" : "prompt-detector.backdoored"))
                                    .toList()),
                    new Figure.Table(
                            TEXT.get("prompt-detector.quality"),
                            List.of(TEXT.get("prompt-detector.accuracy"), TEXT.get("prompt-detector.success")),
                            List.of(List.of(
                                    percent(quality.accuracy().value()),
                                    percent(quality.success().value())))),
                    new Figure.Table(
                            TEXT.get(told.isStrange() ? "prompt-detector.strange" : "prompt-detector.known"),
                            List.of(TEXT.get("prompt-detector.distance"), TEXT.get("prompt-detector.farthest")),
                            List.of(List.of(three(told.distance()), three(told.farthest())))));
        }

        private static String three(double value) {
            return String.format(Locale.ROOT, "%.3f", value);
        }

        private static String percent(double share) {
            return String.format(Locale.ROOT, "%.1f%%", 100 * share);
        }

        @Override
        public void close() {
            shadows.close();
        }
    }
}
