package org.triggerworkbench.compute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Memory of this process as the system sees it, tensors included. */
public final class ProcessMemory {
    private static final Path STATM = Path.of("/proc/self/statm");
    private static final long PAGE = 4096;

    private ProcessMemory() {}

    /** Resident bytes on Linux; elsewhere the Java heap in use, which leaves out the tensors. */
    public static long residentBytes() {
        try {
            if (Files.isReadable(STATM)) {
                return PAGE * Long.parseLong(Files.readString(STATM).split(" ")[1]);
            }
        } catch (IOException e) {
            // falls through to what Java itself knows
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Resident bytes of another process of this machine; 0 where the system does not tell. */
    public static long residentBytes(long pid) {
        return kibibytes(Path.of("/proc", Long.toString(pid), "status"), "VmRSS:");
    }

    /** The most that this process had resident so far, in bytes; 0 where the system does not tell. */
    public static long peakBytes() {
        return kibibytes(Path.of("/proc/self/status"), "VmHWM:");
    }

    /** Memory of the machine that a new process could take without swapping, in bytes; 0 where the system does not tell. */
    public static long availableBytes() {
        return kibibytes(Path.of("/proc/meminfo"), "MemAvailable:");
    }

    private static long kibibytes(Path file, String name) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                            .map(line -> line.replaceAll("[^0-9]", ""))
                            .mapToLong(Long::parseLong)
                            .findFirst()
                            .orElse(0)
                    << 10;
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }
}
