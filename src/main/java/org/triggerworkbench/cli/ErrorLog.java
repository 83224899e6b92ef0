package org.triggerworkbench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.triggerworkbench.compute.Compute;

/** Where the details of an unexpected fault go, for a bug report. */
final class ErrorLog {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT);

    private ErrorLog() {}

    /** The file with the stack trace; empty if it cannot be written. */
    static Optional<Path> write(Throwable fault) {
        StringWriter trace = new StringWriter();
        fault.printStackTrace(new PrintWriter(trace));
        try {
            Path folder = Files.createDirectories(Compute.cacheFolder().resolve("logs"));
            Path file = folder.resolve(
                    "error-" + LocalDateTime.now(ZoneId.systemDefault()).format(STAMP) + ".log");
            return Optional.of(Files.writeString(file, trace.toString()));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
