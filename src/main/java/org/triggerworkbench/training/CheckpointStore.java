package org.triggerworkbench.training;

import java.util.Optional;

/** Where a run keeps its last checkpoint. */
public interface CheckpointStore {
    /** Replaces the last checkpoint, whole or not at all. All events up to its step have been heard before. */
    void save(Checkpoint checkpoint);

    /** The last checkpoint of a phase, if it has one. */
    Optional<Checkpoint> load(String phase);

    /** A store that keeps nothing. */
    CheckpointStore NONE = new CheckpointStore() {
        @Override
        public void save(Checkpoint checkpoint) {}

        @Override
        public Optional<Checkpoint> load(String phase) {
            return Optional.empty();
        }
    };
}
