package org.triggerworkbench.experiment.matrix;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.experiment.OutputFolders;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.folder.RunLock;
import org.triggerworkbench.experiment.folder.RunProgress;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * The folder of a matrix, the truth about it: matrix.toml as given, plan.json with the cells and recipes.jsonl with the experiment of each, cells/ with
 * a run folder each, states/ with a small file of each cell that has ended, logs/ with what its processes said, matrix.csv and matrix.html; slurm/
 * where a cluster runs it; states.json, a cache of the states. It may lie on a file system that machines share: every file is written whole or not at
 * all, and one process at a time works on a cell.
 */
public final class MatrixFolder {
    private static final Messages TEXT = Messages.of(MatrixFolder.class);
    private static final String PLAN = "plan.json";
    private static final String FILE = "matrix.toml";
    private static final String CELLS = "cells";
    private static final String STATES = "states";
    private static final String JSON = ".json";
    private static final String TENSOR_BOARD = "tensorboard";

    private final Path path;
    private final MatrixPlan plan;
    /** A cell that is done stays so. */
    private final Map<String, StateFile> done = new ConcurrentHashMap<>();

    private @Nullable StateIndex index;

    private MatrixFolder(Path path, MatrixPlan plan) {
        this.path = path.toAbsolutePath().normalize();
        this.plan = plan;
    }

    /**
     * Opens the folder of a matrix, whether it runs or not.
     *
     * @throws InputException if it is none, or is damaged
     */
    public static MatrixFolder open(Path path) {
        if (!isMatrix(path)) {
            throw new InputException(TEXT.get("matrix.none", path));
        }
        return new MatrixFolder(path, PlanFile.read(path.resolve(PLAN)));
    }

    /**
     * Writes a plan to a folder, which may hold the cells of an earlier one: those whose hash is the same stay.
     *
     * @param file that the plan was read from
     * @throws InputException if somebody works on the matrix, the folder holds something else, or it cannot be written to
     */
    public static MatrixFolder create(Path path, MatrixPlan plan, Path file) {
        OutputFolders.create(path);
        if (!isMatrix(path) && !isEmpty(path)) {
            throw new InputException(TEXT.get("matrix.full", path));
        }
        for (String folder : List.of(CELLS, STATES, "logs")) {
            OutputFolders.create(path.resolve(folder));
        }
        // Whoever runs the cells of an earlier plan goes by its files.
        try (RunLock _ = RunLock.take(path, path.resolve(PLAN), () -> {})) {
            AtomicFiles.write(path.resolve(FILE), Files.readAllBytes(file));
            AtomicFiles.write(
                    path.resolve("README.txt"), TEXT.get("matrix.readme").getBytes(StandardCharsets.UTF_8));
            PlanFile.write(path.resolve(PLAN), plan);
        } catch (IOException e) {
            throw new InputException(TEXT.get("matrix.unreadable", file), e);
        }
        return new MatrixFolder(path, plan);
    }

    /** A plan over what may be in a folder already; nothing is written. */
    public static MatrixFolder over(Path path, MatrixPlan plan) {
        return new MatrixFolder(path, plan);
    }

    /** Whether a folder is a matrix's. */
    public static boolean isMatrix(Path path) {
        return Files.isRegularFile(path.resolve(PLAN));
    }

    private static boolean isEmpty(Path path) {
        try (Stream<Path> files = Files.list(path)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw new InputException(TEXT.get("matrix.unreadable", path), e);
        }
    }

    /**
     * The right to hand out this matrix's cells; closing gives it back.
     *
     * @param lost is run on another thread if somebody else has taken it over meanwhile
     * @throws InputException if somebody has it, saying who
     */
    RunLock lock(Runnable lost) {
        return RunLock.take(path, path.resolve(PLAN), lost);
    }

    /** Who hands out its cells, as far as can be told from here. */
    public Optional<RunLock.Worker> worker() {
        return RunLock.worker(path);
    }

    /** How far a cell is that somebody works on. */
    public Optional<RunProgress> progress(MatrixCell cell) {
        return RunProgress.of(run(cell));
    }

    /** Absolute. */
    public Path path() {
        return path;
    }

    public MatrixPlan plan() {
        return plan;
    }

    /** The run folder of a cell; that of its attack, of an undefended clean counterpart. */
    public Path run(MatrixCell cell) {
        return path.resolve(CELLS).resolve(cell.id());
    }

    /** What the processes of a cell said. */
    public Path log(MatrixCell cell) {
        return path.resolve("logs").resolve(cell.id() + ".txt");
    }

    /** The file that it was made from. */
    public Path file() {
        return path.resolve(FILE);
    }

    /** A line a cell. */
    public Path csv() {
        return path.resolve("matrix.csv");
    }

    /** A page with a table for each measure. */
    public Path html() {
        return path.resolve("matrix.html");
    }

