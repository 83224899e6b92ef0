package org.triggerworkbench.compute;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes libraries of Linux that have names and nothing else. */
final class ElfFile {
    private static final int HEADER = 64;
    private static final int SYMBOL = 24;
    private static final byte GLOBAL = 1 << 4;
    private static final byte WEAK = 2 << 4;

    private ElfFile() {}

    /** Wants, too, a name that it can do without. */
    static void write(Path file, List<String> defined, List<String> wanted) throws IOException {
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        names.write(0);
        ByteBuffer symbols = buffer(SYMBOL * (2 + defined.size() + wanted.size()));
        symbols.position(SYMBOL);
        put(symbols, names, "_weak", WEAK, 0);
        for (String name : defined) {
            put(symbols, names, name, GLOBAL, 1);
        }
        for (String name : wanted) {
            put(symbols, names, name, GLOBAL, 0);
        }
        int namesAt = HEADER + symbols.capacity();
        int sectionsAt = namesAt + names.size();
        ByteBuffer all = buffer(sectionsAt + 3 * HEADER);
        all.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
        all.putLong(40, sectionsAt).putShort(60, (short) 3);
        all.put(HEADER, symbols, 0, symbols.capacity());
        all.put(namesAt, names.toByteArray());
        section(all, sectionsAt + HEADER, 11, HEADER, symbols.capacity(), 2);
        section(all, sectionsAt + 2 * HEADER, 3, namesAt, names.size(), 0);
        byte[] bytes = new byte[all.capacity()];
        all.get(0, bytes);
        Files.write(file, bytes);
    }

    private static void put(ByteBuffer symbols, ByteArrayOutputStream names, String name, byte binding, int section) {
        symbols.putInt(names.size()).put(binding).put((byte) 0).putShort((short) section);
        symbols.putLong(0).putLong(0);
        names.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        names.write(0);
    }

    private static void section(ByteBuffer all, int at, int type, int from, int length, int link) {
        all.putInt(at + 4, type).putLong(at + 24, from).putLong(at + 32, length).putInt(at + 40, link);
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
