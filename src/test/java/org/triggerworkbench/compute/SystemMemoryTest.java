package org.triggerworkbench.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemMemoryTest {
    private static final long MIB = 1 << 20;

    @Test
    void reading_fitsTogether() {
        MemoryReading now = SystemMemory.read();
        assertTrue(now.heap() > 0 && now.heap() <= now.heapMost(), now.toString());
        assertTrue(now.process() > 0 && now.process() < now.machine(), now.toString());
        assertTrue(now.available() > 0 && now.available() < now.machine(), now.toString());
    }

    @Test
    void memoryOutsideTheHeap_countsWithinASecond_andItsPeakStays() {
        long before = SystemMemory.residentBytes();
        try (Arena outside = Arena.ofConfined()) {
            outside.allocate(200 * MIB).fill((byte) 1);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
            long filled = SystemMemory.residentBytes();
            assertTrue(filled - before > 150 * MIB, filled - before + " bytes");
            assertTrue(SystemMemory.peakBytes() >= filled - MIB);
        }
    }

    @Test
    void inAContainer_itsLimitCounts_withoutWhatItKeepsOfFiles() {
        assertEquals(300, SystemMemory.availableIn(800, 100, 200, 1000));
        assertEquals(250, SystemMemory.availableIn(800, 100, 200, 250));
        assertEquals(280, SystemMemory.availableIn(280, 100, 200, 1000));
    }

    @Test
    void container_isFoundFromOutside_andFromWithin() {
        Path groups = Path.of("groups");
        assertEquals(
                List.of(
                        groups.resolve("memory/box/1/memory.stat"),
                        groups.resolve("memory/memory.stat"),
                        groups.resolve("memory.stat"),
                        groups.resolve("memory.stat")),
                SystemMemory.containers(groups, List.of("5:cpu:/box/1", "4:memory:/box/1", "0::/")));
    }

    @Test
    void numbersOfTheSystemsFiles(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("memory.stat"), "anon 5\ninactive_file 4096\nactive_file 1\n");
        assertEquals(4096, SystemMemory.status(file, "inactive_file "));
        assertEquals(0, SystemMemory.status(file, "total_inactive_file "));
        assertEquals(0, SystemMemory.status(folder.resolve("none"), "anon "));
    }
}
