package org.triggerworkbench.compute;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.text.Messages;

/**
 * What computes here and with what, for the window and the command line alike.
 *
 * @param processor its name; may be empty
 * @param threads of it that an operation uses
 * @param engine null before it is started, and where it does not start
 * @param settings of the environment that hold for the engine's natives, by name
 * @param fault the last of the engine; null where there was none
 */
public record EngineReport(
        String processor,
        int threads,
        GraphicsCards cards,
        @Nullable EngineFacts engine,
        Map<String, String> settings,
        MemoryReading memory,
        @Nullable EngineFault fault) {
    private static final Messages TEXT = Messages.of(EngineReport.class);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    /** Starts the engine on the processor where it is not started; not for the window thread. */
    public static EngineReport collect(Machine machine) {
        try {
            Compute.openCpu().close();
        } catch (RuntimeException | LinkageError e) {
            EngineFault.note(e);
        }
        return of(machine);
    }

    /** As things are, started or not; not for the window thread. */
    public static EngineReport of(Machine machine) {
        return new EngineReport(
                machine.processor(),
                Compute.defaultThreads(),
                machine.cards(),
                EngineLoading.isLoaded() ? EngineFacts.current() : null,
                NativeSettings.held(),
                machine.memory(),
                EngineFault.last().orElse(null));
    }

    /** For scripts: sizes in MiB; what is not known is empty or 0. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        Optional<EngineFacts> known = Optional.ofNullable(engine);
        facts.put("engine", known.map(EngineFacts::engine).orElse(""));
        facts.put("flavor", known.map(EngineFacts::flavor).orElse(""));
        facts.put("natives", known.map(EngineFacts::natives).orElse(""));
        facts.put("jni", known.map(EngineFacts::jni).orElse(""));
        facts.put("usableCards", known.map(EngineFacts::usableCards).orElse(0));
        facts.put("processor", processor);
        facts.put("threads", threads);
        facts.put("cards", cards.cards());
        facts.put("noCards", cards.none());
        facts.put("settings", settings);
        facts.put("heapMiB", memory.heap() >> 20);
        facts.put("heapMaxMiB", memory.heapMost() >> 20);
        facts.put("residentMiB", memory.process() >> 20);
        facts.put("memoryMiB", memory.machine() >> 20);
        facts.put("memoryFreeMiB", memory.available() >> 20);
        facts.put("lastError", fault == null ? "" : fault.sentence());
        facts.put("lastErrorTime", fault == null ? "" : fault.time().toString());
        return facts;
    }

    /** The same for people: what each line is of, and the line; a card a line. What is not known is left out. */
    public Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        if (engine != null) {
            put(lines, "engine", engine.engine());
            put(lines, "flavor", engine.flavor());
            put(lines, "natives", engine.natives());
            put(lines, "jni", engine.jni());
            put(lines, "usableCards", Integer.toString(engine.usableCards()));
        }
        put(lines, "processor", processorLine());
        for (GraphicsCard card : cards.cards()) {
            lines.put(card.device(), cardLine(card));
        }
        put(lines, "noCards", cards.none());
        put(lines, "settings", settingsLine());
        put(lines, "heap", TEXT.get("report.heap.line", memory.heap() >> 20, memory.heapMost() >> 20));
        put(lines, "process", TEXT.get("report.process.line", memory.process() >> 20));
        put(lines, "machine", TEXT.get("report.machine.line", memory.available() >> 20, memory.machine() >> 20));
        put(lines, "fault", faultLine());
        return lines;
    }

    /** The lines as one text, to print or to copy. */
    public String text() {
        Map<String, String> lines = lines();
        int width = lines.keySet().stream().mapToInt(String::length).max().orElse(1);
        return lines.entrySet().stream()
                .map(line -> String.format(Locale.ROOT, "%-" + width + "s  %s%n", line.getKey(), line.getValue()))
                .collect(Collectors.joining());
    }

    /** The processor and its threads. */
    public String processorLine() {
        return processor.isEmpty()
                ? TEXT.get("report.threads", threads)
                : TEXT.get("report.processor.line", processor, threads);
    }

    /** A card with its driver and its memory. */
    public static String cardLine(GraphicsCard card) {
        return TEXT.get(
                "report.card.line", card.name(), card.driver(), card.totalMiB(), card.usedMiB(), card.freeMiB());
    }

    /** The settings of the environment in one line. */
    public String settingsLine() {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(", "));
    }

    /** The last fault with its time; empty where there was none. */
    public String faultLine() {
        return fault == null
                ? ""
                : TEXT.get(
                        "report.fault.line",
                        LocalDateTime.ofInstant(fault.time(), ZoneId.systemDefault())
                                .format(TIME),
                        fault.sentence());
    }

    private static void put(Map<String, String> lines, String key, String line) {
        if (!line.isEmpty()) {
            lines.put(TEXT.get("report." + key), line);
        }
    }
}
