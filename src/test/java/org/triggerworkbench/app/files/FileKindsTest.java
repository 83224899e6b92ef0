package org.triggerworkbench.app.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.Npy;
import org.triggerworkbench.compute.file.Npz;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.compute.pickle.PickleFixtures;
import org.triggerworkbench.compute.pickle.PthFiles;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.ExperimentFile;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.model.ImageSize;
import org.triggerworkbench.model.ParityLogits;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.trigger.PatchPatterns;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.TriggerFiles;

/** Files are given names that lie, so that only their content can tell. */
class FileKindsTest {
    private static final ImageSize INPUT = new ImageSize(16, 16);

    @TempDir
    private Path folder;

    private OpenedPath kind(Path path) {
        return FileKinds.of(path, INPUT);
    }

    private void refused(Path path) {
        String sentence = assertThrows(InputException.class, () -> kind(path)).sentence();
        assertTrue(sentence.contains(path.toString()), sentence);
        assertTrue(sentence.endsWith(".") || sentence.endsWith("?"), sentence);
    }

    private static Picture grey(int width, int height) {
        return new Picture(width, height, new byte[3 * width * height]);
    }

    private Path alpha(String name, int width, int height) throws IOException {
        Path file = folder.resolve(name);
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB), "png", file.toFile());
        return file;
    }

    @Test
    void prompts() {
        PromptLayout layout = new PromptLayout(
                new PromptShape.Frame(2), PromptLayout.Mode.ADD, 16, 16, new float[3], new float[] {1, 1, 1});
        HostTensor values = HostTensor.of(new float[3 * 16 * 16], 3, 16, 16);
        Path ours = folder.resolve("model.pt");
        PromptFiles.write(ours, new PromptFiles.Saved(layout, values));
        Path foreign = folder.resolve("foreign.bin");
        Safetensors.write(foreign, Map.of("prompt", HostTensor.of(new float[3 * 16 * 16], 1, 3, 16, 16)), Map.of());
        Path npy = folder.resolve("array.toml");
        Npy.write(npy, values);
        for (Path path : new Path[] {ours, foreign, npy}) {
            assertInstanceOf(OpenedPath.Prompt.class, kind(path));
        }
    }

    @Test
    void triggersAndPhotos() throws IOException {
        Trigger patch = Trigger.Patch.of(PatchPatterns.checkerboard(4, 1), 1, new Placement.Fixed(1, 1));
        Path ours = folder.resolve("a");
        TriggerFiles.write(ours, patch, 16, 16);
        assertInstanceOf(OpenedPath.TriggerFile.class, kind(ours));
        Path png = folder.resolve("patch.png");
        TriggerFiles.write(png, patch, 16, 16);
        assertInstanceOf(OpenedPath.TriggerFile.class, FileKinds.of(png, null), "its side file says so");
        assertInstanceOf(OpenedPath.TriggerFile.class, kind(alpha("bare.png", 16, 16)));
        assertInstanceOf(OpenedPath.Photo.class, kind(alpha("large.png", 32, 16)), "of another size than the input");
        assertInstanceOf(OpenedPath.Photo.class, FileKinds.of(alpha("bare.png", 16, 16), null), "nothing is open");
        Path opaque = folder.resolve("photo.jpg");
        PictureFiles.writePng(opaque, grey(16, 16));
        OpenedPath.Photo photo = assertInstanceOf(OpenedPath.Photo.class, kind(opaque), "a photo is not transparent");
        assertEquals(16, photo.picture().width());
    }

    @Test
    void filesOfPyTorchAndPython() throws IOException {
        Path weights = PthFiles.write(
                folder.resolve("weights.txt"), Map.of("net", Map.of("fc.weight", HostTensor.of(new float[6], 2, 3))));
        assertEquals(new OpenedPath.Model(weights, false, false), kind(weights));
        Path prompt = PthFiles.write(
                folder.resolve("prompt.bin"), Map.of("prompt", HostTensor.of(new float[3 * 16 * 16], 1, 3, 16, 16)));
        assertInstanceOf(OpenedPath.Prompt.class, kind(prompt));
        Path batch = PickleFixtures.file("cifar-10-batches-py/data_batch_1");
        Path batches = Objects.requireNonNull(batch.getParent());
        assertEquals(
                batches, assertInstanceOf(OpenedPath.Data.class, kind(batch)).path());
        assertEquals(
                batches, assertInstanceOf(OpenedPath.Data.class, kind(batches)).path());
        refused(PickleFixtures.file("evil.pth"));
        Path clip = Files.createDirectory(folder.resolve("clip"));
        Files.writeString(clip.resolve("config.json"), "{\"model_type\": \"clip\"}");
        Path bin = Files.copy(weights, clip.resolve("pytorch_model.bin"));
        assertEquals(new OpenedPath.Model(clip, false, true), kind(bin));
        Path index = Files.writeString(clip.resolve("pytorch_model.bin.index.json"), "{}");
        assertEquals(new OpenedPath.Model(clip, false, true), kind(index));
    }

    @Test
    void arraysOfMaskAndPattern_areATrigger() {
        Path file = folder.resolve("arrays.npz");
        HostTensor mask = HostTensor.of(new float[4], 2, 2);
        HostTensor pattern = HostTensor.of(new float[12], 3, 2, 2);
        Npz.write(file, Map.of("mask", mask, "pattern", pattern));
        assertEquals(new OpenedPath.TriggerFile(file), kind(file));
        Npz.write(file, Map.of("prompt", pattern));
        assertEquals(new OpenedPath.Prompt(file), kind(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,0]}}",
                "{\"a\":[]}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[\"x\"],\"data_offsets\":[0,0]}}",
                "{\"__metadata__\":{\"kind\":{}}}",
                "{\"__metadata__\":7}"
            })
    void damagedHeader_isRefusedInWords(String header) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve("header.safetensors");
        Files.write(
                file,
                ByteBuffer.allocate(8 + text.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(text.length)
                        .put(text)
                        .array());
        InputException refusal = assertThrows(InputException.class, () -> kind(file));
        assertTrue(refusal.sentence().contains(file.toString()), refusal.sentence());
    }

    @Test
    void models() throws IOException {
        Path weights = folder.resolve("weights.npz");
        Safetensors.write(weights, Map.of("fc.weight", HostTensor.of(new float[6], 2, 3)), Map.of());
        assertEquals(new OpenedPath.Model(weights, false, false), kind(weights));
        Path card = folder.resolve("weights.model.json");
        Files.writeString(card, "{\"labels\": [\"a\", \"b\"]}");
        assertEquals(new OpenedPath.Model(weights, false, false), kind(weights), "the card tells no architecture");
        Files.writeString(card, "{\"architecture\": \"resnet18\"}");
        assertEquals(new OpenedPath.Model(weights, false, true), kind(weights));
        Path script = folder.resolve("script.png");
        zip(script, "net/data.pkl", "net/constants.pkl", "net/code/net.py");
        assertEquals(new OpenedPath.Model(script, true, false), kind(script));
        Path clip = Files.createDirectories(folder.resolve("clip"));
        Files.writeString(clip.resolve("config.json"), "{}");
        Safetensors.write(clip.resolve("model.safetensors"), Map.of("w", HostTensor.of(new float[1], 1)), Map.of());
        for (Path path : new Path[] {clip, clip.resolve("config.json"), clip.resolve("model.safetensors")}) {
            assertEquals(new OpenedPath.Model(clip, false, true), kind(path));
        }
    }

    @Test
    void foldersOfTransformers_areModelsByAnyOfTheirFiles() {
        for (String name : List.of("vit/gelu", "clip-classifier/gelu", "resnet/basic", "resnet/first-stage")) {
            Path model = ParityLogits.FOLDER.resolve(name).toAbsolutePath();
            String weights = name.endsWith("first-stage") ? "pytorch_model.bin" : "model.safetensors";
            for (Path path : List.of(model, model.resolve("config.json"), model.resolve(weights))) {
                assertEquals(new OpenedPath.Model(model, false, true), kind(path));
            }
        }
    }

    @Test
    void dataExperimentsAndRuns() throws IOException {
        Path data = folder.resolve("signs");
        PictureFiles.writePng(Files.createDirectories(data.resolve("stop")).resolve("1.png"), grey(8, 8));
        assertEquals(data, assertInstanceOf(OpenedPath.Data.class, kind(data)).path());
        Path toml = folder.resolve("recipe.txt");
        ExperimentFile.write(toml, Experiment.PRESET);
        assertEquals(new OpenedPath.ExperimentToml(toml, ExperimentFile.read(toml)), kind(toml));
        Path run = folder.resolve("run");
        RunFolder.create(run, Experiment.PRESET);
        assertEquals(
                Experiment.PRESET.name(),
                assertInstanceOf(OpenedPath.Run.class, kind(run)).experiment().name());
    }

    @Test
    void wrongFiles_areRefusedInOneSentence() throws IOException {
        refused(folder.resolve("absent.png"));
        refused(Files.createDirectories(folder.resolve("empty")));
        refused(Files.createFile(folder.resolve("empty.safetensors")));
        refused(Files.writeString(folder.resolve("letter.txt"), "Dear all, this is no experiment."));
        refused(Files.writeString(folder.resolve("wrong.toml"), "sed = 3"));
        refused(Files.write(folder.resolve("pickle.pt"), new byte[] {(byte) 0x80, 2, '}', 'q', 0, '.'}));
        Path cut = folder.resolve("cut.png");
        Files.write(cut, Arrays.copyOf(PictureFiles.encodePng(grey(9, 9)), 40));
        refused(cut);
        Path zip = folder.resolve("other.zip");
        zip(zip, "readme.txt");
        refused(zip);
        Path header = folder.resolve("damaged.safetensors");
        Files.writeString(header, "\u0009\0\0\0\0\0\0\0{\"a\":wron", StandardCharsets.ISO_8859_1);
        refused(header);
        Path context = folder.resolve("words.safetensors");
        Safetensors.write(
                context, Map.of("vectors", HostTensor.of(new float[4], 2, 2)), Map.of("kind", "learned-context"));
        refused(context);
    }

    @Test
    void data_isReadThroughSoThatBrokenPicturesAreTold() throws IOException {
        Path data = folder.resolve("signs");
        Path broken = Files.createDirectories(data.resolve("stop")).resolve("1.png");
        Files.writeString(broken, "no picture");
        String sentence = assertThrows(InputException.class, () -> kind(data)).sentence();
        assertTrue(sentence.contains("1.png"), sentence);
        assertFalse(sentence.isBlank());
    }

    private static void zip(Path file, String... names) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }
}
