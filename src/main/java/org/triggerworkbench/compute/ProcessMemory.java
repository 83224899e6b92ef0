package org.triggerworkbench.compute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
}
