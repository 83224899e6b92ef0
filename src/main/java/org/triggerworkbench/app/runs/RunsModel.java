package org.triggerworkbench.app.runs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.CurveOverlay;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.folder.RunNotes;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** The runs in a folder, looked through and handled. Window thread only; folders are read in the background. */
public final class RunsModel {
    private static final Messages TEXT = Messages.of(RunsModel.class);

    private final BackgroundTasks works;
    private final Path folder;
    private final CurveOverlay curves;
    private final ObservableList<RunRow> rows = FXCollections.observableArrayList();
    private final FilteredList<RunRow> found = new FilteredList<>(rows);
    private final StringProperty search = new SimpleStringProperty("");
    private final ReadOnlyBooleanWrapper scanned = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper updating = new ReadOnlyBooleanWrapper();
    private final ObjectProperty<Set<Path>> running = new SimpleObjectProperty<>(Set.of());
    private final ObjectProperty<@Nullable Deleted> deleted = new SimpleObjectProperty<>();
    private boolean scanning;
    private boolean again;

    /**
     * Runs that were just deleted together and can be put back.
     *
     * @param words that tell which
     */
    record Deleted(String words, List<Trashed> runs) {}

    /**
     * A run in the trash.
     *
     * @param place where it lies now; empty where only the desktop can put it back
     */
    private record Trashed(RunRow row, Optional<Path> place) {}

    /**
     * How far the deletion of some runs has come.
     *
     * @param fault why it went no further; null where all are in the trash
     */
    private record Deletion(List<Trashed> done, @Nullable InputException fault) {}

    /**
     * @param folder that holds the run folders; need not be there yet
     * @param curves draws the curves of chosen runs
     */
    public RunsModel(BackgroundTasks works, Path folder, CurveOverlay curves) {
        this.works = works;
        this.folder = folder;
        this.curves = curves;
        search.subscribe(words -> found.setPredicate(words.isBlank() ? null : row -> row.matches(words)));
    }

    /** Reads the folder again, as at the start and when a run has ended. A call while it is read is one more reading after it. */
    public void refresh() {
        if (scanning) {
            again = true;
            return;
        }
        scanning = true;
        works.start(
                new BackgroundTask(TEXT.get("work.scan"), null),
                () -> RunScan.of(folder),
                read -> {
                    ended();
                    scanned.set(true);
                    if (!rows.equals(read)) {
                        updating.set(true);
                        rows.setAll(read);
                        updating.set(false);
                    }
                },
                failed -> {
                    ended();
                    works.fail(failed);
                });
    }

    private void ended() {
        scanning = false;
        if (again) {
            again = false;
            refresh();
        }
    }

    /** The folder that holds the runs. */
    public Path folder() {
        return folder;
    }

    /** The runs under way, which are neither resumed nor deleted. */
    public ObjectProperty<Set<Path>> running() {
        return running;
    }

    ObservableList<RunRow> rows() {
        return rows;
    }

    /** The runs that match the search. */
    ObservableList<RunRow> found() {
        return found;
    }

    StringProperty search() {
        return search;
    }

    /** Whether the folder has been read once. */
    ReadOnlyBooleanProperty scanned() {
        return scanned.getReadOnlyProperty();
    }

    /** Whether the rows are just being exchanged for those read again. */
    ReadOnlyBooleanProperty updating() {
        return updating.getReadOnlyProperty();
    }

    /** The runs deleted last, until they are put back; null for none, or where only the desktop can put it back. */
    ObjectProperty<@Nullable Deleted> deleted() {
        return deleted;
    }

    boolean isRunning(RunRow row) {
        return running.get().contains(row.path());
    }

    /** Draws the curves of these runs behind those of the training; none takes them away. */
    void overlay(List<RunRow> chosen) {
        background(
                "work.curves",
                () -> chosen.stream()
                        .filter(row -> row.experiment() != null)
                        .map(row -> new CurveOverlay.Run(
                                row.name(), RunFolder.open(row.path()).metrics().ofMethod()))
                        .toList(),
                curves::overlay);
    }

    /** What these runs differ in; runs whose experiment cannot be read are left out. */
    static Differences compare(List<RunRow> chosen) {
        List<Experiment> experiments = new ArrayList<>();
        for (RunRow row : chosen) {
            Experiment experiment = row.experiment();
            if (experiment != null) {
                experiments.add(experiment);
            }
        }
        return Differences.of(experiments);
    }

    /** Gives a run another name; an empty one gives it the experiment's back. */
    void rename(RunRow row, String name) {
        annotate(row, notes -> new RunNotes(name.strip(), notes.note()));
    }

    /** Notes something of a run; empty takes the note away. */
    void note(RunRow row, String note) {
        annotate(row, notes -> new RunNotes(notes.name(), note.strip()));
    }

    private void annotate(RunRow row, UnaryOperator<RunNotes> change) {
        background(
                "work.notes",
                () -> {
                    RunFolder.writeNotes(row.path(), change.apply(RunFolder.notes(row.path())));
                    return row;
                },
                _ -> refresh());
    }

    /** Moves runs to the trash; where one of them goes on all stay. */
    void delete(List<RunRow> chosen) {
        Optional<RunRow> busy = chosen.stream().filter(this::isRunning).findFirst();
        if (busy.isPresent()) {
            works.fail(new InputException(TEXT.get("delete.running", busy.get().name())));
            return;
        }
        background("work.delete", () -> trash(chosen), this::showDeleted);
    }

    private static Deletion trash(List<RunRow> chosen) {
        List<Trashed> done = new ArrayList<>();
        for (RunRow row : chosen) {
            try {
                done.add(new Trashed(row, Trash.move(row.path())));
            } catch (InputException e) {
                return new Deletion(done, e);
            }
        }
        return new Deletion(done, null);
    }

    private void showDeleted(Deletion found) {
        List<RunRow> gone = found.done().stream().map(Trashed::row).toList();
        rows.removeAll(gone);
        List<Trashed> ours =
                found.done().stream().filter(run -> run.place().isPresent()).toList();
        if (!gone.isEmpty()) {
            String words = gone.size() == 1
                    ? TEXT.get("deleted.one", gone.getFirst().name(), RowWords.date(gone.getFirst()))
                    : TEXT.get("deleted.several", gone.size());
            if (ours.isEmpty()) {
                works.removed(TEXT.get("deleted.desktop", words), null);
            } else {
                Deleted last = new Deleted(words, ours);
                deleted.set(last);
                works.removed(TEXT.get("deleted.ours", words), () -> putBack(last));
            }
        }
        if (found.fault() != null) {
            works.fail(found.fault());
        }
    }

    /** Puts the runs deleted last back. */
    void putBack() {
        Deleted last = deleted.get();
        if (last != null) {
            putBack(last);
        }
    }

    private void putBack(Deleted gone) {
        background(
                "work.putBack",
                () -> {
                    for (Trashed run : gone.runs()) {
                        Path place = run.place().orElseThrow();
                        // Asked again after one that could not be put back, it goes on with the others.
                        if (Files.exists(place) || !Files.exists(run.row().path())) {
                            Trash.putBack(place, run.row().path());
                        }
                    }
                    return gone;
                },
                _ -> {
                    if (gone.equals(deleted.get())) {
                        deleted.set(null);
                    }
                    works.say(TEXT.get("deleted.back", gone.words()));
                    refresh();
                });
    }

    private <T> void background(String title, Callable<T> task, Consumer<T> done) {
        works.start(new BackgroundTask(TEXT.get(title), null), task, done);
    }
}
