package org.triggerworkbench.compute.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * Opens a file in a process of its own before the program does, once: what passed is remembered by its content.
 *
 * @param main the class that tries
 * @param reader name of the native library, for people
 * @param fact what is remembered of a file that passed; tells the library's version
 */
public record NativeProbe(String main, String reader, String fact) {
    private static final Logger LOG = LoggerFactory.getLogger(NativeProbe.class);
    private static final Messages TEXT = Messages.of(NativeProbe.class);
    private static final long BASE_BYTES = 3L << 30;
    /** Of a file: read, parsed, and its weights once more. */
    private static final int COPIES = 4;

    private static final int BASE_SECONDS = 60;
    private static final long BYTES_A_SECOND = 20 << 20;

    /**
     * Makes sure that a file can be opened without harm to the process.
     *
     * @param file for the sentence
     * @param hash of its content
     * @param bytes its length, which decides what memory and time it may take
     * @param question for {@link ProbeServer.Trial}
     * @return why the library refuses it; null where it does not
     * @throws InputException if the library dies of it or does not come to an end
     */
    public @Nullable String require(Path file, String hash, long bytes, byte[] question) {
        if (ProbeMemory.knows(hash, fact)) {
            return null;
        }
        Duration patience = patience(bytes);
        long start = System.nanoTime();
        ProbeAnswer answer;
        try (ProbeProcess process = new ProbeProcess(main, memory(bytes))) {
            answer = process.ask(question, patience);
        } catch (IOException e) {
            throw new InputException(TEXT.get("probe.noProcess", file, reader), e);
        }
        LOG.info("{} tried by {} in {} ms: {}", file, reader, (System.nanoTime() - start) / 1_000_000, answer);
        return switch (answer.outcome()) {
            case PASSED -> {
                ProbeMemory.remember(hash, fact);
                yield null;
            }
            case REFUSED -> FileWord.shown(answer.words());
            case DIED -> throw new InputException(TEXT.get("probe.died", file, reader));
            case LATE -> throw new InputException(TEXT.get("probe.late", file, reader, patience.toSeconds()));
        };
    }

    private static Duration patience(long bytes) {
        return Duration.ofSeconds(Integer.getInteger("workbench.probe.seconds", BASE_SECONDS) + bytes / BYTES_A_SECOND);
    }

    private static long memory(long bytes) {
        return BASE_BYTES + COPIES * bytes;
    }
}
