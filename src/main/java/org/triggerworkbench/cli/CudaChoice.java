package org.triggerworkbench.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.triggerworkbench.app.state.Settings;
import org.triggerworkbench.app.state.StartSetting;
import org.triggerworkbench.compute.GraphicsCard;
import org.triggerworkbench.compute.fetch.CudaFetch;
import org.triggerworkbench.compute.fetch.FetchWatch;
import org.triggerworkbench.compute.fetch.Sizes;

/** "Use CUDA" on the command line: says what is fetched and where it goes, asks, fetches, and chooses it for the next start. */
final class CudaChoice {
    private static final long TOLD_EVERY = 5_000_000_000L;

    private final PrintWriter err;
    private final BufferedReader answers;
    private final Settings settings;
    private final List<GraphicsCard> cards;
    private final LongSupplier nanos;

    /** @param cards in this machine */
    CudaChoice(
            PrintWriter err, BufferedReader answers, Settings settings, List<GraphicsCard> cards, LongSupplier nanos) {
        this.err = err;
        this.answers = answers;
        this.settings = settings;
        this.cards = cards;
        this.nanos = nanos;
    }

    /**
     * Fetches where that is agreed to.
     *
     * @param agreed beforehand, so that nothing is asked
     * @return the folder that is used from the next start on; empty where the user would rather not
     */
    Optional<Path> use(CudaFetch fetch, boolean agreed) throws IOException {
        if (cards.isEmpty()) {
            err.println(CliText.get("cuda.noCard"));
        }
        cards.forEach(card -> err.println(CliText.get("cuda.card", card.name(), card.driver(), card.freeMiB())));
        if (!fetch.isHere()) {
            CudaFetch.Offer offer = fetch.offer();
            String size = offer.bytes() > 0 ? Sizes.shown(offer.bytes()) : CliText.get("cuda.unknownSize");
            err.println(CliText.get(
                    "cuda.offer", size, offer.source().address(), offer.folder(), Sizes.shown(offer.free())));
            if (offer.here() > 0) {
                err.println(CliText.get("cuda.resume", Sizes.shown(offer.here())));
            }
            if (!agreed && !agrees()) {
                err.println(CliText.get("cuda.declined"));
                return Optional.empty();
            }
        }
        Path folder = fetch.fetch(new Told());
        settings.choose(StartSetting.LIBTORCH, folder.toString());
        if (!cards.isEmpty()) {
            settings.setDevice(cards.getFirst().device());
        }
        return Optional.of(folder);
    }

    /** Back to the processor and the engine's own libraries; what was fetched stays. */
    void useProcessor() {
        settings.choose(StartSetting.LIBTORCH, "");
        settings.setDevice("cpu");
    }

    private boolean agrees() throws IOException {
        err.print(CliText.get("cuda.ask") + " ");
        err.flush();
        String answer = answers.readLine();
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }

    /** A line now and then. */
    private final class Told implements FetchWatch {
        private final Thread fetching = Thread.currentThread();
        private long last = nanos.getAsLong();

        @Override
        public void tell(long done, long total) {
            if (nanos.getAsLong() - last >= TOLD_EVERY) {
                last = nanos.getAsLong();
                err.println(CliText.get("cuda.progress", Sizes.shown(done), Sizes.shown(total)));
                err.flush();
            }
        }

        @Override
        public boolean isCancelled() {
            return fetching.isInterrupted();
        }
    }
}
