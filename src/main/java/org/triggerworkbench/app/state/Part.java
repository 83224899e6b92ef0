package org.triggerworkbench.app.state;

import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** One thing of the bench for views to watch and set: it has no value of its own, and setting it changes the bench. */
final class Part<T extends @Nullable Object> extends SimpleObjectProperty<T> {
    private final Workbench workbench;
    private final Function<Bench, T> read;
    private final BiConsumer<Bench.Draft, T> write;

    Part(Workbench workbench, Function<Bench, T> read, BiConsumer<Bench.Draft, T> write) {
        super(read.apply(Bench.EMPTY));
        this.workbench = workbench;
        this.read = read;
        this.write = write;
    }

    @Override
    public T get() {
        return read.apply(workbench.bench().get());
    }

    @Override
    public void set(T next) {
        workbench.change(now -> write.accept(now, next));
    }

    /** Tells those who watch it, where it is another than it was. */
    void follow() {
        T now = get();
        // What it has of its own is what its watchers were told last.
        if (!Objects.equals(super.get(), now)) {
            super.set(now);
        }
    }
}
