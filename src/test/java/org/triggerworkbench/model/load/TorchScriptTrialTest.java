package org.triggerworkbench.model.load;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.model.HandWrittenModule;
import org.triggerworkbench.model.ImageModel;
import org.triggerworkbench.model.ImageSize;
import org.triggerworkbench.text.InputException;

/** A script that does harm does it in a process of its own, or not at all. */
class TorchScriptTrialTest {
    private static final String SECONDS = "workbench.probe.seconds";
    private static final String MEAN = "return torch.mean(x, [2, 3])";

    private static Compute compute;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        compute = Compute.openCpu();
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    @AfterEach
    void patience() {
        System.clearProperty(SECONDS);
    }

    private String refused(Path file, boolean trust) {
        return assertThrows(InputException.class, () -> load(file, trust).close())
                .sentence();
    }

    private static ImageModel load(Path file, boolean trust) {
        return new ModelLoader(compute, _ -> {}, trust).load(file, null, new ImageSize(8, 8));
    }

    /** Nothing is remembered of a text that was never there before. */
    private Path script(String... lines) throws IOException {
        String[] all = new String[lines.length + 1];
        all[0] = "own = \"" + UUID.randomUUID() + "\"";
        System.arraycopy(lines, 0, all, 1, lines.length);
        return HandWrittenModule.write(folder.resolve("m.pt"), "Tensor", all);
    }

    @Test
    void whatASavingScriptWouldWriteIsNotWritten() throws IOException {
        Path written = folder.resolve("written");
        Path file = script("torch.save(x, \"" + written + "\")", MEAN);
        assertTrue(refused(file, false).contains("torch.save"));
        assertFalse(Files.exists(written));
        load(file, true).close();
        assertTrue(Files.exists(written), "the script would have written");
    }

    @Test
    void anEndlessScriptIsEnded() throws IOException {
        System.setProperty(SECONDS, "8");
        String sentence = refused(script("while True:", "  y = torch.relu(x)", MEAN), false);
        assertTrue(sentence.contains("8 seconds"), sentence);
    }

    @Test
    void aCrashIsASentence() throws IOException {
        // Calls itself until the stack is full.
        Path file = script("return (self).forward(x, )");
        String sentence = refused(file, false);
        assertTrue(sentence.contains("m.pt"), sentence);
    }
}
