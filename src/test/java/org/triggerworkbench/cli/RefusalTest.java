package org.triggerworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.app.session.ProgramLog;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.Safetensors;

/** Wrong use and bad files: one sentence that names what is wrong, the right exit code, no stack trace. */
class RefusalTest {
    private static final int CIFAR_RECORD = 3073;

    @TempDir
    private Path folder;

    private Path data;
    private Path weights;

    @BeforeEach
    void write() throws IOException {
        byte[] records = new byte[4 * CIFAR_RECORD];
        for (int i = 0; i < 4; i++) {
            records[i * CIFAR_RECORD] = (byte) i;
        }
        data = Files.createDirectory(folder.resolve("cifar"));
        Files.write(data.resolve("test_batch.bin"), records);
        weights = folder.resolve("net.safetensors");
        Safetensors.write(weights, Map.of("a", HostTensor.of(new float[100], 100)), Map.of());
    }

    @Test
    void wrongUse_isCodeTwo() {
        ProgramOutcome.of("evaluate", "--model", "m", "--data", "d", "--target", "0", "--jsn")
                .requireRefusal(CommandLines.WRONG_USE, "--jsn");
        ProgramOutcome.of("evaluat").requireRefusal(CommandLines.WRONG_USE, "evaluat");
        evaluate("--device", "gpu").requireRefusal(CommandLines.WRONG_USE, "--device", "gpu");
        evaluate("--arch", "cifar-resnet21").requireRefusal(CommandLines.WRONG_USE, "cifar-resnet21");
        evaluate("--limit", "0").requireRefusal(CommandLines.WRONG_USE, "--limit", "\"0\"");
        evaluate("--split", "dev").requireRefusal(CommandLines.WRONG_USE, "--split");
        evaluate("--trigger-mode", "blend").requireRefusal(CommandLines.WRONG_USE, "--trigger-mode", "blend");
        evaluate("--trigger-mode", "add").requireRefusal(CommandLines.WRONG_USE, "--trigger");
        ProgramOutcome.of("list", "trigger").requireRefusal(CommandLines.WRONG_USE, "trigger");
        ProgramOutcome.of("export").requireRefusal(CommandLines.WRONG_USE, "poisoned");
        ProgramOutcome.of("export", "poisoned", folder.toString()).requireRefusal(CommandLines.WRONG_USE, "--out");
    }

    @Test
    void targetThatDoesNotExist_isCodeTwo() {
        Path net = TinyModels.smallVgg(folder);
        evaluate(net, data, "10").requireRefusal(CommandLines.WRONG_USE, "10", "0 to 9");
        evaluate(net, data, "-1").requireRefusal(CommandLines.WRONG_USE, "-1");
        evaluate(net, data, "shipp").requireRefusal(CommandLines.WRONG_USE, "shipp", "ship");
    }

    @Test
    void brokenModelFiles_areCodeOne() throws IOException {
        byte[] whole = Files.readAllBytes(weights);
        refused("cut.safetensors", Arrays.copyOf(whole, whole.length - 8));
        refused("empty.safetensors", new byte[0]);
        byte[] flipped = whole.clone();
        flipped[9] ^= 0x20;
        refused("flipped.safetensors", flipped);
        byte[] huge = whole.clone();
        huge[7] = 0x10;
        refused("huge.safetensors", huge);
        refused("pickle.pt", new byte[] {(byte) 0x80, 2, '}', 'q', 0, '.'});
        refused("text.safetensors", "hello, this is no model at all".getBytes(StandardCharsets.UTF_8));
        evaluate(weights, data, "0").requireRefusal(CommandLines.FAILED, "net.safetensors", "conv1.weight");
        evaluate(folder.resolve("absent.pt"), data, "0").requireRefusal(CommandLines.FAILED, "absent.pt");
    }

    @Test
    void nanWeights_areCodeOne() {
        Path file = folder.resolve("nan.safetensors");
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        tensors.put("conv1.weight", HostTensor.of(new float[] {1, Float.NaN}, 2));
        Safetensors.write(file, tensors, Map.of());
        evaluate(file, data, "0").requireRefusal(CommandLines.FAILED, "nan.safetensors", "NaN");
    }

