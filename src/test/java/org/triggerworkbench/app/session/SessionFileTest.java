package org.triggerworkbench.app.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.app.state.Bench;
import org.triggerworkbench.app.state.ColourBy;
import org.triggerworkbench.app.state.TrayItem;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.live.InferenceRequest;
import org.triggerworkbench.experiment.live.LiveRequest;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.Wording;
import org.triggerworkbench.experiment.open.PromptChoice;
import org.triggerworkbench.prompt.OutputMapping;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.trigger.PatchPatterns;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;

class SessionFileTest {
    static final Trigger PATCH = Trigger.Patch.of(PatchPatterns.noise(4, 4, 7), 0.7f, new Placement.Fixed(9, 3));

    @TempDir
    private Path folder;

    static PromptState prompt(float first, long step) {
        float[] values = new float[3 * 16 * 16];
        values[0] = first;
        PromptLayout layout = new PromptLayout(
                new PromptShape.Frame(3), PromptLayout.Mode.PASTE, 16, 16, new float[] {.1f, .2f, .3f}, new float[] {
                    1, 2, 3
                });
        return new PromptState(layout, HostTensor.of(values, 3, 16, 16), new OutputMapping.Identity(), step);
    }

    static Session session(@Nullable Trigger trigger, Session.@Nullable Pin pin) {
        return new Session(
                new LiveRequest("My signs", "road-signs-clip", null, "road-signs", "stop").withOutput("aux"),
                16,
                16,
                Bench.EMPTY.with(bench -> {
                    bench.promptChoice = PromptChoice.CLEAN;
                    bench.space = "joint";
                    bench.colourBy = ColourBy.FOOLED;
                    bench.primary = 5;
                    bench.chosen = List.of(5, 3);
                    bench.trigger = trigger;
                    bench.cleanPrompt = prompt(0.1f, 0);
                    bench.backdooredPrompt = prompt(1f / 3, 420);
                    bench.wording = new Wording(List.of(List.of("a stop sign"), List.of("a \"yield\" sign", "an ü")));
                    bench.tray = List.of(
                            new TrayItem("wave", new Trigger.Sinusoid(0.1f, 6), 2, 1, new int[] {0xff112233, -1}),
                            new TrayItem(
                                    "of a larger model",
                                    new Trigger.Blend(32, 32, new float[3 * 32 * 32], 0.2f),
                                    1,
                                    1,
                                    new int[] {0}));
                }),
                pin,
                Map.of("tab", "runs", "zoom", "2"));
    }

    private static Session.Pin pin() {
        return new Session.Pin(
                new InferenceRequest(0, PATCH, prompt(2, 7), null, null, 4, 1, "logits"),
                new Rate(47, 64),
                new Rate(57, 58),
                new Rate(1, 58));
    }

    @Test
    void roundTrip_keepsEverythingAndGivesEqualBytes() throws IOException {
        Path first = folder.resolve("a.session.zip");
        Path second = folder.resolve("b.session.zip");
        SessionFile.write(first, session(PATCH, pin()));
        Session read = SessionFile.read(first);
        SessionFile.write(second, read);
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
        Session written = session(PATCH, pin());
        assertEquals(written.request(), read.request());
        Bench bench = read.bench();
        assertEquals(PromptChoice.CLEAN, bench.promptChoice());
        assertEquals(ColourBy.FOOLED, bench.colourBy());
        assertEquals(List.of(3, 5), List.copyOf(bench.chosen()));
        assertEquals(written.view(), read.view());
        assertNotNull(bench.backdooredPrompt());
        assertEquals(420, bench.backdooredPrompt().step());
        assertEquals(1f / 3, bench.backdooredPrompt().values().floats()[0]);
        assertEquals(new OutputMapping.Identity(), bench.backdooredPrompt().mapping());
        assertNotNull(bench.wording());
        assertEquals("an ü", bench.wording().sentences().get(1).get(1));
        Trigger.Patch patch = (Trigger.Patch) bench.trigger();
        assertNotNull(patch);
        assertArrayEquals(((Trigger.Patch) PATCH).pattern(), patch.pattern());
        assertEquals(0.7f, patch.opacity());
        assertEquals(new Placement.Fixed(9, 3), patch.placement());
        assertEquals(new Trigger.Sinusoid(0.1f, 6), bench.tray().getFirst().trigger());
        assertArrayEquals(new int[] {0xff112233, -1}, bench.tray().getFirst().thumbnail());
        assertEquals(
                new Rate(57, 58), java.util.Objects.requireNonNull(read.pin()).attackSuccess());
    }

