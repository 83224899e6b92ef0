package org.triggerworkbench.experiment.matrix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.compute.file.Hashes;
import org.triggerworkbench.experiment.OutputFolders;
import org.triggerworkbench.experiment.folder.RunLock;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * Has Slurm run the cells of a matrix: submits arrays of attacks, and of the defences after the attack that each needs; looks at
 * the queue; submits again what was lost, which goes on from its checkpoints; collects. When and where a task runs is Slurm's to say.
 * The folder lies where the cluster's machines see it under the same path.
 */
public final class SlurmMatrix {
    private static final Messages TEXT = Messages.of(SlurmMatrix.class);
    /** Of an array as clusters are set up where nobody changed it. */
    private static final int LARGEST = 1000;
    /** A shared file system may show a file later than the queue forgets its task. */
    private static final int LOOKS = 2;

    private final MatrixFolder folder;
    private final SlurmSettings settings;
    private final MatrixListener listener;
    private final SlurmQueue queue;
    private final SlurmJobs jobs;
    private final Map<String, Integer> missed = new HashMap<>();
    private final Set<String> running = new HashSet<>();
    private boolean isSilent;
    private volatile boolean left;

    /**
     * @param flags what the command line asks the cluster for, by the keys of the table {@code [slurm]}
     * @throws InputException if that table cannot be used
     */
    public SlurmMatrix(MatrixFolder folder, Map<String, String> flags, MatrixListener listener) {
        this.folder = folder;
        this.listener = listener;
        this.settings = SlurmSettings.of(folder.file(), MatrixFile.slurm(folder.file()), flags);
        this.queue = queue(folder);
        this.jobs = new SlurmJobs(folder.slurm().resolve("jobs.json"));
    }

    private static SlurmQueue queue(MatrixFolder folder) {
        byte[] path = folder.path().toString().getBytes(StandardCharsets.UTF_8);
        return new SlurmQueue("matrix-" + Hashes.sha256(path).substring(0, 8));
    }

    /**
     * Cancels all that the cluster has of a matrix, and asks who collects for an end.
     *
     * @throws InputException if Slurm refuses
     */
    public static void cancel(MatrixFolder folder) {
        AtomicFiles.write(mark(folder), new byte[0]);
        queue(folder).cancel();
    }

    /** While it is there, nothing is submitted. */
    private static Path mark(MatrixFolder folder) {
        return OutputFolders.create(folder.slurm()).resolve("cancelled");
    }

    /**
     * Submits and collects to the end, or until it is left or cancelled.
     *
     * @return whether all cells are done
     * @throws InputException if somebody else collects, or Slurm refuses a job
     */
    public boolean run() {
        try (RunLock _ = folder.lock(this::leave)) {
            Progress progress =
                    new Progress(folder, List.copyOf(folder.plan().runs().values()), listener, settings.attempts());
            unmark();
            try {
                while (!left && !Files.exists(mark(folder))) {
                    look(progress);
                    if (progress.isEnded()) {
                        break;
                    }
                    await();
                }
            } finally {
                MatrixTable.write(folder);
            }
            return progress.isAllDone();
        }
    }

    /** Ends the collecting; what the cluster has goes on. From any thread. */
    public void leave() {
        left = true;
    }

    private void unmark() {
        try {
            Files.deleteIfExists(mark(folder));
        } catch (IOException e) {
            throw new InputException(TEXT.get("matrix.unreadable", mark(folder)), e);
        }
    }

    private void look(Progress progress) {
        Optional<Map<String, String>> answer = queue.tasks();
        if (answer.isEmpty()) {
            if (!isSilent) {
                listener.told(TEXT.get("slurm.silent"));
            }
            isSilent = true;
            return;
        }
        isSilent = false;
        Map<MatrixCell, CellStatus> found = progress.lookAll();
        for (MatrixCell cell : progress.open()) {
            watch(progress, cell, answer.get(), found.getOrDefault(cell, CellStatus.WAITING));
        }
        submit(progress);
    }

    private void watch(Progress progress, MatrixCell cell, Map<String, String> tasks, CellStatus status) {
        String task = jobs.task(cell);
        if (status.state() == CellState.RUNNING && running.add(cell.id())) {
            listener.changed(cell, status);
        }
        if (task == null || tasks.containsKey(task)) {
            missed.remove(cell.id());
        } else if (missed.merge(cell.id(), 1, Integer::sum) >= LOOKS && status.state() != CellState.RUNNING) {
            missed.remove(cell.id());
            running.remove(cell.id());
            jobs.lost(cell);
            // Without its attack it was never begun: that is lost, not this.
            if (progress.hasSource(cell)) {
                progress.lost(cell, TEXT.get("slurm.gone", task));
            }
        }
    }

    private void submit(Progress progress) {
        List<MatrixCell> free = new ArrayList<>();
        Map<String, List<MatrixCell>> after = new LinkedHashMap<>();
        for (MatrixCell cell : progress.open()) {
            if (jobs.task(cell) == null && cell.source() == null) {
                free.add(cell);
            }
        }
        submit(free, "attacks", null);
        List<MatrixCell> ready = new ArrayList<>();
        for (MatrixCell cell : progress.open()) {
            String source = cell.source();
            if (jobs.task(cell) != null || source == null) {
                continue;
            }
            if (progress.isReady(cell)) {
                ready.add(cell);
            } else {
                after.computeIfAbsent(source, _ -> new ArrayList<>()).add(cell);
            }
        }
        submit(ready, "defences", null);
        after.forEach((source, cells) -> {
            MatrixCell attack = folder.plan().run(source);
            String task = jobs.task(attack);
            if (task != null && progress.isOpen(attack)) {
                submit(cells, "defences", task);
            }
        });
    }

    private void submit(List<MatrixCell> cells, String what, @Nullable String after) {
        for (int from = 0; from < cells.size(); from += LARGEST) {
            if (left || Files.exists(mark(folder))) {
                return;
            }
            List<MatrixCell> part = cells.subList(from, Math.min(cells.size(), from + LARGEST));
            String name = String.format(Locale.ROOT, "%04d-%s", jobs.count() + 1, what);
            Path list = folder.slurm().resolve(name + ".txt");
            Path script = folder.slurm().resolve(name + ".sh");
            List<String> ids = part.stream().map(MatrixCell::id).toList();
            AtomicFiles.write(list, (String.join("\n", ids) + "\n").getBytes(StandardCharsets.UTF_8));
            int threads = part.stream()
                    .mapToInt(cell -> folder.plan().experiment(cell).threads())
                    .max()
                    .orElse(1);
            String text = new SlurmScript(folder, settings, queue.name(), list, part.size(), threads).text();
            AtomicFiles.write(script, text.getBytes(StandardCharsets.UTF_8));
            String job = queue.submit(script, after);
            jobs.add(new SlurmJobs.Submitted(job, name + ".sh", ids));
            listener.told(TEXT.get("slurm.submitted", job, Integer.toString(part.size()), script));
        }
    }

    private void await() {
        try {
            Thread.sleep(settings.pollSeconds() * 1000L);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            leave();
        }
    }
}
