package org.triggerworkbench.app.session;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.Bench;
import org.triggerworkbench.app.state.TrayItem;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.experiment.live.InferenceRequest;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.TriggerFiles;

/**
 * A session as one zip: session.json, trigger.safetensors, clean-prompt.safetensors, backdoored-prompt.safetensors,
 * tray/N.safetensors, pinned-trigger.safetensors, pinned-prompt.safetensors; those it has. Equal sessions give equal bytes.
 * Not for the window thread.
 */
public final class SessionFile {
    /** How names of session files end: desktops open a file by its last ending, and zip is another program's. */
    public static final String SUFFIX = ".twsession";

    static final String JSON = "session.json";
    static final String TRIGGER = "trigger.safetensors";
    static final String CLEAN = "clean-prompt.safetensors";
    static final String BACKDOORED = "backdoored-prompt.safetensors";
    static final String PINNED_TRIGGER = "pinned-trigger.safetensors";
    static final String PINNED_PROMPT = "pinned-prompt.safetensors";

    private static final Messages TEXT = Messages.of(SessionFile.class);
    private static final long MAX_PART = 256L << 20;
    /** Zip files keep times; one for all keeps equal sessions equal. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private SessionFile() {}

    /**
     * Whether a file is a zip with a session.json.
     *
     * @return false also for what cannot be read
     */
    public static boolean recognises(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.getEntry(JSON) != null;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Writes a session, whole or not at all.
     *
     * @throws InputException if the file cannot be written; an older one is then unchanged
     */
    public static void write(Path file, Session session) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        SessionJson json = SessionJson.of(session);
        Bench bench = session.bench();
        parts.put(JSON, json.text().getBytes(StandardCharsets.UTF_8));
        try (Scratch scratch = new Scratch()) {
            put(parts, TRIGGER, scratch.bytes(bench.trigger(), session.width(), session.height()));
            put(parts, CLEAN, scratch.bytes(bench.cleanPrompt()));
            put(parts, BACKDOORED, scratch.bytes(bench.backdooredPrompt()));
            for (int i = 0; i < bench.tray().size(); i++) {
                SessionJson.Laid laid = json.tray().get(i);
                put(parts, tray(i), scratch.bytes(bench.tray().get(i).trigger(), laid.forWidth(), laid.forHeight()));
            }
            Session.Pin pin = session.pin();
            if (pin != null) {
                put(parts, PINNED_TRIGGER, scratch.bytes(pin.asked().trigger(), session.width(), session.height()));
                put(parts, PINNED_PROMPT, scratch.bytes(pin.asked().prompt()));
            }
        }
        AtomicFiles.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                ZipEntry entry = new ZipEntry(part.getKey());
                entry.setTimeLocal(NO_TIME);
                zip.putNextEntry(entry);
                zip.write(part.getValue());
                zip.closeEntry();
            }
            zip.finish();
        });
    }

    private static void put(Map<String, byte[]> parts, String name, byte @Nullable [] bytes) {
        if (bytes != null) {
            parts.put(name, bytes);
        }
    }

    private static String tray(int index) {
        return "tray/" + index + ".safetensors";
    }

    /**
     * Reads a session.
     *
     * @throws InputException if it is none, damaged, or from a newer program
     */
    public static Session read(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile());
                Scratch scratch = new Scratch()) {
            return new Reading(file, zip, scratch).session();
        } catch (IOException e) {
            throw new InputException(TEXT.get("session.noZip", file), e);
        }
    }

    /** One reading of a file. */
    private record Reading(Path file, ZipFile zip, Scratch scratch) {
        Session session() throws IOException {
            byte[] json = bytes(JSON);
            if (json == null) {
                throw new InputException(TEXT.get("session.noZip", file));
            }
            try {
                String text = new String(json, StandardCharsets.UTF_8);
                int version = JsonParser.parseString(text)
                        .getAsJsonObject()
                        .get("version")
                        .getAsInt();
                if (version > SessionJson.VERSION) {
                    throw new InputException(TEXT.get("session.newer", file, version, SessionJson.VERSION));
                }
                return session(SessionJson.parse(text));
            } catch (InputException e) {
                throw e;
            } catch (JsonParseException
                    | NullPointerException
                    | ClassCastException
                    | IllegalStateException
                    | IllegalArgumentException
                    | UnsupportedOperationException
                    | ArithmeticException
                    | java.nio.BufferUnderflowException e) {
                throw new InputException(TEXT.get("session.damaged", file, JSON), e);
            }
        }

        private Session session(SessionJson json) throws IOException {
            List<TrayItem> tray = new ArrayList<>();
            for (int i = 0; i < json.tray().size(); i++) {
                SessionJson.Laid laid = json.tray().get(i);
                Trigger trigger = trigger(tray(i), laid.forWidth(), laid.forHeight());
                if (trigger == null) {
                    throw new InputException(TEXT.get("session.damaged", file, tray(i)));
                }
                tray.add(laid.with(trigger));
            }
            Trigger trigger = trigger(TRIGGER, json.width(), json.height());
            PromptState clean = prompt(CLEAN, json.cleanStep());
            PromptState backdoored = prompt(BACKDOORED, json.backdooredStep());
            Bench bench = json.bench().with(now -> {
                now.trigger = trigger;
                now.cleanPrompt = clean;
                now.backdooredPrompt = backdoored;
                now.tray = tray;
            });
            return new Session(json.request(), json.width(), json.height(), bench, pin(json, bench), json.view());
        }

        private Session.@Nullable Pin pin(SessionJson json, Bench bench) throws IOException {
            SessionJson.Pinned pinned = json.pinned();
            return pinned == null
                    ? null
                    : new Session.Pin(
                            new InferenceRequest(
                                    0,
                                    trigger(PINNED_TRIGGER, json.width(), json.height()),
                                    prompt(PINNED_PROMPT, pinned.step()),
                                    null,
                                    bench.wording(),
                                    pinned.target(),
                                    pinned.image(),
                                    SessionJson.told(pinned.space())),
                            pinned.cleanAccuracy().rate(),
                            pinned.attackSuccess().rate(),
                            pinned.cleanTargetRate().rate());
        }

        private @Nullable Trigger trigger(String part, int width, int height) throws IOException {
            Path copy = scratch.copy(bytes(part));
            try {
                return copy == null ? null : TriggerFiles.read(copy, null, width, height);
            } catch (InputException e) {
                throw new InputException(TEXT.get("session.damaged", file, part), e);
            }
        }

        private @Nullable PromptState prompt(String part, long step) throws IOException {
            Path copy = scratch.copy(bytes(part));
            if (copy == null) {
                return null;
            }
            try {
                return new PromptState(PromptFiles.readVisual(copy, null), step);
            } catch (InputException e) {
                throw new InputException(TEXT.get("session.damaged", file, part), e);
            }
        }

        private byte @Nullable [] bytes(String part) throws IOException {
            ZipEntry entry = zip.getEntry(part);
            if (entry == null) {
                return null;
            }
            try (var in = zip.getInputStream(entry)) {
                byte[] bytes = in.readNBytes((int) MAX_PART);
                if (in.read() >= 0) {
                    throw new InputException(TEXT.get("session.damaged", file, part));
                }
                return bytes;
            } catch (java.util.zip.ZipException | java.io.EOFException e) {
                throw new InputException(TEXT.get("session.damaged", file, part), e);
            }
        }
    }
}
