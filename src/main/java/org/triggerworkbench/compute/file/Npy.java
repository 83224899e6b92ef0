package org.triggerworkbench.compute.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.HostTensor.ElementType;
import org.triggerworkbench.text.InputException;

/**
 * The .npy format of NumPy, versions 1.0 to 3.0. Big-endian arrays and arrays in Fortran order are turned into
 * little-endian row-major ones. Arrays of Python objects are refused: they are pickles.
 */
public final class Npy {
    /** The name that an array without one is given; NumPy's own in {@code savez}. */
    public static final String NAME = "arr_0";

    static final String FORMAT = "NumPy";
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /** NumPy itself warns above 10 000. */
    private static final int MAX_HEADER_BYTES = 1 << 16;

    private static final int ALIGNMENT = 64;

    private Npy() {}

    /**
     * Reads one array; its floating values must be finite.
     *
     * @return the array under the name {@value #NAME}, no metadata
     * @throws InputException if the file cannot be read, breaks the format, or holds NaN or infinities
     */
    public static TensorFile read(Path file) {
        return read(file, ValuePolicy.FINITE);
    }

    /** As {@link #read(Path)}, with a choice of the values let through. */
    public static TensorFile read(Path file, ValuePolicy values) {
        return TensorFileFaults.read(file, (in, fileBytes) -> {
            Map<String, HostTensor> tensors = Map.of(NAME, read(file, NAME, in, fileBytes));
            if (values == ValuePolicy.FINITE) {
                FiniteValues.require(file, tensors);
            }
            return new TensorFile(tensors, Map.of());
        });
    }

    /**
     * Writes one array, whole or not at all; BF16, which NumPy lacks, is widened to F32.
     *
     * @throws InputException if the file cannot be written
     */
    public static void write(Path file, HostTensor tensor) {
        HostTensor known = numpyType(tensor);
        AtomicFiles.write(file, out -> {
            out.write(header(known));
            out.write(known.bytes());
        });
    }

