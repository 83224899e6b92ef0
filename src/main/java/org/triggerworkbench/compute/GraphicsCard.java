package org.triggerworkbench.compute;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * A CUDA card that is really in this machine, as its driver tells; whether the engine can use it depends on its natives.
 *
 * @param index from 0, as in {@code cuda:0}
 * @param driver version of the driver
 * @param totalMiB memory of the card
 * @param usedMiB of that, by all programs
 */
public record GraphicsCard(int index, String name, String driver, long totalMiB, long usedMiB) {
    private static final List<String> QUERY = List.of(
            "nvidia-smi",
            "--query-gpu=index,name,driver_version,memory.total,memory.used",
            "--format=csv,noheader,nounits");
    private static final int FIELDS = 5;
    private static final long PATIENCE_SECONDS = 10;

    /** What tells of the cards, a line each; tests give one of their own. */
    @FunctionalInterface
    public interface Driver {
        /** The lines of {@code index, name, driver, total, used}, memory in MiB. */
        List<String> tell() throws IOException;
    }

    /** The cards of this machine; none where there is no driver. Starts a process: not for the window thread. */
    public static List<GraphicsCard> present() {
        return present(GraphicsCard::ask);
    }

    /** The cards that a driver tells of; lines that tell none, such as of a card in trouble, are left out. */
    public static List<GraphicsCard> present(Driver driver) {
        List<GraphicsCard> cards = new ArrayList<>();
        try {
            for (String line : driver.tell()) {
                String[] fields = line.strip().split("\\s*,\\s*", -1);
                if (fields.length == FIELDS && fields[0].matches("\\d{1,3}")) {
                    cards.add(new GraphicsCard(
                            Integer.parseInt(fields[0]), fields[1], fields[2], number(fields[3]), number(fields[4])));
                }
            }
        } catch (IOException e) {
            LoggerFactory.getLogger(GraphicsCard.class).info("no driver of graphics cards: {}", e.getMessage());
        }
        return List.copyOf(cards);
    }

    /** Its name for {@link ComputeDevice#parse}. */
    public String device() {
        return "cuda:" + index;
    }

    public long freeMiB() {
        return totalMiB - usedMiB;
    }

    private static long number(String field) {
        return field.matches("\\d{1,12}") ? Long.parseLong(field) : 0;
    }

    private static List<String> ask() throws IOException {
        Process process = new ProcessBuilder(QUERY)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            // A driver in trouble never answers.
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the driver does not answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } finally {
            process.destroyForcibly();
        }
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.exitValue() == 0 ? told.lines().toList() : List.of();
    }
}
