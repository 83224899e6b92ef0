package org.triggerworkbench.model.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonPrimitive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.Npz;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.compute.pickle.PickleFile;
import org.triggerworkbench.experiment.file.ExperimentFile;
import org.triggerworkbench.experiment.matrix.MatrixFile;
import org.triggerworkbench.experiment.matrix.MatrixOptions;
import org.triggerworkbench.experiment.open.ClassNames;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.experiment.study.StatementFile;
import org.triggerworkbench.model.HandWrittenModule;
import org.triggerworkbench.model.ModelFixture;
import org.triggerworkbench.model.card.ModelCardFile;
import org.triggerworkbench.model.clip.ClipTokenizer;
import org.triggerworkbench.model.script.ScriptReview;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.trigger.TriggerFiles;

/** Whatever a file of others calls a thing, no message shows it longer than it need be or with what moves a terminal. */
class ForeignNamesTest {
    private static final String NAME = "evil\u001b[31m\u202e\nname" + "x".repeat(300);
    private static final Path PHOTO = Path.of("assets/scenarios/clean-model/before.png");
    private static Compute compute;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        compute = Compute.openCpu();
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    /** A way for a name into a message: what is read of a folder, and how the name gets there. */
    record Case(String what, Consumer<Path> reader) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static Stream<Case> cases() {
        return Stream.of(
                        tensors(),
                        List.of(
                                text("model.json", "{%s: 1}", ModelCardFile::read),
                                text(
                                        "model.json",
                                        "{\"architecture\": %s}",
                                        file -> model(file, "weights.safetensors")),
                                text(
                                        "config.json",
                                        "{\"model_type\": %s, \"text_config\": {}}",
                                        ForeignNamesTest::clip),
                                text(
                                        "config.json",
                                        "{\"vision_config\": {\"hidden_act\": %s}}",
                                        ForeignNamesTest::clip),
                                text("config.json", "{\"text_config\": {\"vocab_size\": %s}}", ForeignNamesTest::clip),
                                text("tokenizer.json", "{\"model\": {\"type\": %s}}", ForeignNamesTest::tokenizer),
                                text("words.json", "{\"kind\": \"text-prompt\", %s: 1}", PromptFiles::readText)),
                        toml(),
                        pictures())
                .flatMap(List::stream);
    }

