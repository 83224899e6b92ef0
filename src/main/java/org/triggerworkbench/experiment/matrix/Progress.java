package org.triggerworkbench.experiment.matrix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.triggerworkbench.text.Messages;

/** Which cells are still to be run, in which order, and why others never can be. */
final class Progress {
    private static final Messages TEXT = Messages.of(Progress.class);
    /** How often a cell may be lost. */
    static final int ATTEMPTS = 3;

    private final MatrixFolder folder;
    private final MatrixListener listener;
    private final int attempts;
    private final Map<String, MatrixCell> runs;
    private final Map<String, CellStatus> settled = new HashMap<>();
    private final Map<String, MatrixCell> open = new LinkedHashMap<>();
    private final Map<String, Integer> losses = new HashMap<>();

    /** @param order of the cells with a run of their own */
    Progress(MatrixFolder folder, List<MatrixCell> order, MatrixListener listener, int attempts) {
        this.folder = folder;
        this.listener = listener;
        this.attempts = attempts;
        this.runs = folder.plan().runs();
        Map<MatrixCell, CellStatus> found = folder.statuses();
        for (MatrixCell cell : order) {
            CellStatus status = found.getOrDefault(cell, CellStatus.WAITING);
            if (status.isSettled()) {
                folder.record(cell);
                settled.put(cell.id(), status);
            } else {
                open.put(cell.id(), cell);
            }
        }
    }

    boolean isEnded() {
        return open.isEmpty();
    }

    /** Those not settled yet, in order. */
    List<MatrixCell> open() {
        return new ArrayList<>(open.values());
    }

    boolean isOpen(MatrixCell cell) {
        return open.containsKey(cell.id());
    }

    boolean isAllDone() {
        return open.isEmpty() && settled.values().stream().allMatch(status -> status.state() == CellState.DONE);
    }

    /** Whether a cell can be begun: its attack is done. One whose attack failed is settled here. */
    boolean isReady(MatrixCell cell) {
        String source = cell.source();
        CellStatus attack = source == null ? null : settled.get(source);
        if (attack != null && attack.state() == CellState.FAILED) {
            fail(cell, TEXT.get("matrix.attackFailed", String.valueOf(attack.reason())));
        }
        return hasSource(cell);
    }

    /** Looks at a cell; one that has been settled meanwhile is told of. */
    CellStatus look(MatrixCell cell) {
        CellStatus status = folder.status(cell);
        if (status.isSettled()) {
            settle(cell, status);
        }
        return status;
    }

    /** Looks at all cells at once. */
    Map<MatrixCell, CellStatus> lookAll() {
        Map<MatrixCell, CellStatus> found = folder.statuses();
        found.forEach((cell, status) -> {
            if (cell.isRun() && status.isSettled()) {
                settle(cell, status);
            }
        });
        return found;
    }

    /** Whether the attack that a cell defends against is done; that of an attack itself always. */
    boolean hasSource(MatrixCell cell) {
        String source = cell.source();
        CellStatus attack = source == null ? null : settled.get(source);
        return source == null || (attack != null && attack.state() == CellState.DONE);
    }

    /**
     * A process of a cell has ended without settling it.
     *
     * @param how it ended, in a few words
     */
    void lost(MatrixCell cell, String how) {
        if (losses.merge(cell.id(), 1, Integer::sum) >= attempts) {
            fail(cell, TEXT.get("matrix.lost", Integer.toString(attempts), how, folder.log(cell)));
        } else {
            listener.changed(cell, CellStatus.of(CellState.LOST));
        }
    }

    private void fail(MatrixCell cell, String reason) {
        StateFile state = StateFile.failed(reason, 0, 0);
        folder.end(cell, state);
        settle(cell, state.status(cell.kind()));
    }

    private void settle(MatrixCell cell, CellStatus status) {
        if (open.remove(cell.id()) != null) {
            folder.record(cell);
            settled.put(cell.id(), status);
            listener.changed(cell, status);
        }
    }

    /** Memory that a cell like this one took at most, in bytes; 0 where none was measured. */
    long memory(MatrixCell cell) {
        return likes(cell).stream().mapToLong(CellStatus::peakBytes).max().orElse(0);
    }

    /** Those of the same column where there are some, else all. */
    private List<CellStatus> likes(MatrixCell cell) {
        List<CellStatus> same = new ArrayList<>();
        settled.forEach((id, status) -> {
            if (Optional.ofNullable(runs.get(id))
                    .map(MatrixCell::defense)
                    .filter(cell.defense()::equals)
                    .isPresent()) {
                same.add(status);
            }
        });
        return same.isEmpty() ? new ArrayList<>(settled.values()) : same;
    }
}
