package org.triggerworkbench.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Checkpoints in memory, and the steps they were saved at. */
final class MemoryCheckpoints implements CheckpointStore {
    private final ConcurrentHashMap<String, Checkpoint> last = new ConcurrentHashMap<>();
    final List<Long> steps = new ArrayList<>();

    @Override
    public void save(Checkpoint checkpoint) {
        last.put(checkpoint.phase(), checkpoint);
        steps.add(checkpoint.step());
    }

    @Override
    public Optional<Checkpoint> load(String phase) {
        return Optional.ofNullable(last.get(phase));
    }
}