    /** The file was written by the first program that had sessions; it holds {@link #session} with {@link #pin}. */
    @Test
    void filesOfTheFirstVersion_areReadAndWrittenAlike() throws Exception {
        Path first = Path.of(Objects.requireNonNull(SessionFileTest.class.getResource("first.session.zip"))
                .toURI());
        Path again = folder.resolve("again.session.zip");
        SessionFile.write(again, SessionFile.read(first));
        alike(first, again);
        SessionFile.write(again, session(PATCH, pin()));
        alike(first, again);
    }

    /** A newer file may say more. */
    private static void alike(Path first, Path again) throws IOException {
        Map<String, String> old = parts(first);
        Map<String, String> now = parts(again);
        JsonObject more = JsonParser.parseString(now.get("session.json")).getAsJsonObject();
        JsonParser.parseString(old.get("session.json"))
                .getAsJsonObject()
                .asMap()
                .forEach((key, value) -> assertEquals(value, more.get(key), key));
        old.keySet().stream()
                .filter(part -> !part.equals("session.json"))
                .forEach(part -> assertEquals(old.get(part), now.get(part), part));
    }

    /** Each part by its name, in order; as text of one character a byte. */
    private static Map<String, String> parts(Path file) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                byte[] bytes = zip.getInputStream(entry).readAllBytes();
                parts.put(entry.getName(), new String(bytes, StandardCharsets.ISO_8859_1));
            }
        }
        return parts;
    }

    @Test
    void write_leavesOutWhatThereIsNot() throws IOException {
        Path file = folder.resolve("a.session.zip");
        SessionFile.write(file, session(null, null));
        assertTrue(SessionFile.recognises(file));
        Session read = SessionFile.read(file);
        assertNull(read.bench().trigger());
        assertNull(read.pin());
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Set<String> names = new TreeSet<>();
            zip.stream().forEach(entry -> names.add(entry.getName()));
            assertEquals(
                    Set.of(
                            "session.json",
                            "clean-prompt.safetensors",
                            "backdoored-prompt.safetensors",
                            "tray/0.safetensors",
                            "tray/1.safetensors"),
                    names);
        }
    }

    @Test
    void damagedFiles_areRefusedInOneSentence() throws IOException {
        Path good = folder.resolve("a.session.zip");
        SessionFile.write(good, session(PATCH, null));
        refused(Files.writeString(folder.resolve("text.zip"), "no zip at all"), "not a session");
        refused(Files.write(folder.resolve("cut.zip"), java.util.Arrays.copyOf(Files.readAllBytes(good), 900)), "");
        refused(changed(good, "session.json", "{\"version\": 99}"), "99");
        refused(changed(good, "session.json", "{\"version\": 1}"), "session.json");
        refused(changed(good, "session.json", "[1"), "session.json");
        refused(changed(good, "trigger.safetensors", "x"), "trigger.safetensors");
        refused(changed(good, "tray/1.safetensors", null), "tray/1.safetensors");
        refused(changed(good, "session.json", null), "not a session");
        assertFalse(SessionFile.recognises(folder.resolve("text.zip")));
    }

    private static void refused(Path file, String said) {
        String sentence =
                assertThrows(InputException.class, () -> SessionFile.read(file)).sentence();
        assertTrue(sentence.contains(file.toString()) && sentence.contains(said), sentence);
    }

    /** A copy with one part of other content, or without it. */
    private Path changed(Path file, String part, @Nullable String content) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                parts.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        if (content == null) {
            parts.remove(part);
        } else {
            parts.put(part, content.getBytes(StandardCharsets.UTF_8));
        }
        Path copy = folder.resolve("changed.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(copy))) {
            for (Map.Entry<String, byte[]> each : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue());
            }
        }
        return copy;
    }
}
