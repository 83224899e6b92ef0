package org.triggerworkbench.app.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.Settings;
import org.triggerworkbench.app.state.StartSetting;
import org.triggerworkbench.compute.GraphicsCard;
import org.triggerworkbench.compute.fetch.CudaFetch;
import org.triggerworkbench.compute.fetch.FetchWatch;
import org.triggerworkbench.compute.fetch.Sizes;
import org.triggerworkbench.text.Messages;

/** "Use CUDA" in the window: asks with the facts, then fetches among the background tasks, where it can be cancelled; the next time goes on from there. */
public final class CudaFlow {
    private static final Messages TEXT = Messages.of(CudaFlow.class);

    private final BackgroundTasks works;
    private final Settings settings;
    private final List<GraphicsCard> cards;
    private final Supplier<CudaFetch> fetches;
    private final BiPredicate<CudaFetch.Offer, List<GraphicsCard>> agrees;

    /**
     * @param fetches makes the fetch; may refuse with a sentence
     * @param agrees shows the facts, and whether the user agrees to them
     */
    public CudaFlow(
            BackgroundTasks works,
            Settings settings,
            List<GraphicsCard> cards,
            Supplier<CudaFetch> fetches,
            BiPredicate<CudaFetch.Offer, List<GraphicsCard>> agrees) {
        this.works = works;
        this.settings = settings;
        this.cards = cards;
        this.fetches = fetches;
        this.agrees = agrees;
    }

    /**
     * Looks what there is to fetch and asks. Window thread only.
     *
     * @param chosen runs when the libraries are chosen for the next start
     */
    public void start(Runnable chosen) {
        works.start(
                new BackgroundTask(TEXT.get("cuda.looks"), null),
                () -> {
                    CudaFetch fetch = fetches.get();
                    return new Found(fetch, fetch.isHere() ? Optional.empty() : Optional.of(fetch.offer()));
                },
                found -> {
                    if (found.offer().isEmpty()) {
                        choose(found.fetch().folder(), chosen);
                    } else if (agrees.test(found.offer().get(), cards)) {
                        fetch(found.fetch(), chosen);
                    }
                });
    }

    private void fetch(CudaFetch fetch, Runnable chosen) {
        AtomicBoolean cancelled = new AtomicBoolean();
        BackgroundTask task = new BackgroundTask(TEXT.get("cuda.fetching"), () -> cancelled.set(true));
        FetchWatch watch = new FetchWatch() {
            @Override
            public void tell(long done, long total) {
                task.tell(
                        total > 0 ? (double) done / total : -1,
                        TEXT.get("cuda.progress", Sizes.shown(done), Sizes.shown(total)));
            }

            @Override
            public boolean isCancelled() {
                return cancelled.get();
            }
        };
        works.start(task, () -> fetch.fetch(watch), folder -> choose(folder, chosen), failure -> {
            if (failure instanceof CancellationException) {
                works.say(TEXT.get("cuda.cancelled"));
            } else {
                works.fail(failure);
            }
        });
    }

    private void choose(Path folder, Runnable chosen) {
        settings.choose(StartSetting.LIBTORCH, folder.toString());
        if (!cards.isEmpty()) {
            settings.setDevice(cards.getFirst().device());
        }
        works.say(TEXT.get("cuda.done"));
        chosen.run();
    }

    private record Found(CudaFetch fetch, Optional<CudaFetch.Offer> offer) {}
}
