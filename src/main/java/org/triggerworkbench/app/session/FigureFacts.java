package org.triggerworkbench.app.session;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.ProgramVersion;
import org.triggerworkbench.experiment.live.InferenceRequest;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.experiment.run.MeasureJson;
import org.triggerworkbench.prompt.PromptShape;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;

/**
 * What a figure must say of itself: what is open, what was measured on how many images, how.
 *
 * @param title of the scene
 * @param rates in the order they are written
 * @param settings by name, in the order they are written
 */
public record FigureFacts(String title, Map<Measure, Rate> rates, Map<String, String> settings) {
    /** The rates of a figure, the one that matters most first. */
    private static final List<Measure> FIRST =
            List.of(Measure.ATTACK_SUCCESS, Measure.CLEAN_ACCURACY, Measure.CLEAN_TARGET_RATE, Measure.ROBUST_ACCURACY);

    private static final Messages TEXT = Messages.of(FigureFacts.class);
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .disableHtmlEscaping()
            .create();

    public FigureFacts {
        rates = Collections.unmodifiableMap(new LinkedHashMap<>(rates));
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** Of one answer. */
    static FigureFacts of(SubjectFacts facts, SheetResult answer) {
        InferenceRequest asked = answer.question();
        Map<Measure, Rate> rates = new LinkedHashMap<>();
        FIRST.forEach(measure -> rates.put(measure, answer.metrics().rate(measure)));
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("model", facts.modelName());
        settings.put(
                "weights",
                asked.model() == null
                        ? TEXT.get("weights.opened")
                        : TEXT.get("weights.step", asked.model().step()));
        settings.put("data", facts.dataName());
        settings.put("images", Integer.toString(facts.labels().length));
        settings.put("target", facts.classes().get(asked.target()));
        settings.put("trigger", words(asked.trigger()));
        settings.put("prompt", words(asked.prompt()));
        settings.put("space", asked.space());
        settings.put("version", ProgramVersion.number());
        return new FigureFacts(facts.request().title(), rates, settings);
    }

    private static String words(@Nullable Trigger trigger) {
        return switch (trigger) {
            case null -> TEXT.get("trigger.none");
            case Trigger.Patch patch ->
                TEXT.get(
                        "trigger.patch",
                        patch.width(),
                        patch.height(),
                        place(patch.placement()),
                        Format.number(patch.opacity(), 2));
            case Trigger.Blend blend -> TEXT.get("trigger.blend", Format.number(blend.opacity(), 2));
            case Trigger.Sinusoid wave ->
                TEXT.get("trigger.wave", Format.number(255 * wave.amplitude(), 0), Format.number(wave.frequency(), 1));
            case Trigger.Additive _ -> TEXT.get("trigger.additive");
        };
    }

    private static String place(Placement placement) {
        return switch (placement) {
            case Placement.Fixed(int x, int y) -> TEXT.get("place.fixed", x, y);
            case Placement.RandomPlace _ -> TEXT.get("place.random");
            case Placement.Grid(int columns, int rows) -> TEXT.get("place.grid", columns, rows);
        };
    }

    private static String words(@Nullable PromptState prompt) {
        if (prompt == null) {
            return TEXT.get("prompt.none");
        }
        String shape = prompt.layout().shape() instanceof PromptShape.Frame(int width)
                ? TEXT.get("prompt.frame", width)
                : TEXT.get("prompt.patch");
        return prompt.step() > 0 ? TEXT.get("prompt.step", shape, prompt.step()) : shape;
    }

    /** The lines below the picture: the title, the rates with their counts, the settings. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(title);
        List<String> measured = new ArrayList<>();
        rates.forEach((measure, rate) ->
                measured.add(TEXT.get("figure.rate", measure.title(), Format.percent(rate), Format.counts(rate))));
        if (!measured.isEmpty()) {
            lines.add(String.join("     ", measured));
        }
        List<String> told = new ArrayList<>();
        settings.forEach((key, value) -> told.add(TEXT.get("figure.setting", key, value)));
        lines.add(String.join("     ", told));
        return lines;
    }

    /**
     * The same as JSON, with where all of it is from: rates as fractions with their counts and 95% intervals; null where
     * nothing was counted.
     */
    public String json(FigureOrigin origin) {
        JsonObject json = new JsonObject();
        json.addProperty("schema", 1);
        json.addProperty("title", title);
        JsonObject metrics = new JsonObject();
        rates.forEach((measure, rate) -> metrics.add(measure.key(), MeasureJson.of(rate)));
        json.add("metrics", metrics);
        json.add("settings", GSON.toJsonTree(settings));
        json.add("seeds", GSON.toJsonTree(origin.seeds()));
        json.add("sha256", GSON.toJsonTree(origin.hashes()));
        json.add("versions", GSON.toJsonTree(origin.versions()));
        return GSON.toJson(json) + "\n";
    }
}
