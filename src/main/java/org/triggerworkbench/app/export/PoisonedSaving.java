package org.triggerworkbench.app.export;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.EngineService;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.run.PoisonedDataset;
import org.triggerworkbench.experiment.run.PoisonedDatasetFiles;
import org.triggerworkbench.text.Messages;

/** Saves the poisoned training set of a run where the user says, in the background. Window thread only. */
public final class PoisonedSaving {
    private static final Messages TEXT = Messages.of(PoisonedSaving.class);

    private final EngineService engine;
    private final BackgroundTasks works;
    private final Dialogs dialogs;

    public PoisonedSaving(EngineService engine, BackgroundTasks works, Dialogs dialogs) {
        this.engine = engine;
        this.works = works;
        this.dialogs = dialogs;
    }

    /** Asks where to and saves; a name that ends in {@code .npz} makes one file of arrays, any other a folder. */
    public void save(Path run) {
        dialogs.saveFile(TEXT.get("poisoned.title"), run.getFileName() + "-poisoned")
                .ifPresent(out -> save(run, out));
    }

    private void save(Path run, Path out) {
        AtomicBoolean cancelled = new AtomicBoolean();
        BackgroundTask work = new BackgroundTask(TEXT.get("work.poisoned"), () -> cancelled.set(true));
        works.start(work, () -> write(run, out, work, cancelled), written -> {
            if (written) {
                works.saved(out);
            }
        });
    }

    /** On a worker; false where it was cancelled. */
    private boolean write(Path run, Path out, BackgroundTask work, AtomicBoolean cancelled) {
        EngineService.Engine open = engine.opened().join();
        try (PoisonedDataset data = PoisonedDataset.open(open.compute(), open.sources(), RunFolder.open(run))) {
            new PoisonedDatasetFiles(data, share -> {
                        work.tell(share, "");
                        return !cancelled.get();
                    })
                    .write(out);
            return true;
        } catch (CancellationException e) {
            return false;
        }
    }
}
