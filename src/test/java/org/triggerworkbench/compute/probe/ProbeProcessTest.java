package org.triggerworkbench.compute.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.Cancellation;
import org.triggerworkbench.compute.probe.ProbeAnswer.Outcome;
import org.triggerworkbench.text.InputException;

/** What native code does in its own process stays there. */
class ProbeProcessTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String MAIN = HarmfulTrial.class.getName();

    private ProbeProcess process;

    @BeforeEach
    void start() throws IOException {
        process = new ProbeProcess(MAIN, 1L << 30);
    }

    @AfterEach
    void end() {
        process.close();
    }

    private ProbeAnswer ask(String word) {
        return process.ask(word.getBytes(StandardCharsets.UTF_8), LONG);
    }

    @Test
    void answersOneQuestionAfterTheOther() {
        assertEquals(Outcome.PASSED, ask("fine").outcome());
        assertEquals(Outcome.PASSED, ask("fine").outcome());
    }

    @Test
    void whatAScriptPrintsIsNoAnswer() {
        assertEquals(new ProbeAnswer(Outcome.REFUSED, "no"), ask("prints"));
    }

    @Test
    void tellsADeath() {
        assertEquals(Outcome.DIED, ask("dies").outcome());
        assertEquals(Outcome.DIED, ask("fine").outcome());
    }

    @Test
    void survivesDepth() {
        assertEquals(new ProbeAnswer(Outcome.REFUSED, "StackOverflowError"), ask("deep"));
        assertEquals(Outcome.PASSED, ask("fine").outcome());
    }

    @Test
    void endsWhatHasNoEnd() {
        assertEquals(Outcome.PASSED, ask("fine").outcome());
        assertEquals(
                Outcome.LATE,
                process.ask("endless".getBytes(StandardCharsets.UTF_8), Duration.ofMillis(300))
                        .outcome());
    }

    @Test
    void canBeCancelled() {
        assertThrows(CancellationException.class, () -> Cancellation.during(() -> true, () -> ask("endless")));
    }

    @Test
    void remembersWhatPassedByContentAndVersion(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), UUID.randomUUID().toString());
        String hash = ProbeMemory.hash(file);
        assertEquals(hash, ProbeMemory.hash(Files.readAllBytes(file)));
        NativeProbe first = new NativeProbe(MAIN, "a library", "test-1");
        byte[] dies = "dies".getBytes(StandardCharsets.UTF_8);
        assertNull(first.require(file, hash, 1, new byte[0]));
        assertNull(first.require(file, hash, 1, dies), "it was remembered");
        String sentence = assertThrows(InputException.class, () -> new NativeProbe(MAIN, "a library", "test-2")
                        .require(file, hash, 1, dies))
                .sentence();
        assertTrue(sentence.contains(file.toString()) && sentence.contains("a library"), sentence);
        assertEquals(
                "no",
                new NativeProbe(MAIN, "", "test-3").require(file, hash, 1, "prints".getBytes(StandardCharsets.UTF_8)));
    }
}
