package org.triggerworkbench.app.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.experiment.folder.RunLock;
import org.triggerworkbench.experiment.matrix.MatrixFile;
import org.triggerworkbench.experiment.matrix.MatrixFolder;
import org.triggerworkbench.experiment.matrix.MatrixOptions;
import org.triggerworkbench.experiment.matrix.MatrixPlan;
import org.triggerworkbench.experiment.matrix.OwnProgram;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Matrices on this machine's disk or a shared one, run by the command line's own command in a process of its own. */
public final class MatrixFolders implements MatrixSource {
    private static final Messages TEXT = Messages.of(MatrixFolders.class);

    private final Path home;
    private volatile @Nullable MatrixFolder kept;

    /** @param home where the runs of a matrix lie that has no folder yet */
    public MatrixFolders(Path home) {
        this.home = home;
    }

    @Override
    public Opened open(Path fileOrFolder) {
        Path begun = Files.isDirectory(fileOrFolder)
                ? fileOrFolder
                : fileOrFolder.toAbsolutePath().getParent();
        if (begun != null && MatrixFolder.isMatrix(begun)) {
            MatrixFolder folder = MatrixFolder.open(begun);
            kept = folder;
            return new Opened(folder.plan().name(), begun, begun);
        }
        if (Files.isDirectory(fileOrFolder)) {
            throw new InputException(TEXT.get("open.noMatrix", fileOrFolder));
        }
        MatrixPlan plan = MatrixFile.plan(fileOrFolder, MatrixOptions.NONE);
        Path folder = home.resolve(plan.name().replaceAll("[^\\p{L}\\p{N}._-]+", "-"));
        kept = MatrixFolder.over(folder, plan);
        return new Opened(plan.name(), fileOrFolder, folder);
    }

    @Override
    public List<Item> read(Opened matrix) {
        return MatrixItems.of(folder(matrix));
    }

    @Override
    public Optional<RunLock.Worker> worker(Opened matrix) {
        return folder(matrix).worker();
    }

    private MatrixFolder folder(Opened matrix) {
        MatrixFolder folder = kept;
        if (folder == null
                || !folder.path().equals(matrix.folder().toAbsolutePath().normalize())) {
            folder = MatrixFolder.open(matrix.folder());
            kept = folder;
        }
        return folder;
    }

    @Override
    public Process start(Opened matrix, Where where, int workers) {
        List<String> words = new ArrayList<>(OwnProgram.words());
        words.add("matrix");
        if (matrix.file().equals(matrix.folder())) {
            words.addAll(List.of("--resume", matrix.folder().toString()));
        } else {
            words.addAll(
                    List.of(matrix.file().toString(), "--out", matrix.folder().toString()));
        }
        words.addAll(where == Where.SLURM ? List.of("--slurm") : List.of("--workers", Integer.toString(workers)));
        return start(words);
    }

    @Override
    public void cancel(Opened matrix) {
        List<String> words = new ArrayList<>(OwnProgram.words());
        words.addAll(List.of("matrix", "--cancel", matrix.folder().toString()));
        Process process = start(words);
        try {
            String said = process.errorReader().lines().reduce("", (_, line) -> line);
            if (process.waitFor() != 0) {
                throw new InputException(TEXT.get("cancel.failed", said));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Process start(List<String> words) {
        try {
            ProcessBuilder process = new ProcessBuilder(words);
            process.redirectOutput(ProcessBuilder.Redirect.DISCARD);
            process.environment().remove("_JPACKAGE_LAUNCHER");
            return process.start();
        } catch (IOException e) {
            throw new InputException(TEXT.get("start.failed", words.getFirst()), e);
        }
    }
}
