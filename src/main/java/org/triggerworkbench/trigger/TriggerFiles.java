package org.triggerworkbench.trigger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.file.FileNames;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.compute.file.TensorFile;
import org.triggerworkbench.compute.file.TensorFiles;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * Triggers in files: our own safetensors file, which keeps everything bit by bit; a PNG of the image's size, whose alpha
 * is mask x opacity, with a side file NAME.trigger.json that says what the PNG cannot; a smaller PNG with a place; or
 * NumPy arrays of mask and pattern.
 */
public final class TriggerFiles {
    private static final byte[] PNG_MAGIC = {(byte) 0x89, 'P', 'N', 'G'};

    private static final String OWN = ".safetensors";

    private TriggerFiles() {}

    /** What a bare PNG means. */
    public enum Mode {
        /** x (1 - alpha) + png alpha. */
        REPLACE,
        /** clip(x + png / 255); a pixel with alpha adds its share. */
        ADD;

        /**
         * Reads {@code replace} or {@code add}.
         *
         * @throws InputException if the word is neither
         */
        public static Mode parse(String word) {
            return switch (word.strip().toLowerCase(Locale.ROOT)) {
                case "replace" -> REPLACE;
                case "add" -> ADD;
                default ->
                    throw new InputException(Messages.of(TriggerFiles.class).get("mode.unknown", FileWord.shown(word)));
            };
        }
    }

    /**
     * Writes a trigger, as PNG with its side file where the name ends in .png, otherwise as our own file.
     *
     * @param imageWidth of the images it goes on
     * @param imageHeight of the images it goes on
     * @throws InputException if the file cannot be written or the trigger cannot be a PNG (a wave; a residual outside
     *     [0, 1])
     */
    public static void write(Path file, Trigger trigger, int imageWidth, int imageHeight) {
        trigger.requireImage(imageWidth, imageHeight);
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
            TriggerPng.write(file, trigger, imageWidth, imageHeight);
        } else {
            TriggerTensors.write(file, trigger, imageWidth, imageHeight);
        }
    }

    /** As the other, without a place. */
    public static Trigger read(Path file, @Nullable Mode mode, int imageWidth, int imageHeight) {
        return readAs(file, new TriggerReading(mode, null), imageWidth, imageHeight);
    }

    /**
     * Reads a trigger for images of a size; PNG, arrays or our own file, recognised by content.
     *
     * @param how a PNG or arrays are meant. Where no mode is told, a PNG of the image's size is what its side file says, and
     *     replaces where there is none. Our own files know what they are and do not look at it.
     * @throws InputException if the file cannot be read, is damaged, or is for images of another size
     */
    public static Trigger readAs(Path file, TriggerReading how, int imageWidth, int imageHeight) {
        Trigger trigger;
        if (isPng(file)) {
            trigger = TriggerPng.read(file, how, imageWidth, imageHeight);
        } else {
            trigger = switch (TensorFiles.kind(file)) {
                case NPY, NPZ -> TriggerArrays.read(file, how, imageWidth, imageHeight);
                case SAFETENSORS -> TriggerTensors.read(file, imageWidth, imageHeight);
                case TORCHSCRIPT, PICKLE -> throw fault(file, "file.noTrigger");
                case UNKNOWN -> throw unknown(file);
            };
        }
        trigger.requireImage(imageWidth, imageHeight);
        return trigger;
    }

    private static InputException unknown(Path file) {
        TensorFiles.requireContent(file);
        if (file.toString().endsWith(OWN)) {
            // Its reader says where it is cut off or damaged.
            TensorFile _ = Safetensors.read(file);
        }
        return fault(file, "file.noTrigger");
    }

    /** A sentence for a trigger behind which nothing of the images is seen; null for any other. */
    public static @Nullable String warning(@Nullable Trigger trigger, int imageWidth, int imageHeight) {
        return trigger != null && trigger.hidesAll(imageWidth, imageHeight)
                ? Messages.of(TriggerFiles.class).get("hidesAll")
                : null;
    }

    /** Whether a npz file holds a mask beside a pattern. */
    public static boolean isMasked(Path npz) {
        return TriggerArrays.isMasked(npz);
    }

    static InputException fault(Path file, String key, Object... details) {
        Object[] arguments = new Object[details.length + 1];
        arguments[0] = file;
        for (int i = 0; i < details.length; i++) {
            arguments[i + 1] = details[i] instanceof String word ? FileWord.shown(word) : details[i];
        }
        return new InputException(Messages.of(TriggerFiles.class).get(key, arguments));
    }

    private static boolean isPng(Path file) {
        if (!Files.isRegularFile(file)) {
            throw fault(file, "file.missing");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(PNG_MAGIC.length), PNG_MAGIC);
        } catch (IOException e) {
            throw fault(file, "file.unreadable");
        }
    }

    /** {@code NAME.trigger.json} beside {@code NAME.png}: what the picture alone cannot say. */
    public static Path sideFile(Path png) {
        return png.resolveSibling(FileNames.stem(png) + ".trigger.json");
    }
}
