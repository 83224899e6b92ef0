package org.triggerworkbench.compute;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.text.Messages;

/**
 * The CUDA cards that are really in this machine.
 *
 * @param none why there are none, for people, without a full stop; empty where there are
 */
public record GraphicsCards(List<GraphicsCard> cards, String none) {
    private static final Messages TEXT = Messages.of(GraphicsCards.class);
    private static final List<String> QUERY = List.of(
            "nvidia-smi",
            "--query-gpu=index,name,driver_version,memory.total,memory.used",
            "--format=csv,noheader,nounits");
    private static final int FIELDS = 5;
    private static final long PATIENCE_SECONDS = 10;

    public GraphicsCards {
        cards = List.copyOf(cards);
    }

    /** What tells of the cards, a line each; tests give one of their own. */
    @FunctionalInterface
    public interface Driver {
        /**
         * The lines of {@code index, name, driver, total, used}, memory in MiB.
         *
         * @throws IOException if there is no answer, with the reason for people
         */
        List<String> tell() throws IOException;
    }

    /** The cards of this machine. Starts a process: not for the window thread. */
    public static GraphicsCards present() {
        return present(GraphicsCards::ask);
    }

    /** The cards that a driver tells of; lines that tell none, such as of a card in trouble, are left out. */
    public static GraphicsCards present(Driver driver) {
        try {
            List<GraphicsCard> cards = new ArrayList<>();
            for (String line : driver.tell()) {
                String[] fields = line.strip().split("\\s*,\\s*", -1);
                if (fields.length == FIELDS && fields[0].matches("\\d{1,3}")) {
                    cards.add(new GraphicsCard(
                            Integer.parseInt(fields[0]), fields[1], fields[2], number(fields[3]), number(fields[4])));
                }
            }
            return new GraphicsCards(cards, cards.isEmpty() ? TEXT.get("cards.empty") : "");
        } catch (IOException e) {
            LoggerFactory.getLogger(GraphicsCards.class).info("no graphics cards: {}", e.getMessage());
            return new GraphicsCards(List.of(), String.valueOf(e.getMessage()));
        }
    }

    private static long number(String field) {
        return field.matches("\\d{1,12}") ? Long.parseLong(field) : 0;
    }

    private static List<String> ask() throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(QUERY)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new IOException(TEXT.get("cards.noDriver"), e);
        }
        try {
            // A driver in trouble never answers.
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(TEXT.get("cards.silent"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(TEXT.get("cards.silent"), e);
        } finally {
            process.destroyForcibly();
        }
        List<String> told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        if (process.exitValue() != 0) {
            throw new IOException(TEXT.get("cards.fault", told.isEmpty() ? process.exitValue() : told.getFirst()));
        }
        return told;
    }
}
