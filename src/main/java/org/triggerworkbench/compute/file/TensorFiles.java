package org.triggerworkbench.compute.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.pickle.PickleFile;
import org.triggerworkbench.text.InputException;

/** Tensor files of any format known here, told apart by their content, never by their name. */
public final class TensorFiles {
    private static final byte[] ZIP_MAGIC = {'P', 'K', 3, 4};
    private static final String DATA = "data.pkl";
    private static final int PICKLE_PROTO = 0x80;
    private static final int HIGHEST_PICKLE_PROTOCOL = 5;
    private static final int START_BYTES = 9;

    private TensorFiles() {}

    /** What a file holds. */
    public enum Kind {
        SAFETENSORS,
        NPY,
        NPZ,
        /** A PyTorch program with its weights; it brings its own code, which runs in the engine's interpreter. */
        TORCHSCRIPT,
        /** Python data, bare or as PyTorch saves it; read as plain data, by a reader that runs nothing. */
        PICKLE,
        UNKNOWN
    }

    /**
     * Reads a safetensors, npy or npz file, or the weights in a file of PyTorch; see the readers for what they check.
     *
     * @throws InputException if it is another file, asks for more than plain data, or is damaged
     */
    public static TensorFile read(Path file) {
        return read(file, ValuePolicy.FINITE);
    }

    /** As {@link #read(Path)}, with a choice of the values let through. */
    public static TensorFile read(Path file, ValuePolicy values) {
        return switch (kind(file)) {
            case SAFETENSORS -> Safetensors.read(file, values);
            case NPY -> Npy.read(file, values);
            case NPZ -> Npz.read(file, values);
            case TORCHSCRIPT -> throw TensorFileFaults.about(file, "tensors.torchscript");
            case PICKLE -> pickle(file, values);
            case UNKNOWN -> {
                requireContent(file);
                throw TensorFileFaults.about(file, "tensors.unknown");
            }
        };
    }

    private static TensorFile pickle(Path file, ValuePolicy values) {
        PickleFile content = PickleFile.open(file);
        Map<String, HostTensor> tensors = content.read(content.weights().tensors());
        if (values == ValuePolicy.FINITE) {
            FiniteValues.require(file, tensors);
        }
        return new TensorFile(tensors, Map.of());
    }

    /**
     * What a file seems to be, from its first bytes or, for a zip archive, from the names in it. The rest of the file is
     * not checked.
     *
     * @throws InputException if the file cannot be read or is a damaged zip archive
     */
    public static Kind kind(Path file) {
        try {
            long fileBytes = TensorFileFaults.sizeOf(file);
            byte[] start;
            try (InputStream in = Files.newInputStream(file)) {
                start = in.readNBytes(START_BYTES);
            }
            return startsWith(start, ZIP_MAGIC) && !isSafetensors(start, fileBytes)
                    ? zipKind(file)
                    : kind(start, fileBytes);
        } catch (ZipException e) {
            throw Npz.damagedZip(file, e);
        } catch (IOException e) {
            throw TensorFileFaults.unreadable(file, e);
        }
    }

    private static Kind kind(byte[] start, long fileBytes) {
        // First of all: the length of a header of 640 bytes begins like a pickle.
        if (isSafetensors(start, fileBytes)) {
            return Kind.SAFETENSORS;
        }
        if (startsWith(start, Npy.MAGIC)) {
            return Kind.NPY;
        }
        if (start.length >= 2
                && (start[0] & 0xff) == PICKLE_PROTO
                && start[1] >= 1
                && start[1] <= HIGHEST_PICKLE_PROTOCOL) {
            return Kind.PICKLE;
        }
        // Cut off or with a damaged length: its reader says what is wrong.
        return start.length == START_BYTES && start[START_BYTES - 1] == '{' ? Kind.SAFETENSORS : Kind.UNKNOWN;
    }

    private static boolean isSafetensors(byte[] start, long fileBytes) {
        if (start.length < START_BYTES || start[START_BYTES - 1] != '{') {
            return false;
        }
        long header = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return header > 0 && header <= Safetensors.MAX_HEADER_BYTES && header <= fileBytes - Safetensors.LENGTH_BYTES;
    }

    /** PyTorch keeps everything in one folder of the archive: data.pkl always, code and constants in programs only. */
    private static Kind zipKind(Path file) throws IOException {
        Set<String> names = new HashSet<>();
        try (ZipFile zip = Npz.open(file)) {
            zip.stream().forEach(entry -> names.add(entry.getName()));
        }
        List<String> folders = names.stream()
                .filter(name -> name.equals(DATA) || name.endsWith("/" + DATA))
                .map(name -> name.substring(0, name.length() - DATA.length()))
                .toList();
        if (!folders.isEmpty()) {
            return folders.stream().allMatch(folder -> isProgram(folder, names)) ? Kind.TORCHSCRIPT : Kind.PICKLE;
        }
        boolean arrays = !names.isEmpty() && names.stream().allMatch(name -> name.endsWith(Npz.SUFFIX));
        return arrays ? Kind.NPZ : Kind.UNKNOWN;
    }

    private static boolean isProgram(String folder, Set<String> names) {
        return names.contains(folder + "constants.pkl")
                && names.stream().anyMatch(name -> name.startsWith(folder + "code/"));
    }

    private static boolean startsWith(byte[] start, byte[] magic) {
        return start.length >= magic.length && Arrays.equals(start, 0, magic.length, magic, 0, magic.length);
    }

    /**
     * Refuses a file of no bytes.
     *
     * @throws InputException if it is one or cannot be read
     */
    public static void requireContent(Path file) {
        try {
            if (Files.size(file) == 0) {
                throw TensorFileFaults.about(file, "file.empty");
            }
        } catch (IOException e) {
            throw TensorFileFaults.unreadable(file, e);
        }
    }
}
