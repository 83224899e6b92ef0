package org.triggerworkbench.app.matrix;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.triggerworkbench.experiment.folder.RunLock;
import org.triggerworkbench.text.InputException;

/** Where the runs of a matrix come from and who does them. Not on the window thread, but where said. */
public interface MatrixSource {
    /**
     * A matrix that is open.
     *
     * @param name for people
     * @param file that describes it
     * @param folder that holds its runs; need not be there yet
     */
    record Opened(String name, Path file, Path folder) {}

    /** Who does the runs. */
    enum Where {
        HERE,
        SLURM
    }

    /**
     * Opens the file of a matrix, or the folder of one that was begun, here or on a cluster.
     *
     * @throws InputException if it is neither
     */
    Opened open(Path fileOrFolder);

    /**
     * How far all its runs are.
     *
     * @throws InputException if the folder cannot be read
     */
    List<Item> read(Opened matrix);

    /** Who runs it now, wherever; nobody where nothing is known. */
    Optional<RunLock.Worker> worker(Opened matrix);

    /**
     * Does what is left of it in a process of its own, which goes on from checkpoints; it ends itself when all is done.
     *
     * @param workers processes side by side, where it runs here
     * @throws InputException if the process cannot be started
     */
    Process start(Opened matrix, Where where, int workers);

    /**
     * Takes back what waits or runs on the cluster.
     *
     * @throws InputException if the cluster does not answer
     */
    void cancel(Opened matrix);
}
