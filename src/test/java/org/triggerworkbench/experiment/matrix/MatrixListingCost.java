package org.triggerworkbench.experiment.matrix;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.triggerworkbench.app.matrix.MatrixFolders;

/**
 * By hand: what the first listing of a large matrix costs. {@code make DIR} plans 10,000 cells and leaves results of 5,000;
 * {@code list DIR} opens and lists it, then again: the first figure of a new process is the cold one; {@code window DIR} does what the
 * window does when such a folder is opened, off its thread.
 */
final class MatrixListingCost {
    private static final int DONE = 5000;

    private MatrixListingCost() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[1]);
        if (args[0].equals("make")) {
            make(folder);
            return;
        }
        if (args[0].equals("window")) {
            long start = System.nanoTime();
            MatrixFolders source = new MatrixFolders(folder);
            int cells = source.read(source.open(folder)).size();
            System.out.printf(
                    Locale.ROOT, "window, cold: %d cells in %d ms%n", cells, (System.nanoTime() - start) / 1_000_000);
            return;
        }
        list(folder, "cold");
        for (int i = 0; i < 5; i++) {
            list(folder, "warm");
        }
    }

    private static void list(Path folder, String what) {
        long cpu = cpuMillis();
        long start = System.nanoTime();
        MatrixFolder opened = MatrixFolder.open(folder);
        long read = System.nanoTime();
        Map<MatrixCell, CellStatus> statuses = opened.statuses();
        long listed = System.nanoTime();
        System.out.printf(
                Locale.ROOT,
                "%s: %d cells, %d done: plan %d ms, states %d ms, together %d ms; processor time %d ms%n",
                what,
                statuses.size(),
                statuses.values().stream()
                        .filter(status -> status.state() == CellState.DONE)
                        .count(),
                (read - start) / 1_000_000,
                (listed - read) / 1_000_000,
                (listed - start) / 1_000_000,
                cpuMillis() - cpu);
    }

    /** Of all threads, the compiler's included: what counts where others use the machine, too. */
    private static long cpuMillis() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1_000_000;
    }

    /** A thousand seeds of an attack against nine settings of a defence. */
    static Path file(Path place) throws IOException {
        String seeds =
                IntStream.rangeClosed(1, 1000).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return Files.writeString(place, """
                name = "large"
                control = false
                seeds = [%s]
                [[attack]]
                method = "badnets"
                [[defense]]
                method = "strip"
                [axes]
                "defense.overlays" = [1, 2, 3, 4, 5, 6, 7, 8, 9]
                """.formatted(seeds));
    }

    private static void make(Path folder) throws IOException {
        Path file = file(Files.createDirectories(folder).resolve("large.toml"));
        MatrixPlan plan = MatrixFile.plan(file, MatrixOptions.NONE);
        Files.delete(file);
        MatrixFolder made = MatrixFolder.create(folder, plan, file(folder.resolveSibling("large.toml")));
        List<MatrixCell> done = plan.cells().subList(0, DONE);
        for (int i = 0; i < done.size(); i++) {
            MatrixCell cell = done.get(i);
            double share = i / (double) DONE;
            String result = """
                    {"metrics": {"attackSuccessRate": {"value": %s, "n": 400, "low": 0.1, "high": 0.9},
                     "cleanAccuracy": {"value": 0.9, "n": 500}, "robustAccuracy": {"value": 0.1, "n": 400}}}
                    """.formatted(share);
            Files.writeString(Files.createDirectories(made.run(cell)).resolve("result.json"), result);
            Files.writeString(made.run(cell).resolve("experiment.toml"), "");
            StateFile.done(result, 20, 1L << 30).write(made.stateFile(cell));
        }
    }
}
