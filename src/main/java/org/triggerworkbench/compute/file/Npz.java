package org.triggerworkbench.compute.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.text.InputException;

/** The .npz format of NumPy: a zip archive of .npy arrays, stored or deflated, ZIP64 included. */
public final class Npz {
    static final String SUFFIX = ".npy";

    /** The first moment a zip can tell; a real time would make equal input give unequal bytes. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private Npz() {}

    /**
     * Reads all arrays; their floating values must be finite.
     *
     * @return the arrays in archive order, no metadata
     * @throws InputException if the file cannot be read, breaks the format, or holds NaN or infinities
     */
    public static TensorFile read(Path file) {
        return read(file, ValuePolicy.FINITE);
    }

    /** As {@link #read(Path)}, with a choice of the values let through. */
    public static TensorFile read(Path file, ValuePolicy values) {
        try {
            if (TensorFileFaults.sizeOf(file) == 0) {
                throw TensorFileFaults.about(file, "file.empty");
            }
            try (ZipFile zip = open(file)) {
                Map<String, HostTensor> tensors = read(file, zip);
                if (values == ValuePolicy.FINITE) {
                    FiniteValues.require(file, tensors);
                }
                return new TensorFile(tensors, Map.of());
            }
        } catch (ZipException e) {
            throw damagedZip(file, e);
        } catch (IOException e) {
            throw TensorFileFaults.unreadable(file, e);
        }
    }

    private static Map<String, HostTensor> read(Path file, ZipFile zip) throws IOException {
        List<? extends ZipEntry> entries = Collections.list(zip.entries());
        // A zip bomb claims its size, or the claim is found false while reading.
        long total = 0;
        for (ZipEntry entry : entries) {
            if (!entry.getName().endsWith(SUFFIX) || entry.getSize() < 0) {
                throw TensorFileFaults.damaged(file, Npy.FORMAT, "fault.zipEntry", entry.getName());
            }
            total = Math.min(Long.MAX_VALUE / 2, total + Math.min(Long.MAX_VALUE / 2, entry.getSize()));
        }
        TensorFileFaults.requireMemory(file, total);
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        for (ZipEntry entry : entries) {
            String name = entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
            if (tensors.put(name, array(file, zip, entry, name)) != null) {
                throw TensorFileFaults.damaged(file, Npy.FORMAT, "fault.duplicate", name);
            }
        }
        return tensors;
    }

    private static HostTensor array(Path file, ZipFile zip, ZipEntry entry, String name) throws IOException {
        try (InputStream raw = zip.getInputStream(entry);
                CheckedInputStream in = new CheckedInputStream(new BufferedInputStream(raw), new CRC32())) {
            HostTensor tensor = Npy.read(file, name, in, entry.getSize());
            // ZipFile, unlike ZipInputStream, checks neither the checksum nor for more data than claimed.
            if (in.read() >= 0 || in.getChecksum().getValue() != entry.getCrc()) {
                throw TensorFileFaults.damaged(file, Npy.FORMAT, "fault.crc", name);
            }
            return tensor;
        }
    }

    /**
     * Writes arrays, whole or not at all, in the map's order; BF16, which NumPy lacks, is widened to F32. Equal input
     * gives equal bytes.
     *
     * @throws InputException if the file cannot be written
     */
    public static void write(Path file, Map<String, HostTensor> tensors) {
        AtomicFiles.write(file, out -> {
            // Closing would hide the state of the stream below from its owner; finish() writes all there is.
            ZipOutputStream zip = new ZipOutputStream(out);
            for (Map.Entry<String, HostTensor> entry : tensors.entrySet()) {
                write(zip, entry.getKey(), Npy.numpyType(entry.getValue()));
            }
            zip.finish();
        });
    }

    /**
     * An array that may be too large for the memory.
     *
     * @param content writes its elements, little-endian, row-major
     */
    public record Large(String name, HostTensor.ElementType type, long[] shape, AtomicFiles.WriteAction content) {}

    /**
     * As the other, with a large array after them, which is deflated.
     *
     * @throws InputException if the file cannot be written
     */
    public static void write(Path file, Map<String, HostTensor> tensors, Large large) {
        AtomicFiles.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            zip.setLevel(Deflater.BEST_SPEED);
            for (Map.Entry<String, HostTensor> entry : tensors.entrySet()) {
                write(zip, entry.getKey(), Npy.numpyType(entry.getValue()));
            }
            // Stored entries must tell their checksum before their content.
            ZipEntry entry = new ZipEntry(large.name() + SUFFIX);
            entry.setTimeLocal(NO_TIME);
            zip.putNextEntry(entry);
            zip.write(Npy.header(large.type(), large.shape()));
            large.content().writeTo(zip);
            zip.closeEntry();
            zip.finish();
        });
    }

    private static void write(ZipOutputStream zip, String name, HostTensor tensor) throws IOException {
        byte[] header = Npy.header(tensor);
        CRC32 checksum = new CRC32();
        checksum.update(header);
        checksum.update(tensor.bytes());
        ZipEntry entry = new ZipEntry(name + SUFFIX);
        entry.setMethod(ZipEntry.STORED);
        entry.setTimeLocal(NO_TIME);
        entry.setSize((long) header.length + tensor.bytes().length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(header);
        zip.write(tensor.bytes());
        zip.closeEntry();
    }

    /** Opens an archive; whatever is wrong with its directory comes as a ZipException. */
    static ZipFile open(Path file) throws IOException {
        try {
            return new ZipFile(file.toFile());
        } catch (IllegalArgumentException e) {
            // A name in it is not UTF-8.
            ZipException damaged = new ZipException(e.getMessage());
            damaged.initCause(e);
            throw damaged;
        }
    }

    static InputException damagedZip(Path file, ZipException fault) {
        return TensorFileFaults.damaged(file, "zip", "fault.zip", String.valueOf(fault.getMessage()));
    }
}
