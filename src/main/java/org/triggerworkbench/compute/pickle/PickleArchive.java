package org.triggerworkbench.compute.pickle;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.triggerworkbench.compute.pickle.Item.Storage;

/** The form of PyTorch 1.6 and later: a zip archive with the data in data.pkl and each storage in an entry of its own. */
final class PickleArchive implements PickleFile.Numbers {
    private static final String DATA = "data.pkl";
    /** PyTorch stores; what others have deflated is some times smaller, never this much. */
    private static final long MOST_RATIO = 200;

    private static final long ALWAYS = 1 << 16;

    private final Path file;
    private final PickleFaults faults;

    PickleArchive(Path file, PickleFaults faults) {
        this.file = file;
        this.faults = faults;
    }

    Item root(long mostBytes) throws IOException {
        try (ZipFile zip = open()) {
            String folder = folder(zip);
            requireLittleEndian(zip, folder);
            ZipEntry entry = entry(zip, folder + DATA);
            if (entry.getSize() > mostBytes) {
                throw faults.beyond("pickle.long", entry.getSize(), mostBytes);
            }
            try (InputStream in = new BufferedInputStream(zip.getInputStream(entry), 1 << 16)) {
                PickleBytes bytes = new PickleBytes(in, entry.getSize(), faults);
                Item root = PickleReader.read(bytes, faults);
                if (bytes.left() > 0) {
                    throw faults.damaged("fault.tail", bytes.left());
                }
                return root;
            }
        }
    }

    @Override
    public byte[] read(Storage storage) throws IOException {
        try (ZipFile zip = open()) {
            ZipEntry entry = zip.getEntry(folder(zip) + "data/" + storage.key());
            if (entry == null) {
                throw faults.damaged("pickle.noStorage", PickleFaults.shown(storage.key()));
            }
            requireRatio(entry);
            if (entry.getSize() != storage.size()) {
                throw faults.damaged("fault.size", PickleFaults.shown(storage.key()), entry.getSize(), storage.size());
            }
            try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
                byte[] bytes = in.readNBytes((int) storage.size());
                // ZipFile checks neither the length nor the checksum.
                if (bytes.length != storage.size()
                        || in.read() >= 0
                        || in.getChecksum().getValue() != entry.getCrc()) {
                    throw faults.damaged("fault.crc", PickleFaults.shown(storage.key()));
                }
                return bytes;
            }
        }
    }

    private ZipFile open() throws IOException {
        try {
            return new ZipFile(file.toFile());
        } catch (IllegalArgumentException e) {
            // A name in it is not UTF-8.
            ZipException damaged = new ZipException(e.getMessage());
            damaged.initCause(e);
            throw damaged;
        }
    }

    private String folder(ZipFile zip) {
        List<String> folders = zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.equals(DATA) || name.endsWith("/" + DATA))
                .map(name -> name.substring(0, name.length() - DATA.length()))
                .limit(2)
                .toList();
        if (folders.size() != 1) {
            throw faults.damaged("pickle.oneData", DATA);
        }
        return folders.getFirst();
    }

    private ZipEntry entry(ZipFile zip, String name) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null || entry.getSize() < 0) {
            throw faults.damaged("pickle.oneData", DATA);
        }
        requireRatio(entry);
        return entry;
    }

    private void requireRatio(ZipEntry entry) {
        if (entry.getSize() > ALWAYS + MOST_RATIO * Math.max(0, entry.getCompressedSize())) {
            throw faults.beyond("pickle.bomb", PickleFaults.shown(entry.getName()), entry.getSize());
        }
    }

    private void requireLittleEndian(ZipFile zip, String folder) throws IOException {
        ZipEntry order = zip.getEntry(folder + "byteorder");
        if (order == null) {
            return;
        }
        try (InputStream in = zip.getInputStream(order)) {
            if (!new String(in.readNBytes(16), StandardCharsets.US_ASCII)
                    .strip()
                    .equals("little")) {
                throw faults.refused("pickle.what.bigEndian");
            }
        }
    }
}
