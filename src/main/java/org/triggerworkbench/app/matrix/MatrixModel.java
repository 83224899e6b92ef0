package org.triggerworkbench.app.matrix;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.matrix.MatrixSource.Opened;
import org.triggerworkbench.app.matrix.MatrixSource.Where;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.experiment.folder.RunLock;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** The matrix that is open, how far its runs are, and the process that does them. Window thread only. */
public final class MatrixModel implements AutoCloseable {
    private static final Messages TEXT = Messages.of(MatrixModel.class);
    /** Before its keys in a session. */
    private static final String KEY = "matrix-";

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final BackgroundTasks works;
    private final MatrixSource source;
    private final ReadOnlyObjectWrapper<@Nullable Opened> opened = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Groups> groups = new ReadOnlyObjectWrapper<>(Groups.of(List.of()));
    private final ReadOnlyObjectWrapper<Progress> progress = new ReadOnlyObjectWrapper<>(Progress.NONE);
    private final ReadOnlyObjectWrapper<Doing> doing = new ReadOnlyObjectWrapper<>(Doing.NOTHING);
    private final ObjectProperty<Figure> figure = new SimpleObjectProperty<>(Figure.SUCCESS);
    private final ObjectProperty<Groups.Layout> layout = new SimpleObjectProperty<>(Groups.Layout.PLAIN);
    private final ReadOnlyObjectWrapper<RunLock.@Nullable Worker> other = new ReadOnlyObjectWrapper<>();
    private final ObjectProperty<Where> where = new SimpleObjectProperty<>(Where.HERE);
    private final IntegerProperty workers = new SimpleIntegerProperty(2);
    private final ObjectProperty<Groups.@Nullable Pair> chosen = new SimpleObjectProperty<>();
    private @Nullable Process process;
    private boolean reading;
    private long read;

    /** What its process does. */
    enum Doing {
        NOTHING,
        RUNNING,
        /** Asked to end; runs under way write a last checkpoint. */
        PAUSING
    }

    /** How many runs are how far. */
    record Progress(int all, int done, int running, int failed) {
        static final Progress NONE = new Progress(0, 0, 0, 0);

        static Progress of(List<Item> items) {
            return new Progress(
                    items.size(),
                    count(items, Item.State.DONE),
                    count(items, Item.State.RUNNING),
                    count(items, Item.State.FAILED));
        }

        private static int count(List<Item> items, Item.State state) {
            return (int) items.stream().filter(item -> item.state() == state).count();
        }
    }

    public MatrixModel(BackgroundTasks works, MatrixSource source) {
        this.works = works;
        this.source = source;
    }

    /** Null before the first. */
    ReadOnlyObjectProperty<@Nullable Opened> opened() {
        return opened.getReadOnlyProperty();
    }

