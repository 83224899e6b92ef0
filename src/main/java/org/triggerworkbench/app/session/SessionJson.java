package org.triggerworkbench.app.session;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.Bench;
import org.triggerworkbench.app.state.ColourBy;
import org.triggerworkbench.app.state.TrayItem;
import org.triggerworkbench.data.DataReading;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.live.LiveRequest;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.Wording;
import org.triggerworkbench.experiment.open.PromptChoice;
import org.triggerworkbench.trigger.Trigger;

/** session.json: all of a session but its tensors. Null only where the session has none. */
record SessionJson(
        int version,
        String title,
        String model,
        @Nullable String architecture,
        @Nullable String output,
        String data,
        @Nullable DataReading reading,
        String target,
        int batch,
        long seed,
        int width,
        int height,
        PromptChoice promptChoice,
        String space,
        ColourBy colourBy,
        int primary,
        List<Integer> chosen,
        long cleanStep,
        long backdooredStep,
        @Nullable List<List<String>> words,
        List<Laid> tray,
        @Nullable Pinned pinned,
        Map<String, String> view) {
    static final int VERSION = 1;

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /**
     * A trigger in the tray.
     *
     * @param forWidth of the images it goes on
     * @param forHeight of the images it goes on
     * @param pixels ARGB of the thumbnail, big-endian, in base 64
     */
    record Laid(String name, int forWidth, int forHeight, int width, int height, String pixels) {
        static Laid of(TrayItem item, int imageWidth, int imageHeight) {
            int[] size = sizeFor(item.trigger(), imageWidth, imageHeight);
            ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * item.thumbnail().length);
            bytes.asIntBuffer().put(item.thumbnail());
            return new Laid(
                    item.name(),
                    size[0],
                    size[1],
                    item.width(),
                    item.height(),
                    Base64.getEncoder().encodeToString(bytes.array()));
        }

        TrayItem with(Trigger trigger) {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(pixels));
            int[] thumbnail = new int[Math.multiplyExact(width, height)];
            bytes.asIntBuffer().get(thumbnail);
            return new TrayItem(name, trigger, width, height, thumbnail);
        }

        /** A trigger laid aside may be from a model of another input. */
        private static int[] sizeFor(Trigger trigger, int width, int height) {
            return switch (trigger) {
                case Trigger.Patch patch ->
                    new int[] {Math.max(width, patch.width()), Math.max(height, patch.height())};
                case Trigger.Blend blend -> new int[] {blend.width(), blend.height()};
                case Trigger.Additive additive -> new int[] {additive.width(), additive.height()};
                case Trigger.Sinusoid _ -> new int[] {width, height};
            };
        }
    }

    /** A rate by its counts. */
    record Counts(long hits, long n) {
        static Counts of(Rate rate) {
            return new Counts(rate.hits(), rate.n());
        }

        Rate rate() {
            return new Rate(hits, n);
        }
    }

    record Pinned(
            int target,
            int image,
            String space,
            long step,
            Counts cleanAccuracy,
            Counts attackSuccess,
            Counts cleanTargetRate) {}

    static SessionJson of(Session session) {
        Bench bench = session.bench();
        Session.Pin pin = session.pin();
        return new SessionJson(
                VERSION,
                session.request().title(),
                session.request().model(),
                session.request().architecture(),
                session.request().output(),
                session.request().data(),
                session.request().reading(),
                session.request().target(),
                session.request().batch(),
                session.request().seed(),
                session.width(),
                session.height(),
                bench.promptChoice(),
                bench.space(),
                bench.colourBy(),
                bench.primary(),
                List.copyOf(bench.chosen()),
                step(bench.cleanPrompt()),
                step(bench.backdooredPrompt()),
                bench.wording() == null ? null : bench.wording().sentences(),
                bench.tray().stream()
                        .map(item -> Laid.of(item, session.width(), session.height()))
                        .toList(),
                pin == null
                        ? null
                        : new Pinned(
                                pin.asked().target(),
                                pin.asked().primary(),
                                pin.asked().space(),
                                step(pin.asked().prompt()),
                                Counts.of(pin.cleanAccuracy()),
                                Counts.of(pin.attackSuccess()),
                                Counts.of(pin.cleanTargetRate())),
                new TreeMap<>(session.view()));
    }

    private static long step(@Nullable PromptState prompt) {
        return prompt == null ? 0 : prompt.step();
    }

    LiveRequest request() {
        DataReading how =
                reading == null ? DataReading.USUAL : new DataReading(told(reading.split()), told(reading.broken()));
        return new LiveRequest(told(title), told(model), architecture, told(data), told(target))
                .withOutput(output)
                .withReading(how)
                .withSheet(batch, seed);
    }

    /**
     * All of the bench but what are files of their own.
     *
     * @throws IllegalArgumentException if a value is absent
     */
    Bench bench() {
        return Bench.EMPTY.with(bench -> {
            bench.promptChoice = told(promptChoice);
            bench.space = told(space);
            bench.colourBy = told(colourBy);
            bench.primary = primary;
            bench.chosen = chosen;
            bench.wording = words == null ? null : new Wording(words);
        });
    }

    /** A value that JSON left out is a fault, told as any other. */
    static <T> T told(@Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("a value is absent");
        }
        return value;
    }

    String text() {
        return GSON.toJson(this) + "\n";
    }

    /** May hold null in any place if the text is not ours. */
    static SessionJson parse(String text) {
        return GSON.fromJson(text, SessionJson.class);
    }
}
