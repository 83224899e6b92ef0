package org.triggerworkbench.compute;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names by which the libraries of Linux find each other: what a library of 64 bits has and what it wants. Names with a
 * version are left out, as the system's libraries have them and libtorch has none.
 *
 * @param defined what others may call
 * @param wanted what others must have before it can be called; without what it can do without
 */
record ElfSymbols(Set<String> defined, Set<String> wanted) {
    private static final int MAGIC = 0x464c457f;
    private static final int CLASS_64_LITTLE_ENDIAN = 0x0102;
    private static final int SECTION_BYTES = 64;
    private static final int DYNSYM = 11;
    private static final int VERSIONS = 0x6fffffff;
    private static final int SYMBOL_BYTES = 24;
    private static final int WEAK = 2;

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Two tables of a library and the names that the first points into. */
    private record Tables(
            MemorySegment symbols,
            MemorySegment names,
            @Nullable MemorySegment versions) {}

    /**
     * Reads the tables of a library, of which only these come into memory.
     *
     * @throws IOException if it cannot be read or is none of Linux on processors of this kind
     */
    static ElfSymbols of(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file);
                Arena arena = Arena.ofConfined()) {
            return of(tables(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena)));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IOException("not a whole library of Linux: " + file, e);
        }
    }

    private static ElfSymbols of(Tables tables) {
        ElfSymbols all = new ElfSymbols(new HashSet<>(), new HashSet<>());
        MemorySegment versions = tables.versions;
        // The first is none.
        for (long i = 1; i < tables.symbols.byteSize() / SYMBOL_BYTES; i++) {
            boolean plain = versions == null || (versions.get(SHORT, 2 * i) & 0x7fff) <= 1;
            MemorySegment symbol = tables.symbols.asSlice(i * SYMBOL_BYTES, SYMBOL_BYTES);
            boolean has = symbol.get(SHORT, 6) != 0;
            boolean weak = (symbol.get(ValueLayout.JAVA_BYTE, 4) & 0xff) >> 4 == WEAK;
            if (plain && (has || !weak)) {
                String name = tables.names.getString(Integer.toUnsignedLong(symbol.get(INT, 0)));
                (has ? all.defined : all.wanted).add(name);
            }
        }
        return all;
    }

    private static Tables tables(MemorySegment file) throws IOException {
        if (file.get(INT, 0) != MAGIC || file.get(SHORT, 4) != CLASS_64_LITTLE_ENDIAN) {
            throw new IOException("not a library of Linux");
        }
        MemorySegment sections =
                file.asSlice(file.get(LONG, 40), (long) SECTION_BYTES * Short.toUnsignedInt(file.get(SHORT, 60)));
        MemorySegment symbols = section(sections, DYNSYM);
        if (symbols == null) {
            throw new IOException("a library without names");
        }
        MemorySegment names = content(file, sections, symbols.get(INT, 40));
        MemorySegment versions = section(sections, VERSIONS);
        return new Tables(content(file, symbols), names, versions == null ? null : content(file, versions));
    }

    private static @Nullable MemorySegment section(MemorySegment sections, int type) {
        for (long at = 0; at < sections.byteSize(); at += SECTION_BYTES) {
            if (sections.get(INT, at + 4) == type) {
                return sections.asSlice(at, SECTION_BYTES);
            }
        }
        return null;
    }

    private static MemorySegment content(MemorySegment file, MemorySegment sections, int index) {
        return content(file, sections.asSlice((long) SECTION_BYTES * index, SECTION_BYTES));
    }

    private static MemorySegment content(MemorySegment file, MemorySegment section) {
        return file.asSlice(section.get(LONG, 24), section.get(LONG, 32));
    }
}