    /**
     * Reads an array from a stream.
     *
     * @param name what the array is called in sentences
     * @param length bytes that the stream must have, no more and no less
     */
    static HostTensor read(Path file, String name, InputStream in, long length) throws IOException {
        byte[] start = take(file, name, in, MAGIC.length + 2);
        if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw TensorFileFaults.damaged(file, FORMAT, "fault.npyMagic", name);
        }
        int major = start[MAGIC.length] & 0xff;
        if (major < 1 || major > 3 || start[MAGIC.length + 1] != 0) {
            throw TensorFileFaults.damaged(
                    file, FORMAT, "fault.npyVersion", name, major + "." + (start[MAGIC.length + 1] & 0xff));
        }
        int lengthBytes = major == 1 ? 2 : 4;
        ByteBuffer sizeBuffer =
                ByteBuffer.wrap(take(file, name, in, lengthBytes)).order(ByteOrder.LITTLE_ENDIAN);
        long headerBytes = major == 1 ? sizeBuffer.getShort() & 0xffff : sizeBuffer.getInt() & 0xffffffffL;
        if (headerBytes > Math.min(MAX_HEADER_BYTES, length - start.length - lengthBytes)) {
            throw TensorFileFaults.damaged(file, FORMAT, "fault.headerLength", headerBytes);
        }
        NpyHeader header = header(file, name, take(file, name, in, (int) headerBytes), major);
        NpyType type = NpyType.of(file, name, header.descr());
        long dataBytes = length - start.length - lengthBytes - headerBytes;
        int needed = needed(file, name, header.shape(), type.element(), dataBytes);
        byte[] bytes = take(file, name, in, needed);
        return new HostTensor(type.element(), header.shape(), NpyLayout.toOurs(bytes, header, type));
    }

    private static int needed(Path file, String name, long[] shape, ElementType type, long dataBytes) {
        long needed;
        try {
            needed = Math.multiplyExact(HostTensor.elements(shape), type.size());
        } catch (ArithmeticException e) {
            throw TensorFileFaults.damaged(file, FORMAT, "fault.overflow", name);
        }
        if (needed != dataBytes) {
            throw TensorFileFaults.damaged(file, FORMAT, "fault.size", name, dataBytes, needed);
        }
        if (needed > SafetensorsHeader.MAX_TENSOR_BYTES) {
            throw TensorFileFaults.about(file, "tensors.big", name, needed);
        }
        TensorFileFaults.requireMemory(file, needed);
        return (int) needed;
    }

    private static NpyHeader header(Path file, String name, byte[] bytes, int major) {
        Charset charset = major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        try {
            String text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return NpyHeader.parse(text)
                    .orElseThrow(() -> TensorFileFaults.damaged(file, FORMAT, "fault.npyHeader", name));
        } catch (CharacterCodingException e) {
            throw TensorFileFaults.damaged(file, FORMAT, "fault.npyHeader", name);
        }
    }

    private static byte[] take(Path file, String name, InputStream in, int count) throws IOException {
        // Not into an array made beforehand: a zip entry may claim gigabytes that it does not have.
        byte[] bytes = in.readNBytes(count);
        if (bytes.length != count) {
            throw TensorFileFaults.damaged(file, FORMAT, "fault.truncated", name);
        }
        return bytes;
    }

    /** Everything before the elements; a multiple of 64 bytes, as NumPy writes it. */
    static byte[] header(HostTensor tensor) {
        return header(tensor.type(), tensor.shape());
    }

    /** The same of an array that is not in memory. */
    static byte[] header(ElementType type, long[] shape) {
        String text = new NpyHeader(NpyType.descr(type), false, shape).text();
        int prefix = MAGIC.length + 4;
        int total = (prefix + text.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        byte[] header = new byte[total];
        Arrays.fill(header, (byte) ' ');
        ByteBuffer.wrap(header)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) (total - prefix))
                .put(text.getBytes(StandardCharsets.US_ASCII));
        header[total - 1] = '\n';
        return header;
    }

    /** The tensor in a type that NumPy has. */
    static HostTensor numpyType(HostTensor tensor) {
        return tensor.type() == ElementType.BF16 ? HostTensor.of(tensor.floats(), tensor.shape()) : tensor;
    }

    /**
     * A NumPy element type.
     *
     * @param element ours
     * @param bigEndian whether the bytes of each element must be turned round
     */
    record NpyType(ElementType element, boolean bigEndian) {

        static NpyType of(Path file, String name, String descr) {
            String code = descr.isEmpty() ? "" : descr.substring(1);
            if (code.startsWith("O")) {
                throw TensorFileFaults.about(file, "npy.object", name);
            }
            ElementType element = element(code);
            char order = descr.isEmpty() ? ' ' : descr.charAt(0);
            boolean orderKnown =
                    order == '<' || order == '>' || (order == '|' && element != null && element.size() == 1);
            if (element == null || !orderKnown) {
                throw TensorFileFaults.unsupported(file, name, descr);
            }
            return new NpyType(element, order == '>' && element.size() > 1);
        }

        static String descr(ElementType type) {
            return switch (type) {
                case F64 -> "<f8";
                case F32 -> "<f4";
                case F16 -> "<f2";
                case I64 -> "<i8";
                case I32 -> "<i4";
                case I16 -> "<i2";
                case I8 -> "|i1";
                case U8 -> "|u1";
                case BOOL -> "|b1";
                case BF16 -> throw new IllegalArgumentException("NumPy has no bfloat16");
            };
        }

        private static @Nullable ElementType element(String code) {
            return switch (code) {
                case "f8" -> ElementType.F64;
                case "f4" -> ElementType.F32;
                case "f2" -> ElementType.F16;
                case "i8" -> ElementType.I64;
                case "i4" -> ElementType.I32;
                case "i2" -> ElementType.I16;
                case "i1" -> ElementType.I8;
                case "u1" -> ElementType.U8;
                case "b1" -> ElementType.BOOL;
                default -> null;
            };
        }
    }
}