    /** Its runs, as the file orders them. */
    ReadOnlyObjectProperty<Groups> groups() {
        return groups.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Progress> progress() {
        return progress.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Doing> doing() {
        return doing.getReadOnlyProperty();
    }

    /** What the map tells. */
    ObjectProperty<Figure> figure() {
        return figure;
    }

    ObjectProperty<Groups.Layout> layout() {
        return layout;
    }

    /** Who else runs the matrix, here or on another machine; null while nobody does. */
    ReadOnlyObjectProperty<RunLock.@Nullable Worker> other() {
        return other.getReadOnlyProperty();
    }

    /** How the map stands, for a session. */
    public Map<String, String> arrangement() {
        Groups.Layout now = layout.get();
        return Map.of(
                KEY + "sort",
                now.order().name(),
                KEY + "column",
                now.column(),
                KEY + "axis",
                now.axis(),
                KEY + "figure",
                figure.get().name());
    }

    /** Puts back what {@link #arrangement} told, as far as it is there and fits. */
    public void arrange(Map<String, String> state) {
        layout.set(new Groups.Layout(
                one(Groups.Order.values(), state.get(KEY + "sort"), Groups.Order.FILE),
                state.getOrDefault(KEY + "column", ""),
                state.getOrDefault(KEY + "axis", "")));
        figure.set(one(Figure.values(), state.get(KEY + "figure"), Figure.SUCCESS));
    }

    private static <E extends Enum<E>> E one(E[] known, @Nullable String name, E preset) {
        return Arrays.stream(known)
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(preset);
    }

    ObjectProperty<Where> where() {
        return where;
    }

    /** Processes side by side, at least 1. */
    IntegerProperty workers() {
        return workers;
    }

    /** The attack and the defence looked at; null for none. */
    ObjectProperty<Groups.@Nullable Pair> chosen() {
        return chosen;
    }

    /** The runs looked at; null for none. */
    @Nullable
    Group chosenGroup() {
        Groups.Pair pair = chosen.get();
        return pair == null ? null : groups.get().at(pair.row(), pair.column());
    }

    /** Opens a matrix in the place of the one that is open; not while that one's runs go on. */
    public void open(Path fileOrFolder) {
        if (doing.get() != Doing.NOTHING) {
            works.fail(new InputException(TEXT.get("open.busy")));
            return;
        }
        works.start(
                new BackgroundTask(TEXT.get("work.open"), null),
                () -> {
                    Opened matrix = source.open(fileOrFolder);
                    return read(matrix);
                },
                now -> {
                    chosen.set(null);
                    opened.set(now.matrix());
                    show(now);
                });
    }

    private record Reading(Opened matrix, List<Item> items, Optional<RunLock.Worker> worker) {}

    private Reading read(Opened matrix) {
        return new Reading(matrix, source.read(matrix), source.worker(matrix));
    }

    private void show(Reading now) {
        // While a process of this window goes on, it is that one.
        other.set(doing.get() == Doing.NOTHING ? now.worker().orElse(null) : null);
        List<Item> items = now.items();
        progress.set(Progress.of(items));
        Groups next = Groups.of(items);
        if (!next.equals(groups.get())) {
            groups.set(next);
        }
    }

    /** Starts what is left, or asks the process to pause. */
    void play() {
        Opened matrix = opened.get();
        if (matrix == null || doing.get() == Doing.PAUSING || other.get() != null) {
            return;
        }
        Process going = process;
        if (going != null && going.isAlive()) {
            pause(going);
            return;
        }
        doing.set(Doing.RUNNING);
        Where place = where.get();
        int side = Math.max(1, workers.get());
        works.start(
                new BackgroundTask(TEXT.get("work.start"), null),
                () -> source.start(matrix, place, side),
                started -> {
                    process = started;
                    watch(started, matrix);
                },
                failed -> {
                    doing.set(Doing.NOTHING);
                    works.fail(failed);
                });
    }

    private void watch(Process started, Opened matrix) {
        BackgroundTask task = new BackgroundTask(TEXT.get("work.running", matrix.name()), () -> pause(started));
        works.start(
                task,
                () -> {
                    String last = "";
                    try (BufferedReader said = started.errorReader(StandardCharsets.UTF_8)) {
                        for (String line = said.readLine(); line != null; line = said.readLine()) {
                            last = line.isBlank() ? last : line.strip();
                            task.tell(-1, last);
                        }
                    }
                    return new Ended(started.waitFor(), last);
                },
                ended -> {
                    boolean asked = doing.get() == Doing.PAUSING;
                    forget();
                    if (ended.code() != 0 && !asked) {
                        works.fail(new InputException(TEXT.get("ended", ended.code(), ended.last())));
                    }
                },
                failed -> {
                    forget();
                    works.fail(failed);
                });
    }

    /** Runs under way write a checkpoint and end. */
    private void pause(Process going) {
        doing.set(Doing.PAUSING);
        // Not by the process itself, which would close the stream that is being read.
        going.toHandle().destroy();
    }

    private void forget() {
        doing.set(Doing.NOTHING);
        process = null;
        refresh();
    }

    private record Ended(int code, String last) {}

    /** Takes back what waits or runs on the cluster. */
    void cancel() {
        Opened matrix = opened.get();
        if (matrix == null) {
            return;
        }
        works.start(
                new BackgroundTask(TEXT.get("work.cancel"), null),
                () -> {
                    source.cancel(matrix);
                    return matrix;
                },
                _ -> refresh());
    }

    /** Reads again how far the runs are. */
    void refresh() {
        Opened matrix = opened.get();
        if (matrix == null || reading) {
            return;
        }
        reading = true;
        works.quietly(
                () -> read(matrix),
                now -> {
                    done();
                    if (matrix.equals(opened.get())) {
                        show(now);
                    }
                },
                failed -> {
                    done();
                    works.fail(failed);
                });
    }

    private void done() {
        reading = false;
        read = System.nanoTime();
    }

    /** Reads again now and then, so that what another process does is seen. */
    void tick() {
        if (!reading && opened.get() != null && System.nanoTime() - read > PAUSE_NANOS && isUnfinished()) {
            refresh();
        }
    }

    private boolean isUnfinished() {
        Progress now = progress.get();
        return now.done() + now.failed() < now.all();
    }

    /** Asks its process to pause. */
    @Override
    public void close() {
        Process going = process;
        if (going != null) {
            pause(going);
        }
    }
}
