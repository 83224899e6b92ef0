package org.triggerworkbench.experiment.run;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.DoublePredicate;
import java.util.function.IntToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.triggerworkbench.attack.PoisonedTraining;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.compute.file.Npz;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.experiment.OutputFolders;
import org.triggerworkbench.text.CsvCell;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * Writes a poisoned training set, as pictures with a table or as one array file.
 *
 * @param goesOn is told the share done, in [0, 1], and says whether to go on
 */
public record PoisonedDatasetFiles(PoisonedDataset data, DoublePredicate goesOn) {
    private static final Messages TEXT = Messages.of(PoisonedDatasetFiles.class);
    private static final int PART = 64;

    /**
     * Writes to a file whose name ends in {@code .npz}, else to a folder.
     *
     * @throws InputException if it cannot be written, or the folder holds something
     * @throws CancellationException if it is not to go on; nothing is left then
     */
    public void write(Path out) {
        if (out.toString().toLowerCase(Locale.ROOT).endsWith(".npz")) {
            npz(out);
        } else {
            folder(out);
        }
    }

    /**
     * A folder: {@code images/00000.png}, in 8 bits, {@code labels.csv} with a line an image, {@code facts.json} and
     * {@code trigger.safetensors}.
     */
    private void folder(Path folder) {
        requireEmpty(folder);
        OutputFolders.create(folder.resolve("images"));
        try {
            inParts((from, to, pixels) -> {
                for (int i = from; i < to; i++) {
                    Files.write(folder.resolve(picture(i)), PictureFiles.encodePng(picture(pixels, i - from)));
                }
            });
            Files.copy(data.trigger(), folder.resolve("trigger.safetensors"));
            AtomicFiles.write(folder.resolve("facts.json"), facts());
            AtomicFiles.write(folder.resolve("labels.csv"), labels().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new InputException(TEXT.get("poisoned.unwritable", folder, String.valueOf(e.getMessage())), e);
        } catch (CancellationException e) {
            OutputFolders.delete(folder);
            throw e;
        }
    }

    private static void requireEmpty(Path folder) {
        OutputFolders.create(folder);
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new InputException(TEXT.get("poisoned.full", folder));
            }
        } catch (IOException e) {
            throw new InputException(TEXT.get("run.unreadable", folder), e);
        }
    }

    /**
     * Arrays: {@code images} (N x 3 x height x width, float32 in [0, 1]), {@code labels}, {@code true_labels},
     * {@code poisoned}, {@code negatives}, {@code seed} and {@code target}; beside it {@code NAME.json} and
     * {@code NAME.trigger.safetensors}.
     */
    private void npz(Path file) {
        PoisonedTraining images = data.images();
        Map<String, HostTensor> small = new LinkedHashMap<>();
        small.put("labels", whole(images::label));
        small.put("true_labels", whole(data::trueLabel));
        small.put("poisoned", whole(i -> images.isPoisoned(i) ? 1 : 0));
        small.put("negatives", whole(i -> images.isNegative(i) ? 1 : 0));
        small.put("seed", HostTensor.of(new long[] {data.seed()}, 1));
        small.put("target", HostTensor.of(new long[] {data.target()}, 1));
        Npz.write(
                file,
                small,
                new Npz.Large(
                        "images",
                        HostTensor.ElementType.F32,
                        new long[] {data.size(), 3, data.height(), data.width()},
                        out -> inParts((_, _, pixels) -> out.write(bytes(pixels)))));
        String name = String.valueOf(file.getFileName());
        String bare = name.substring(0, name.length() - ".npz".length());
        try {
            Files.copy(
                    data.trigger(),
                    file.resolveSibling(bare + ".trigger.safetensors"),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new InputException(TEXT.get("poisoned.unwritable", file, String.valueOf(e.getMessage())), e);
        }
        AtomicFiles.write(file.resolveSibling(bare + ".json"), facts());
    }

    private HostTensor whole(IntToLongFunction value) {
        return HostTensor.of(IntStream.range(0, data.size()).mapToLong(value).toArray(), data.size());
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private byte[] facts() {
        return new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(data.facts())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A part of the images. */
    @FunctionalInterface
    private interface Part {
        void take(int from, int to, float[] pixels) throws IOException;
    }

    private void inParts(Part part) throws IOException {
        for (int from = 0; from < data.size(); from += PART) {
            if (!goesOn.test((double) from / data.size())) {
                throw new CancellationException();
            }
            int to = Math.min(data.size(), from + PART);
            part.take(from, to, data.pixels(from, to));
        }
    }

    private static String picture(int image) {
        return String.format(Locale.ROOT, "images/%05d.png", image);
    }

    private Picture picture(float[] pixels, int place) {
        int plane = data.height() * data.width();
        byte[] rgb = new byte[3 * plane];
        for (int i = 0; i < rgb.length; i++) {
            float value = pixels[place * 3 * plane + i % 3 * plane + i / 3];
            rgb[i] = (byte) (Math.clamp(value, 0f, 1f) * 255f + 0.5f);
        }
        return new Picture(data.width(), data.height(), rgb);
    }

    private String labels() {
        PoisonedTraining images = data.images();
        StringBuilder csv = new StringBuilder("index,id,file,label,labelName,trueLabel,trueName,poisoned,negative\n");
        for (int i = 0; i < data.size(); i++) {
            int label = images.label(i);
            int own = data.trueLabel(i);
            csv.append(Stream.of(
                            Integer.toString(i),
                            data.id(i),
                            picture(i),
                            Integer.toString(label),
                            data.classes().get(label),
                            Integer.toString(own),
                            data.classes().get(own),
                            images.isPoisoned(i) ? "1" : "0",
                            images.isNegative(i) ? "1" : "0")
                    .map(CsvCell::of)
                    .collect(Collectors.joining(",", "", "\n")));
        }
        return csv.toString();
    }
}
