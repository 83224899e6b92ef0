package org.triggerworkbench.compute;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The settings are where native code looks for them; Java's own copy of the environment does not have them. */
@SuppressWarnings("restricted")
class NativeSettingsTest {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBC = LINKER.defaultLookup();
    private static final AddressLayout TEXT =
            ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(Long.MAX_VALUE, JAVA_BYTE));

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void nativeCode_seesThem() throws Throwable {
        NativeSettings.apply();
        var getenv = LINKER.downcallHandle(LIBC.findOrThrow("getenv"), FunctionDescriptor.of(TEXT, ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            for (var setting : NativeSettings.OPEN_MP.entrySet()) {
                MemorySegment value = (MemorySegment) getenv.invokeExact(arena.allocateFrom(setting.getKey()));
                String user = System.getenv(setting.getKey());
                assertEquals(user == null ? setting.getValue() : user, value.getString(0), setting.getKey());
            }
        }
    }

    /** By default what is larger than 128 KiB gets pages of its own, and these are given back at once. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void memoryOfTheSizeOfTensors_isKeptForTheNext() throws Throwable {
        NativeSettings.apply();
        var malloc = LINKER.downcallHandle(LIBC.findOrThrow("malloc"), FunctionDescriptor.of(ADDRESS, JAVA_LONG));
        var free = LINKER.downcallHandle(LIBC.findOrThrow("free"), FunctionDescriptor.ofVoid(ADDRESS));
        long before = mappedBlocks();
        MemorySegment tensor = (MemorySegment) malloc.invokeExact(16L << 20);
        long after = mappedBlocks();
        free.invokeExact(tensor);
        assertTrue(tensor.address() != 0);
        assertEquals(before, after, "blocks with pages of their own");
    }

    /** Field hblks of glibc's mallinfo2: how many blocks were mapped alone. */
    private static long mappedBlocks() throws Throwable {
        StructLayout info = MemoryLayout.structLayout(
                MemoryLayout.sequenceLayout(3, JAVA_LONG),
                JAVA_LONG.withName("hblks"),
                MemoryLayout.sequenceLayout(6, JAVA_LONG));
        var mallinfo = LINKER.downcallHandle(LIBC.findOrThrow("mallinfo2"), FunctionDescriptor.of(info));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment found = (MemorySegment) mallinfo.invokeExact((SegmentAllocator) arena);
            return found.get(JAVA_LONG, 3 * JAVA_LONG.byteSize());
        }
    }
}
