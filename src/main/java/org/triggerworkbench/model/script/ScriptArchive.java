package org.triggerworkbench.model.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * The code in a TorchScript archive. The engine has a reader of zip files of its own; archives that the two could read
 * differently are refused, as what is read here must be what is run there.
 */
final class ScriptArchive {
    private static final Messages TEXT = Messages.of(ScriptArchive.class);
    private static final String CODE = ".py";
    private static final long MOST_CODE = 64 << 20;
    /** PyTorch stores; what others have deflated is some times smaller, never this much. */
    private static final long MOST_RATIO = 200;

    private static final long ALWAYS = 1 << 16;

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int LARGE_SIGNATURE = 0x06064b50;
    private static final int LARGE_BYTES = 56;

    private ScriptArchive() {}

    /**
     * Code by its qualified name, such as {@code __torch__.torch.nn.modules.conv}.
     *
     * @throws InputException if it cannot be read, or not in one way only
     */
    static Map<String, String> code(Path file) {
        try {
            requireOneDirectory(file);
            try (ZipFile zip = new ZipFile(file.toFile())) {
                List<? extends ZipEntry> entries = Collections.list(zip.entries());
                requireOneFolder(file, entries);
                return code(file, zip, entries);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException(
                    TEXT.get("torchscript.damaged", file, FileWord.shown(String.valueOf(e.getMessage()))), e);
        }
    }

    private static Map<String, String> code(Path file, ZipFile zip, List<? extends ZipEntry> entries)
            throws IOException {
        Map<String, String> code = new LinkedHashMap<>();
        long left = MOST_CODE;
        for (ZipEntry entry : entries) {
            String name = entry.getName().toLowerCase(Locale.ROOT);
            boolean isCode = name.endsWith(CODE);
            if (entry.getSize() < 0 || (!isCode && entry.getSize() > ALWAYS + MOST_RATIO * entry.getCompressedSize())) {
                throw wrong(file, TEXT.get("script.bomb", FileWord.shown(entry.getName()), entry.getSize()));
            }
            if (isCode) {
                left -= entry.getSize();
                if (left < 0) {
                    throw wrong(file, TEXT.get("script.long", MOST_CODE >> 20));
                }
                try (InputStream in = zip.getInputStream(entry)) {
                    byte[] bytes = in.readNBytes((int) entry.getSize());
                    if (bytes.length != entry.getSize() || in.read() >= 0) {
                        throw new ZipException(entry.getName());
                    }
                    code.put(qualified(entry.getName()), new String(bytes, StandardCharsets.ISO_8859_1));
                }
            }
        }
        return code;
    }

    /** From {@code archive/code/__torch__/a/b.py}. */
    private static String qualified(String entry) {
        String path = entry.substring(entry.indexOf('/') + 1, entry.length() - CODE.length());
        int folder = path.indexOf('/') + 1;
        return path.substring(folder).replace('/', '.');
    }

    /** The engine takes the folder from the first entry, and does not tell capital letters from small ones. */
    private static void requireOneFolder(Path file, List<? extends ZipEntry> entries) {
        Set<String> names = new HashSet<>();
        Set<String> folders = new HashSet<>();
        for (ZipEntry entry : entries) {
            String name = entry.getName();
            boolean plain = name.chars().noneMatch(c -> Character.isISOControl(c) || c == '\\');
            if (!plain || !names.add(name.toLowerCase(Locale.ROOT)) || name.indexOf('/') < 1) {
                throw wrong(file, TEXT.get("script.entry", FileWord.shown(name)));
            }
            folders.add(name.substring(0, name.indexOf('/')));
        }
        if (folders.size() != 1) {
            throw wrong(file, TEXT.get("script.folders"));
        }
    }

    /** The directory is the last thing in the file, with nothing after it, and both forms of its end say the same. */
    private static void requireOneDirectory(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long place = in.length() - END_BYTES;
            ByteBuffer end = read(in, place, END_BYTES);
            if (end.getInt(0) != END_SIGNATURE || end.getShort(20) != 0 || end.getInt(4) != 0) {
                throw wrong(file, TEXT.get("script.directory"));
            }
            long entries = end.getShort(10) & 0xffffL;
            long size = end.getInt(12) & 0xffffffffL;
            long offset = end.getInt(16) & 0xffffffffL;
            long after = place;
            if (place >= LOCATOR_BYTES + LARGE_BYTES) {
                ByteBuffer locator = read(in, place - LOCATOR_BYTES, LOCATOR_BYTES);
                if (locator.getInt(0) == LOCATOR_SIGNATURE) {
                    after = place - LOCATOR_BYTES - LARGE_BYTES;
                    ByteBuffer large = read(in, after, LARGE_BYTES);
                    boolean same = locator.getLong(8) == after
                            && large.getInt(0) == LARGE_SIGNATURE
                            && large.getLong(4) == LARGE_BYTES - 12
                            && agree(entries, large.getLong(32), 0xffffL)
                            && agree(size, large.getLong(40), 0xffffffffL)
                            && agree(offset, large.getLong(48), 0xffffffffL);
                    if (!same) {
                        throw wrong(file, TEXT.get("script.directory"));
                    }
                    size = large.getLong(40);
                    offset = large.getLong(48);
                }
            }
            if (size < 0 || offset < 0 || offset + size != after) {
                throw wrong(file, TEXT.get("script.directory"));
            }
        }
    }

    private static boolean agree(long small, long large, long most) {
        return small == large || (small == most && large >= most);
    }

    private static ByteBuffer read(RandomAccessFile in, long place, int bytes) throws IOException {
        byte[] read = new byte[bytes];
        in.seek(Math.max(0, place));
        in.readFully(read);
        return ByteBuffer.wrap(read).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static InputException wrong(Path file, String fault) {
        return new InputException(TEXT.get("torchscript.damaged", file, fault));
    }
}