    private static List<Case> tensors() {
        return List.of(
                header("{%s: {\"dtype\": \"X9\", \"shape\": [1], \"data_offsets\": [0, 4]}}"),
                header("{%s: {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0, 9]}}"),
                header("{\"a\": {\"dtype\": %s, \"shape\": [1], \"data_offsets\": [0, 4]}}"),
                header("{%s: {}}"),
                header("{%s: 1, %s: 2}"),
                new Case("a weight", folder -> {
                    Path file = folder.resolve("net.safetensors");
                    Safetensors.write(file, Map.of(NAME, HostTensor.of(new float[1], 1)), Map.of());
                    ModelFixture.loader(compute).load(file, "small-vgg", ModelFixture.SIZE);
                }),
                new Case("arrays of a trigger", folder -> {
                    Path file = folder.resolve("trigger.npz");
                    Npz.write(file, Map.of(NAME, HostTensor.of(new float[1], 1), "b", HostTensor.of(new float[1], 1)));
                    TriggerFiles.read(file, null, 8, 8);
                }),
                new Case("arrays of images", folder -> {
                    Path file = folder.resolve("data.npz");
                    Map<String, HostTensor> arrays = new HashMap<>();
                    for (String name : List.of("x_test", "X_test", "y_test", "Y_test", "images", "labels", NAME)) {
                        boolean labels = name.startsWith("y") || name.startsWith("Y") || name.equals("labels");
                        arrays.put(
                                name,
                                labels ? HostTensor.of(new long[2], 2) : HostTensor.of(new float[24], 2, 2, 2, 3));
                    }
                    Npz.write(file, arrays);
                    Sources.data(file.toString());
                }),
                new Case("an object of a pickle", folder -> {
                    Path file = folder.resolve("data.pkl");
                    write(file, pickle(NAME, NAME));
                    PickleFile.open(file).root();
                }),
                new Case("code of a module", folder -> {
                    Path file = folder.resolve("net.pt");
                    module(file, "net/code/" + NAME + ".py", new byte[] {(byte) 0xff, (byte) 0xfe, 0});
                    ScriptReview.require(file, false);
                }),
                new Case("a path in a module", folder -> {
                    Path file = folder.resolve("net.pt");
                    module(file, "net/../" + NAME, new byte[1]);
                    ScriptReview.require(file, false);
                }),
                new Case("outputs of a module", folder -> {
                    Path file = folder.resolve("net.pt");
                    try {
                        HandWrittenModule.write(
                                file,
                                "Dict[str, Tensor]",
                                "a = torch.mean(x, [2, 3])",
                                "return {\"evil\\n" + "x".repeat(300) + "\": a, \"b\": a}");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    ModelFixture.loader(compute).load(file, null, ModelFixture.SIZE);
                }));
    }

    private static List<Case> toml() {
        return List.of(
                text("a.toml", "%s = 1", ExperimentFile::read),
                text("a.toml", "[training]\n%s = 1", ExperimentFile::read),
                text("a.toml", "[training]\noptimizer = %s", ExperimentFile::read),
                text("a.toml", "[trigger]\nkind = \"colour\"\ncolour = %s", ExperimentFile::read),
                text("a.toml", "[attack]\nmethod = %s", ExperimentFile::read),
                text("a.toml", "[attack]\n%s = 1", ExperimentFile::read),
                text("a.toml", "[attack]\npoisoning-rate = %s", ExperimentFile::read),
                text("a.toml", "[attack]\nweighting = %s", ExperimentFile::read),
                text("a.toml", "[defense]\nmethod = %s", ExperimentFile::read),
                text("a.toml", "device = %s", ExperimentFile::read),
                text("a.toml", "[model]\nsource = \"new\"\narchitecture = %s", ExperimentFile::read),
                text("a.toml", "name = %s %s", ExperimentFile::read),
                text("a.toml", "%s = %s", file -> MatrixFile.plan(file, MatrixOptions.NONE)),
                text("a.toml", "[axes]\n%s = 1", file -> MatrixFile.plan(file, MatrixOptions.NONE)),
                text(
                        "a.toml",
                        "[[attack]]\nmethod = \"badnets\"\nname = %1$s\n[[attack]]\nmethod = \"badnets\"\nname = %1$s",
                        file -> MatrixFile.plan(file, MatrixOptions.NONE)),
                text("a.toml", "[[point]]\ndefense.%s = 1", file -> MatrixFile.plan(file, MatrixOptions.NONE)),
                text("a.toml", "[[statement]]\n%s = 1", StatementFile::read),
                text("a.toml", "[[statement]]\nis = %s", StatementFile::read),
                text("a.toml", "[[statement]]\nis = \"<\"\ntext = \"a\"\nleft = %s\nright = 1", StatementFile::read));
    }

    private static List<Case> pictures() {
        String line = NAME.replace('\n', ' ');
        return List.of(
                new Case("a line of a table", folder -> {
                    photo(folder.resolve("1.png"));
                    write(folder.resolve("labels.csv"), "file,label\n" + line + "\n");
                    Sources.data(folder.toString());
                }),
                new Case("a file of a table", folder -> {
                    photo(folder.resolve("1.png"));
                    write(folder.resolve("labels.csv"), "file,label\n" + line + ",stop\n1.png,go\n");
                    Sources.data(folder.toString());
                }),
                text("metadata.jsonl", "{\"file_name\": %s, \"label\": 1}", file -> Sources.data(parent(file))),
                text("metadata.jsonl", "{\"file_name\": %s", file -> Sources.data(parent(file))),
                text("wnids.txt", "x", file -> {
                    write(file, line + "\n");
                    photo(file.resolveSibling("train/a/images/1.png"));
                    Sources.data(parent(file));
                }),
                new Case("a class", folder -> {
                    for (String name : List.of("a", NAME.substring(0, 250))) {
                        photo(folder.resolve(name).resolve("1.png"));
                    }
                    Sources.data(folder + "#" + NAME);
                }),
                new Case("a broken picture", folder -> {
                    photo(folder.resolve("a/1.png"));
                    photo(folder.resolve("b/1.png"));
                    write(folder.resolve("b").resolve("evil\n\u202e\u001b.png"), "no picture");
                    Sources.data(folder.toString());
                }),
                new Case("a class by its name", _ -> new ClassNames(List.of(NAME, "b")).number(NAME + "y", 2)),
                new Case("a class by its number", _ -> new ClassNames(List.of("a", "b")).number("9".repeat(300), 2)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void refusals_areOneShortLine(Case way) {
        String sentence = assertThrows(InputException.class, () -> way.reader().accept(folder), way.what())
                .sentence();
        assertPlain(sentence);
    }

    private static void assertPlain(String sentence) {
        assertFalse(sentence.matches("(?s).*[\\p{C}\\n].*"), sentence);
        assertFalse(sentence.contains("x".repeat(201)), sentence);
        assertFalse(sentence.contains("9".repeat(201)), sentence);
        assertTrue(sentence.length() < 1500, sentence);
    }

    @Test
    void remarks_areShortLinesToo() {
        for (String name : List.of("a", NAME.substring(0, 250), "b")) {
            photo(folder.resolve(name).resolve("1.png"));
        }
        assertEquals(3, Sources.data(folder.toString()).classNames().size());
        Path file = folder.resolve("named.model.json");
        write(file, "{\"name\": " + quoted() + "}");
        String name = String.valueOf(ModelCardFile.read(file).name());
        assertPlain(name);
        assertTrue(name.startsWith("evil?[31m??name"), name);
    }

    private static Case text(String name, String pattern, Consumer<Path> reader) {
        return new Case(name + " " + pattern, folder -> {
            Path file = folder.resolve(name);
            write(file, pattern.formatted(quoted(), quoted()));
            reader.accept(file);
        });
    }

    private static Case header(String pattern) {
        return new Case("header " + pattern, folder -> {
            byte[] json = pattern.formatted(quoted(), quoted()).getBytes(StandardCharsets.UTF_8);
            Path file = folder.resolve("a.safetensors");
            write(
                    file,
                    ByteBuffer.allocate(8 + json.length + 4)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(json.length)
                            .put(json)
                            .array());
            Safetensors.read(file);
        });
    }

    /** As JSON and TOML both write it. */
    private static String quoted() {
        return new JsonPrimitive(NAME).toString().replace("\u202e", "\\u202e").replace("\u001b", "\\u001b");
    }

    private static void clip(Path config) {
        write(config.resolveSibling("model.safetensors"), new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
        model(config, "");
    }

    private static void tokenizer(Path file) {
        ClipTokenizer.load(file).close();
    }

    private static void model(Path beside, String name) {
        Path file = beside.resolveSibling(name.isEmpty() ? "." : name).normalize();
        if (!name.isEmpty()) {
            Safetensors.write(file, Map.of("a", HostTensor.of(new float[1], 1)), Map.of());
        }
        ModelFixture.loader(compute).load(file, null, ModelFixture.SIZE).close();
    }

    /** A pickle of protocol 4 of one object of a class. */
    private static byte[] pickle(String module, String type) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x80, 4});
        for (String word : List.of(module, type)) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            out.write('X');
            out.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(bytes.length)
                    .array());
            out.writeBytes(bytes);
        }
        out.writeBytes(new byte[] {(byte) 0x93, ')', 'R', '.'});
        return out.toByteArray();
    }

    private static void module(Path file, String entry, byte[] content) {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : List.of("net/data.pkl", "net/constants.pkl", entry)) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(content);
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String parent(Path file) {
        return file.resolveSibling(".").normalize().toString();
    }

    private static void photo(Path file) {
        try {
            Files.createDirectories(file.resolveSibling("."));
            Files.copy(PHOTO, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
