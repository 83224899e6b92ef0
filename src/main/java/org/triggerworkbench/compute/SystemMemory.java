package org.triggerworkbench.compute;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import oshi.SystemInfo;
import oshi.hardware.GlobalMemory;
import oshi.software.os.OSProcess;

/**
 * Memory of this process and of the machine, as the system tells OSHI. The first question takes some tenths of a second, each
 * later one about a millisecond: nothing here is for the window thread, nor for the time before its first picture.
 */
public final class SystemMemory {
    /** A training asks at each step, which may be shorter than the question. */
    private static final long FRESH_NANOS = 100_000_000;

    private static final Path GROUPS = Path.of("/sys/fs/cgroup");

    private SystemMemory() {}

    /** Asks for the first time on a thread of its own, so that somebody who is busy need not wait for it. */
    public static void prepare() {
        Thread _ = Thread.ofPlatform().name("memory").daemon(true).start(SystemMemory::residentBytes);
    }

    /**
     * Bytes of this process that are in memory, tensors included; at most a tenth of a second old. Where the system does not
     * tell, the Java heap in use, which leaves the tensors out.
     */
    public static long residentBytes() {
        return Asked.SYSTEM.resident();
    }

    /** The most that this process had resident so far, in bytes; where the system does not tell, the most that was asked for. */
    public static long peakBytes() {
        long told = status(Path.of("/proc/self/status"), "VmHWM:") << 10;
        return told > 0 ? told : Asked.SYSTEM.peak();
    }

    /** Resident bytes of another process of this machine; 0 where the system does not tell. */
    public static long residentBytes(long pid) {
        return Asked.SYSTEM.resident(Math.toIntExact(pid));
    }

    /** What a new process could take without swapping, in bytes: of the machine, or of the container that this runs in. */
    public static long availableBytes() {
        return read().available();
    }

    /** The processor's name, such as a maker gives it; empty where the system does not tell. */
    static String processor() {
        SystemInfo system = Asked.SYSTEM.system;
        try {
            return system == null
                    ? ""
                    : system.getHardware()
                            .getProcessor()
                            .getProcessorIdentifier()
                            .getName()
                            .strip()
                            .replaceAll("\\s+", " ");
        } catch (RuntimeException | LinkageError e) {
            LoggerFactory.getLogger(SystemMemory.class).warn("the processor cannot be asked for", e);
            return "";
        }
    }

    /** All of it, now. */
    public static MemoryReading read() {
        Runtime java = Runtime.getRuntime();
        long machine = 0;
        long available = 0;
        GlobalMemory told = Asked.SYSTEM.memory;
        if (told != null) {
            machine = told.getTotal();
            available = told.getAvailable();
        }
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean limits) {
            // OSHI knows the machine alone; Java knows the container's limit.
            long limit = limits.getTotalMemorySize();
            if (machine == 0) {
                machine = limit;
                available = limits.getFreeMemorySize();
            } else if (limit < machine) {
                machine = limit;
                available = availableIn(limit, limits.getFreeMemorySize(), fileCache(), available);
            }
        }
        return new MemoryReading(
                java.totalMemory() - java.freeMemory(), java.maxMemory(), residentBytes(), machine, available);
    }

    /**
     * What is available in a container.
     *
     * @param limit of it
     * @param free what it has not used of that
     * @param cache what it has used for files and gives back when it is asked for
     * @param outside available on the machine
     */
    static long availableIn(long limit, long free, long cache, long outside) {
        return Math.min(Math.min(free + cache, limit), outside);
    }

    private static long fileCache() {
        try {
            return containers(GROUPS, Files.readAllLines(Path.of("/proc/self/cgroup"))).stream()
                    .filter(Files::isReadable)
                    .findFirst()
                    .map(file -> Math.max(status(file, "total_inactive_file "), status(file, "inactive_file ")))
                    .orElse(0L);
        } catch (IOException e) {
            return 0;
        }
    }

    /**
     * Where the memory of this process' container may be told: by its own path, which only the machine outside of it has, then
     * as the container itself sees it.
     *
     * @param lines of the system such as {@code 4:memory:/path} or, of the newer kind, {@code 0::/path}
     */
    static List<Path> containers(Path groups, List<String> lines) {
        List<Path> files = new ArrayList<>();
        for (String line : lines) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && (parts[1].equals("memory") || parts[1].isEmpty())) {
                Path root = groups.resolve(parts[1]);
                files.add(root.resolve(parts[2].substring(Math.min(1, parts[2].length())))
                        .resolve("memory.stat"));
                files.add(root.resolve("memory.stat"));
            }
        }
        return files;
    }

    /** The number in the line of a file that begins so; 0 where there is none. */
    static long status(Path file, String name) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    /** The system, asked for with the first question. */
    private static final class Asked {
        static final Asked SYSTEM = new Asked();

        private final @Nullable SystemInfo system;
        private final @Nullable GlobalMemory memory;
        private final @Nullable OSProcess process;
        private boolean known;
        private long when;
        private long resident;
        private long peak;

        private Asked() {
            SystemInfo told = null;
            GlobalMemory global = null;
            OSProcess own = null;
            try {
                told = new SystemInfo();
                global = told.getHardware().getMemory();
                own = told.getOperatingSystem().getCurrentProcess();
            } catch (RuntimeException | LinkageError e) {
                // Its native part can be kept from loading; memory is then what Java itself knows.
                LoggerFactory.getLogger(SystemMemory.class).warn("the system's memory cannot be asked for", e);
            }
            system = told;
            memory = global;
            process = own;
        }

        synchronized long resident() {
            if (!known || System.nanoTime() - when > FRESH_NANOS) {
                OSProcess own = process;
                Runtime java = Runtime.getRuntime();
                resident = own != null && own.updateAttributes()
                        ? own.getResidentMemory()
                        : java.totalMemory() - java.freeMemory();
                peak = Math.max(peak, resident);
                known = true;
                when = System.nanoTime();
            }
            return resident;
        }

        long resident(int pid) {
            SystemInfo asked = system;
            OSProcess other = asked == null ? null : asked.getOperatingSystem().getProcess(pid);
            return other == null ? 0 : other.getResidentMemory();
        }

        synchronized long peak() {
            return Math.max(peak, resident());
        }
    }
}
