package org.triggerworkbench.compute;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What computes here, for the window and the command line alike.
 *
 * @param facts by name, in their order: {@code engine}, {@code flavor}, {@code natives}, {@code cards} (a list), {@code
 *     usableCards}, {@code residentMiB}, {@code lastError}
 */
public record EngineReport(Map<String, Object> facts) {
    /** Starts the engine on the processor where it is not started; not for the window thread. */
    public static EngineReport collect(List<GraphicsCard> cards) {
        Map<String, Object> facts = new LinkedHashMap<>();
        String error = "";
        try {
            try (Compute _ = Compute.openCpu()) {
                EngineFacts engine = EngineFacts.current();
                facts.put("engine", engine.engine());
                facts.put("flavor", engine.flavor());
                facts.put("natives", engine.natives());
                // Natives for the processor count cards that they cannot use.
                facts.put("usableCards", engine.flavor().startsWith("cu") ? engine.cudaDevices() : 0);
            }
        } catch (RuntimeException | LinkageError e) {
            error = String.valueOf(e.getMessage());
        }
        facts.put("cards", cards);
        facts.put("residentMiB", SystemMemory.residentBytes() >> 20);
        facts.put("lastError", error);
        return new EngineReport(facts);
    }

    /** The same with one line a fact, a card a line; what is empty is left out. */
    public Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        facts.forEach((name, value) -> {
            if (value instanceof List<?> cards) {
                for (Object each : cards) {
                    if (each instanceof GraphicsCard card) {
                        lines.put(
                                card.device(),
                                "%s, driver %s, %d MiB, %d MiB used, %d MiB free"
                                        .formatted(
                                                card.name(),
                                                card.driver(),
                                                card.totalMiB(),
                                                card.usedMiB(),
                                                card.freeMiB()));
                    }
                }
            } else if (!value.toString().isEmpty()) {
                lines.put(name, value.toString());
            }
        });
        return lines;
    }
}
