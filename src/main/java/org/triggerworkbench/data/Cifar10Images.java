package org.triggerworkbench.data;

import java.nio.file.Path;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** One CIFAR-10 binary file, held as it is: records of a label byte and 3 planes of 32 x 32 bytes. */
final class Cifar10Images implements ImageSet {
    static final int CLASSES = 10;
    private static final int EDGE = 32;
    private static final int PLANE = EDGE * EDGE;
    private static final int RECORD = 1 + 3 * PLANE;

    private static final Messages MESSAGES = Messages.of(Cifar10Images.class);

    private final String name;
    private final byte[] bytes;

    private Cifar10Images(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /**
     * Reads a file.
     *
     * @throws InputException if it is unreadable, empty, cut within a record, or holds a label above 9
     */
    static Cifar10Images read(Path file) {
        byte[] bytes = DataFiles.bytes(file);
        int records = bytes.length / RECORD;
        if (bytes.length == 0) {
            throw new InputException(MESSAGES.get("cifar.empty", file));
        }
        if (bytes.length % RECORD != 0) {
            throw new InputException(
                    MESSAGES.get("cifar.cut", file, records, bytes.length % RECORD, RECORD, (long) records * RECORD));
        }
        for (int i = 0; i < records; i++) {
            int label = bytes[i * RECORD] & 0xff;
            if (label >= CLASSES) {
                throw new InputException(MESSAGES.get("cifar.label", file, i, label));
            }
        }
        return new Cifar10Images(DataFiles.name(file).replaceFirst("\\.bin$", ""), bytes);
    }

    @Override
    public int size() {
        return bytes.length / RECORD;
    }

    @Override
    public int label(int index) {
        return bytes[index * RECORD];
    }

    @Override
    public Picture picture(int index) {
        int from = index * RECORD + 1;
        byte[] rgb = new byte[3 * PLANE];
        for (int pixel = 0; pixel < PLANE; pixel++) {
            for (int channel = 0; channel < 3; channel++) {
                rgb[3 * pixel + channel] = bytes[from + channel * PLANE + pixel];
            }
        }
        return new Picture(EDGE, EDGE, rgb);
    }

    @Override
    public String id(int index) {
        return name + "/" + index;
    }
}