    @Test
    void brokenData_isCodeOne() throws IOException {
        Path net = TinyModels.smallVgg(folder);
        Path empty = Files.createDirectory(folder.resolve("nothing"));
        evaluate(net, empty, "0").requireRefusal(CommandLines.FAILED, "nothing");
        evaluate(net, folder.resolve("absent"), "0").requireRefusal(CommandLines.FAILED, "absent");

        Path cut = Files.createDirectory(folder.resolve("cut"));
        Files.write(cut.resolve("test_batch.bin"), new byte[2 * CIFAR_RECORD + 100]);
        evaluate(net, cut, "0").requireRefusal(CommandLines.FAILED, "test_batch.bin");

        Path pictures = folder.resolve("pictures");
        Files.createDirectories(pictures.resolve("stop"));
        BufferedImage picture = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        ImageIO.write(picture, "png", pictures.resolve("stop/a.png").toFile());
        byte[] good = Files.readAllBytes(pictures.resolve("stop/a.png"));
        Files.write(pictures.resolve("stop/b.png"), Arrays.copyOf(good, good.length / 2));
        Files.write(pictures.resolve("stop/c.png"), good);
        evaluate(net, pictures, "0").requireRefusal(CommandLines.FAILED, "b.png");
    }

    @Test
    void triggerOfAnotherSize_isCodeOne() throws IOException {
        Path net = TinyModels.smallVgg(folder);
        Path trigger = folder.resolve("large.png");
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_ARGB), "png", trigger.toFile());
        ProgramOutcome.of(
                        "evaluate",
                        "--json",
                        "--model",
                        net.toString(),
                        "--arch",
                        "small-vgg",
                        "--data",
                        data.toString(),
                        "--target",
                        "0",
                        "--trigger",
                        trigger.toString())
                .requireRefusal(CommandLines.FAILED, "large.png", "64");
    }

    @Test
    void moreDataClassesThanTheModelHas_areCodeTwo() {
        Path net = TinyModels.smallVgg(folder, 3);
        evaluate(net, data, "0").requireRefusal(CommandLines.WRONG_USE, "3 classes", "10");
    }

    @Test
    void unexpectedFault_isOneSentenceAndALog() throws IOException {
        StringWriter err = new StringWriter();
        assertTrue(ProgramLog.open(folder));
        try {
            assertEquals(1, CommandLines.failed(new IllegalStateException("of two\nlines"), new PrintWriter(err)));
        } finally {
            ProgramLog.close();
        }
        assertEquals(1, err.toString().lines().count(), err.toString());
        Path log = ProgramLog.file(folder);
        assertTrue(err.toString().contains(log.toString()), err.toString());
        assertTrue(Files.readString(log).contains("\tat "));
    }

    private void refused(String name, byte[] content) throws IOException {
        evaluate(Files.write(folder.resolve(name), content), data, "0").requireRefusal(CommandLines.FAILED, name);
    }

    private ProgramOutcome evaluate(String... options) {
        String[] words = {
            "evaluate", "--json", "--model", weights.toString(), "--data", data.toString(), "--target", "0"
        };
        String[] all = Arrays.copyOf(words, words.length + options.length);
        System.arraycopy(options, 0, all, words.length, options.length);
        return ProgramOutcome.of(all);
    }

    private static ProgramOutcome evaluate(Path model, Path images, String target) {
        String[] words = {
            "evaluate", "--json", "--model", model.toString(), "--data", images.toString(), "--target", target
        };
        if (model.toString().endsWith(".safetensors")) {
            String[] all = Arrays.copyOf(words, words.length + 2);
            all[words.length] = "--arch";
            all[words.length + 1] = model.toString().contains("vgg") ? "small-vgg" : "cifar-resnet20";
            return ProgramOutcome.of(all);
        }
        return ProgramOutcome.of(words);
    }
}
