package org.triggerworkbench.compute.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * Fetches a file into one beside its place, and goes on where it stopped: only the rest is asked for, and only if the server's
 * file is still the same one (RFC 9110, Range and If-Range). Uses the system's proxy.
 */
final class Download implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Download.class);
    private static final Messages TEXT = Messages.of(Download.class);
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18})");
    private static final int OK = 200;
    private static final int PART = 206;
    private static final int BEYOND = 416;
    private static final int TOO_MANY = 429;
    private static final int SERVER = 500;
    /** Of a file that tells a hash: no more is read. */
    private static final int SHORT = 4096;

    private final HttpClient client;
    private final FetchLimits limits;

    Download(FetchLimits limits) {
        this.limits = limits;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(limits.answer())
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL);
        Optional.ofNullable(ProxySelector.getDefault()).ifPresent(builder::proxy);
        this.client = builder.build();
    }

    /**
     * The size of a file as the server tells it; empty where it does not.
     *
     * @throws InputException if there is no such file or no answer
     */
    OptionalLong size(URI address) {
        try {
            HttpResponse<Void> answer = client.send(
                    request(address)
                            .method("HEAD", HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            if (answer.statusCode() != OK) {
                throw refusal(address, answer.statusCode());
            }
            return answer.headers().firstValueAsLong("Content-Length");
        } catch (IOException e) {
            throw new InputException(TEXT.get("gaveUp", address, reason(e)), e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** The beginning of a short text; empty where there is none. */
    Optional<String> text(URI address) {
        try {
            HttpResponse<InputStream> answer =
                    client.send(request(address).build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body();
                    Stall _ = new Stall(body, () -> false)) {
                String text = new String(body.readNBytes(SHORT), StandardCharsets.US_ASCII);
                return answer.statusCode() == OK ? Optional.of(text) : Optional.empty();
            }
        } catch (IOException e) {
            throw new InputException(TEXT.get("gaveUp", address, reason(e)), e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /**
     * Fetches a file, or what is missing of it.
     *
     * @param part takes it, and is kept when that fails; a file beside it says which version it is of
     * @param most bytes it may have
     * @throws InputException if it is not there, is too large, or does not come whole
     * @throws CancellationException if it was cancelled
     */
    void fetch(URI address, Path part, long most, FetchWatch watch) throws IOException {
        int failures = 0;
        while (true) {
            long before = here(part);
            try {
                attempt(address, part, most, watch);
                return;
            } catch (AgainException e) {
                LOG.info("{}: {}", address, e.getMessage());
                failures = here(part) - before >= limits.least() ? 1 : failures + 1;
                if (failures >= limits.tries()) {
                    throw new InputException(TEXT.get("gaveUp", address, String.valueOf(e.getMessage())), e);
                }
                rest(failures, watch);
            }
        }
    }

    private void attempt(URI address, Path part, long most, FetchWatch watch) throws IOException {
        requireGoingOn(watch);
        long have = here(part);
        String version = have > 0 && Files.exists(version(part)) ? Files.readString(version(part)) : "";
        HttpRequest.Builder request = request(address);
        if (!version.isEmpty()) {
            request.header("Range", "bytes=" + have + "-").header("If-Range", version);
        }
        HttpResponse<InputStream> answer;
        try {
            answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new AgainException(reason(e), e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
        try (InputStream body = answer.body()) {
            switch (answer.statusCode()) {
                case OK -> {
                    // The whole file: another version than before, or a server that knows no parts.
                    Files.deleteIfExists(part);
                    Files.writeString(version(part), versionOf(answer));
                    save(body, part, 0, answer.headers().firstValueAsLong("Content-Length"), address, most, watch);
                }
                case PART -> {
                    Matcher range = RANGE.matcher(
                            answer.headers().firstValue("Content-Range").orElse(""));
                    if (!range.matches() || Long.parseLong(range.group(1)) != have) {
                        forget(part);
                        throw new AgainException(TEXT.get("reason.range"), null);
                    }
                    save(body, part, have, OptionalLong.of(Long.parseLong(range.group(2))), address, most, watch);
                }
                case BEYOND -> {
                    boolean whole = answer.headers()
                            .firstValue("Content-Range")
                            .filter(("bytes */" + have)::equals)
                            .isPresent();
                    if (!whole) {
                        forget(part);
                        throw new AgainException(TEXT.get("reason.range"), null);
                    }
                }
                default -> {
                    int status = answer.statusCode();
                    if (status == TOO_MANY || status >= SERVER) {
                        throw new AgainException(TEXT.get("reason.status", status), null);
                    }
                    throw refusal(address, status);
                }
            }
        }
    }

    private void save(
            InputStream body, Path part, long from, OptionalLong total, URI address, long most, FetchWatch watch)
            throws IOException {
        if (total.orElse(0) > most) {
            forget(part);
            throw new InputException(TEXT.get("tooMuch", address, most));
        }
        long done = from;
        boolean tooMuch = false;
        try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                Stall stall = new Stall(body, watch::isCancelled)) {
            byte[] buffer = new byte[1 << 16];
            while (true) {
                int read;
                try {
                    read = body.read(buffer);
                } catch (IOException e) {
                    requireGoingOn(watch);
                    throw new AgainException(stall.isSlow() ? slow() : cut(done, total), e);
                }
                requireGoingOn(watch);
                if (read < 0) {
                    break;
                }
                if (read > most - done) {
                    tooMuch = true;
                    break;
                }
                out.write(buffer, 0, read);
                done += read;
                stall.came(read);
                watch.tell(done, total.orElse(0));
            }
        }
        if (tooMuch) {
            forget(part);
            throw new InputException(TEXT.get("tooMuch", address, most));
        }
        if (total.isPresent() && done < total.getAsLong()) {
            throw new AgainException(cut(done, total), null);
        }
    }

    private String slow() {
        return TEXT.get("reason.slow", limits.least(), limits.window().toSeconds());
    }

    private static String cut(long done, OptionalLong total) {
        return TEXT.get("reason.cut", done, total.isPresent() ? total.getAsLong() : "?");
    }

    /** Deletes what has arrived of a file. */
    static void forget(Path part) throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(version(part));
    }

    /** Bytes that have arrived. */
    static long here(Path part) throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }

    private static Path version(Path part) {
        return part.resolveSibling(part.getFileName() + ".version");
    }

    /** Tells one version of a file from another: a weak tag does not, so that such a file is fetched anew. */
    private static String versionOf(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("ETag")
                .filter(tag -> tag.startsWith("\""))
                .or(() -> answer.headers().firstValue("Last-Modified"))
                .orElse("");
    }

    private HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).timeout(limits.answer()).header("User-Agent", "trigger-workbench");
    }

    private void rest(int failures, FetchWatch watch) {
        long until = System.nanoTime() + limits.pause().toNanos() * failures;
        while (System.nanoTime() < until) {
            requireGoingOn(watch);
            try {
                Thread.sleep(Math.min(100, Math.max(1, limits.pause().toMillis())));
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }
    }

    private static void requireGoingOn(FetchWatch watch) {
        if (watch.isCancelled()) {
            throw new CancellationException();
        }
    }

    private static CancellationException interrupted() {
        Thread.currentThread().interrupt();
        return new CancellationException();
    }

    private static InputException refusal(URI address, int status) {
        return new InputException(TEXT.get(status == 404 || status == 410 ? "absent" : "status", address, status));
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }

    /** A try that failed, where another one may not. */
    private static final class AgainException extends IOException {
        private static final long serialVersionUID = 1L;

        AgainException(String reason, @Nullable Throwable cause) {
            super(reason, cause);
        }
    }

    /** Closes a stream that brings next to nothing, or that nobody wants any more: reading from it waits for ever otherwise. */
    private final class Stall implements AutoCloseable {
        private final Thread watcher;
        private volatile long came;
        private volatile boolean slow;

        Stall(InputStream body, BooleanSupplier cancelled) {
            watcher = Thread.ofVirtual().start(() -> watch(body, cancelled));
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread reads from the stream
        void came(int bytes) {
            came += bytes;
        }

        boolean isSlow() {
            return slow;
        }

        private void watch(InputStream body, BooleanSupplier cancelled) {
            try {
                long before = 0;
                long begun = System.nanoTime();
                while (true) {
                    Thread.sleep(50);
                    boolean over = System.nanoTime() - begun > limits.window().toNanos();
                    slow = over && came - before < limits.least();
                    if (slow || cancelled.getAsBoolean()) {
                        body.close();
                        return;
                    }
                    if (over) {
                        before = came;
                        begun = System.nanoTime();
                    }
                }
            } catch (InterruptedException | IOException e) {
                // The stream has ended by itself.
                return;
            }
        }

        @Override
        public void close() {
            watcher.interrupt();
        }
    }
}