    /** What a cluster was told to do. */
    Path slurm() {
        return path.resolve("slurm");
    }

    Path stateFile(MatrixCell cell) {
        return path.resolve(STATES).resolve(cell.id() + JSON);
    }

    /** Where all cells are, in the plan's order; read anew at each call, by any thread. */
    public Map<MatrixCell, CellStatus> statuses() {
        Set<String> ended = names(path.resolve(STATES));
        Set<String> begun = names(path.resolve(CELLS));
        Map<String, CellStatus> found = new ConcurrentHashMap<>();
        plan.cells().parallelStream()
                .forEach(cell -> found.put(
                        key(cell), status(cell, ended.contains(cell.id() + JSON), begun.contains(cell.id()))));
        Map<MatrixCell, CellStatus> statuses = new LinkedHashMap<>();
        plan.cells().forEach(cell -> statuses.put(cell, found.getOrDefault(key(cell), CellStatus.WAITING)));
        index().keep(ended);
        return statuses;
    }

    private synchronized StateIndex index() {
        StateIndex known = index;
        if (known == null) {
            known = StateIndex.open(path.resolve("states.json"));
            index = known;
        }
        return known;
    }

    private static String key(MatrixCell cell) {
        return cell.kind() + cell.id();
    }

    /** Where a cell is, read anew. */
    public CellStatus status(MatrixCell cell) {
        return status(cell, true, Files.isDirectory(run(cell)));
    }

    private CellStatus status(MatrixCell cell, boolean ended, boolean begun) {
        // Without its folder there is nothing to show of a cell that is done; it is run again.
        StateFile state = !ended ? null : begun ? done.get(cell.id()) : null;
        if (state == null && ended) {
            state = index().read(stateFile(cell));
            if (state != null && state.reason() == null) {
                if (!begun) {
                    state = null;
                } else {
                    done.put(cell.id(), state);
                }
            }
        }
        if (state != null) {
            return state.status(cell.kind());
        }
        return begun && RunFolder.isRun(run(cell)) ? unsettled(cell) : CellStatus.WAITING;
    }

    private CellStatus unsettled(MatrixCell cell) {
        if (RunFolder.isWorkedOn(run(cell))) {
            return CellStatus.of(CellState.RUNNING);
        }
        // Of a process that ended between its result and its state.
        StateFile finished = finished(cell);
        return finished == null ? CellStatus.of(CellState.LOST) : finished.status(cell.kind());
    }

    private @Nullable StateFile finished(MatrixCell cell) {
        try {
            RunFolder run = RunFolder.open(run(cell));
            return run.isFinished() ? StateFile.done(run.result(), 0, 0) : null;
        } catch (InputException | UncheckedIOException | JsonParseException e) {
            return null;
        }
    }

    /** Tells how a cell ended whose process was ended between its result and its state. */
    void record(MatrixCell cell) {
        if (!Files.exists(stateFile(cell))) {
            StateFile finished = finished(cell);
            if (finished != null) {
                end(cell, finished);
            }
        }
    }

    /** Tells how a cell ended. */
    void end(MatrixCell cell, StateFile state) {
        state.write(stateFile(cell));
    }

    /** Forgets that cells failed, so that they are run again. */
    public void retryFailed() {
        statuses().forEach((cell, status) -> {
            if (cell.isRun() && status.state() == CellState.FAILED) {
                try {
                    Files.deleteIfExists(stateFile(cell));
                } catch (IOException e) {
                    throw new InputException(TEXT.get("matrix.unreadable", stateFile(cell)), e);
                }
            }
        });
    }

    /**
     * The experiment of a cell, a defence's with what its attack made.
     *
     * @throws InputException if the attack has not ended, or made nothing that can be defended
     */
    public Experiment experiment(MatrixCell cell) {
        Experiment recipe = plan.experiment(cell);
        String source = cell.source();
        return source == null
                ? recipe
                : new Suspect(RunFolder.open(run(plan.run(source))), cell.row().isControl()).defended(recipe);
    }

    /**
     * Asks that each cell tells its curves for TensorBoard, too, from now on and wherever it is run; of cells that are done they are
     * written now.
     */
    public void keepTensorBoard() {
        AtomicFiles.write(path.resolve(TENSOR_BOARD), new byte[0]);
        statuses().forEach((cell, status) -> {
            if (cell.isRun() && status.state() == CellState.DONE) {
                RunFolder.open(run(cell)).keepTensorBoard();
            }
        });
    }

    /** Whether that was asked. */
    boolean isForTensorBoard() {
        return Files.exists(path.resolve(TENSOR_BOARD));
    }

    private static Set<String> names(Path folder) {
        Set<String> names = new HashSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> names.add(String.valueOf(file.getFileName())));
        } catch (IOException | UncheckedIOException e) {
            return names;
        }
        return names;
    }
}
