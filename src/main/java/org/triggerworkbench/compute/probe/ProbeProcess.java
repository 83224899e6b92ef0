package org.triggerworkbench.compute.probe;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Cancellation;
import org.triggerworkbench.compute.probe.ProbeAnswer.Outcome;

/** A process in which native libraries are tried, one question after the other, until it dies or is closed. */
public final class ProbeProcess implements AutoCloseable {
    /** Of a line that is listened to; a script may print without end. */
    private static final int LONGEST_LINE = 4096;

    private static final long LOOK_MILLIS = 50;
    private static final String END = "";

    private final Process process;
    private final DataOutputStream in;
    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private volatile String mark = "";

    /**
     * Starts one.
     *
     * @param main a class whose main method calls {@link ProbeServer#serve}
     * @param memory most bytes it may use, where the system can bound it
     * @throws IOException if it cannot be started
     */
    public ProbeProcess(String main, long memory) throws IOException {
        process = ProbeCommand.of(main, memory).start();
        in = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        InputStream out = process.getInputStream();
        Thread _ = Thread.ofPlatform().daemon(true).name("probe").start(() -> listen(out));
    }

    private void listen(InputStream out) {
        StringBuilder line = new StringBuilder();
        byte[] buffer = new byte[8192];
        try (out) {
            for (int n = out.read(buffer); n >= 0; n = out.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    if (buffer[i] == '\n') {
                        heard(line.toString());
                        line.setLength(0);
                    } else if (line.length() < LONGEST_LINE) {
                        line.append((char) (buffer[i] & 0xff));
                    }
                }
            }
        } catch (IOException e) {
            // The process is gone, which is told below.
            line.setLength(0);
        }
        lines.add(END);
    }

    private void heard(String line) {
        if (line.startsWith(mark + " ")) {
            lines.add(new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).strip());
        }
    }

    /**
     * Has it try something. After {@code DIED} and {@code LATE} it is gone.
     *
     * @throws CancellationException if the work of this thread is cancelled or the thread is interrupted, which stays so
     */
    public ProbeAnswer ask(byte[] question, Duration patience) {
        String own = UUID.randomUUID().toString();
        mark = own;
        try {
            in.writeUTF(own);
            in.writeInt(question.length);
            in.write(question);
            in.flush();
        } catch (IOException e) {
            process.destroyForcibly();
            return new ProbeAnswer(Outcome.DIED, "");
        }
        String line = answer(patience.toMillis());
        if (line == null) {
            process.destroyForcibly();
            return new ProbeAnswer(Outcome.LATE, "");
        }
        if (line.equals(END)) {
            process.destroyForcibly();
            return new ProbeAnswer(Outcome.DIED, "");
        }
        String told = line.substring(own.length()).strip();
        return told.startsWith(ProbeServer.PASSED)
                ? new ProbeAnswer(Outcome.PASSED, "")
                : new ProbeAnswer(
                        Outcome.REFUSED,
                        told.substring(ProbeServer.REFUSED.length()).strip());
    }

    /** The line that answers; empty where the process ended, null where it takes too long. */
    private @Nullable String answer(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            while (System.nanoTime() - end < 0) {
                String line = lines.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (line != null) {
                    return line;
                }
                Cancellation.check();
            }
            return null;
        } catch (CancellationException e) {
            process.destroyForcibly();
            throw e;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException();
            cancelled.initCause(e);
            throw cancelled;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
