package org.triggerworkbench.model.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.model.HandWrittenModule;
import org.triggerworkbench.text.InputException;

/** Whatever in code reaches an operator that is no arithmetic is named. */
class ScriptReviewTest {
    private static final Path SCRIPTS = Path.of("src/test/resources/parity/torchscript");

    @TempDir
    Path folder;

    private Path script(String... lines) throws IOException {
        return HandWrittenModule.write(folder.resolve("m.pt"), "Tensor", lines);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "torch.save(x, \"/f\")|torch.save",
                "y = torch.from_file(\"/f\", True, 10)|torch.from_file",
                "torch . save(x, \"/f\")|torch.save",
                "torch.\\~  save(x, \"/f\")|torch.save",
                "f = torch.save|torch.save",
                "t = torch|torch",
                "x.save(\"/f\")|.save",
                "(x).save(\"/f\")|.save",
                "f = x.save|.save",
                "\"/f\".from_file(True, 10)|.from_file",
                "1..save(\"/f\")|.save",
                "[1, 2][0].save(\"/f\")|.save",
                "y = torch.relu(x).save(\"/f\")|.save",
                "getattr(x, \"save\")(\"/f\")|getattr save",
                "getattr(x, \"sa\" 've')(\"/f\")|getattr save",
                "getattr(x, \"sa\\x76e\")(\"/f\")|getattr sa\\x76e",
                "ops.aten.save(x, \"/f\")|ops.aten.save",
                "ops.foo.bar(x)|ops.foo.bar",
                "ops.prim.rpc_sync(x)|ops.prim.rpc_sync",
                "o = ops|ops",
                "y = fork(x)|fork",
                "torch.manual_seed(1)|torch.manual_seed",
                "y = __torch__.torch.classes.a.B(x)|__torch__.torch.classes.a.B",
                "c = __torch__.torch|__torch__.torch",
                "y = __torch__.M.save(x)|.save",
                "y = exec(x)|exec",
                "# type: (torch.save)|torch.save",
                "y = \"\" # \"~    torch.save(x, \"/f\") # \"|torch.save"
            })
    void whatIsNoArithmeticIsNamed(String line, String named) throws IOException {
        Path file = script(line.replace('~', '\n'), "return x");
        assertEquals(List.of(named), ScriptReview.findings(file));
        String sentence = assertThrows(InputException.class, () -> ScriptReview.require(file, false))
                .sentence();
        assertTrue(sentence.contains(named) && sentence.contains("--trust-script"), sentence);
        ScriptReview.require(file, true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "y = torch.add(torch.relu(x), 1.5e-3, alpha=2)",
                "y = \"torch.save(x) and print\"",
                "y = 'it\\'s x.save(1)'",
                "# torch.save(x)",
                "y = \"\"\"two\nlines of torch.save\"\"\"",
                "ops.prim.RaiseException(torch.format(\"no {}\", 1), \"builtins.ValueError\")",
                "y = annotate(List[int], [])",
                "for i in []:\n      pass",
                "f = __torch__.M\n    y = f(x)",
                "y = getattr(x, \"0\")",
                "y = torch.size((x).relu_(), 0)"
            })
    void arithmeticIsLetThrough(String line) throws IOException {
        assertEquals(List.of(), ScriptReview.findings(script(line, "return x")));
    }

    @Test
    void whatPyTorchSavesIsLetThrough() throws IOException {
        try (var files = Files.list(SCRIPTS)) {
            List<Path> saved =
                    files.filter(file -> file.toString().endsWith(".pt")).toList();
            assertFalse(saved.isEmpty());
            for (Path file : saved) {
                assertEquals(List.of(), ScriptReview.findings(file), file.toString());
            }
        }
    }

    @Test
    void printsAreRefusedTrustOrNot() throws IOException {
        Path file = script("print(x)", "return x");
        String sentence = assertThrows(InputException.class, () -> ScriptReview.require(file, true))
                .sentence();
        assertTrue(sentence.contains("prints"), sentence);
    }

    @Test
    void trustIsRememberedByContent() throws IOException {
        Path file = script("torch.save(x, \"/" + UUID.randomUUID() + "\")", "return x");
        assertFalse(ScriptReview.isTrusted(file));
        ScriptReview.trust(file);
        ScriptReview.require(Files.move(file, folder.resolve("moved.pt")), false);
    }

    @Test
    void depthIsBounded() throws IOException {
        for (String deep : List.of(
                "y = " + "[".repeat(50_000) + "]".repeat(50_000),
                "y = " + "not ".repeat(50_000) + "True",
                "y = " + "-".repeat(50_000) + "1",
                "y = 1" + " + 1".repeat(50_000),
                "y = x" + ".add(1, )".repeat(50_000),
                "y = 1" + " if True else 1".repeat(50_000),
                "if True:\n      pass" + "\n    elif True:\n      pass".repeat(5_000),
                " ".repeat(500) + "pass")) {
            Path file = script(deep, "return x");
            String sentence = assertThrows(InputException.class, () -> ScriptReview.findings(file))
                    .sentence();
            assertTrue(sentence.contains("nested"), sentence);
        }
        assertEquals(List.of(), ScriptReview.findings(script("y = [0" + ", -1.5e-3".repeat(50_000) + "]", "return x")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"y = x[]", "x[] = 1", "x[0][] = 2", "y : Optional[] = x", "y = (x)[~]", "y = \"no end", "y = ü"})
    void whatTheParserDiesOfIsRefused(String line) throws IOException {
        refused(script(line.replace('~', '\n'), "return x"));
    }

    @Test
    void anArchiveIsReadInOneWayOnly() throws IOException {
        byte[] plain = Files.readAllBytes(script("return x"));
        Path file = folder.resolve("changed.pt");
        // Another archive behind it, of which one reader may see the first and the other the last.
        Files.write(file, plain);
        Files.write(file, plain, StandardOpenOption.APPEND);
        refused(file);
        Files.write(file, plain);
        Files.write(file, new byte[] {0}, StandardOpenOption.APPEND);
        refused(file);
        // A second end that tells of another directory.
        ByteBuffer changed = ByteBuffer.wrap(plain.clone()).order(ByteOrder.LITTLE_ENDIAN);
        changed.putInt(plain.length - 6, changed.getInt(plain.length - 6) - 1);
        Files.write(file, changed.array());
        refused(file);
        for (String name : List.of("a/CODE/__TORCH__.py", "b/data", "a/x\\y", "data", "a/x\u0000y")) {
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
                for (String entry : List.of("a/data.pkl", "a/constants.pkl", "a/code/__torch__.py", name)) {
                    zip.putNextEntry(new ZipEntry(entry));
                    zip.write("x".getBytes(StandardCharsets.UTF_8));
                }
            }
            refused(file);
        }
    }

    private static void refused(Path file) {
        String sentence = assertThrows(InputException.class, () -> ScriptReview.findings(file))
                .sentence();
        assertTrue(sentence.contains(file.toString()), sentence);
    }

    @Test
    void entriesAreBounded() throws IOException {
        Path file = folder.resolve("bomb.pt");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("a/data.pkl"));
            zip.write(new byte[64 << 20]);
        }
        String sentence = assertThrows(InputException.class, () -> ScriptReview.findings(file))
                .sentence();
        assertTrue(sentence.contains("67108864"), sentence);
    }

    @Test
    void noOperatorIsBothAllowedAndRefused() {
        assertTrue(Operators.ALL.allowed().stream().noneMatch(Operators.ALL.others()::contains));
        assertTrue(Operators.ALL.others().containsAll(List.of("save", "from_file", "manual_seed", "_print")));
    }
}
