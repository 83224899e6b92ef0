package org.triggerworkbench.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.text.InputException;

class OneDnnTest {
    @Test
    void rightOne_stays() {
        AtomicBoolean off = new AtomicBoolean();
        OneDnn.prove(() -> true, () -> off.set(true));
        assertFalse(off.get());
    }

    @Test
    void wrongOne_isTurnedOff_andSaid() {
        AtomicBoolean off = new AtomicBoolean();
        OneDnn.prove(off::get, () -> off.set(true));
        assertTrue(off.get());
        assertTrue(EngineFault.last().orElseThrow().sentence().contains("turned off: figures are right"));
    }

    @Test
    void wrongWithoutIt_isRefused() {
        InputException refused = assertThrows(InputException.class, () -> OneDnn.prove(() -> false, () -> {}));
        assertTrue(refused.sentence().contains("ONEDNN_MAX_CPU_ISA=SSE41"), refused.sentence());
    }

    @Test
    void oneThatCannotBeTurnedOff_isRefused() {
        assertThrows(
                InputException.class,
                () -> OneDnn.prove(() -> false, () -> {
                    throw new IllegalStateException("no such function");
                }));
    }

    /** oneDNN prints a line for each operation that it does, when it is asked to by the environment. */
    @Test
    void setting_takesConvolutionsFromIt() throws Exception {
        List<String> with = convolutions("");
        List<String> without = convolutions("off");
        // Where it is wrong it is turned off once that was seen.
        assertTrue(with.size() > 2, with.toString());
        assertEquals(List.of("unused"), without);
    }

    private static List<String> convolutions(String setting) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dworkbench.onednn=" + setting,
                "-Dworkbench.cache=" + Compute.cacheFolder(),
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName());
        builder.environment().put("ONEDNN_VERBOSE", "1");
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        List<String> lines = new ArrayList<>(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList());
        assertEquals(0, process.waitFor());
        lines.removeIf(line -> !line.contains("exec,cpu,convolution") && !line.endsWith("used"));
        return lines;
    }

    /** Starts the engine, which tries its convolutions. */
    static final class Program {
        public static void main(String[] args) {
            try (Compute _ = Compute.open(ComputeDevice.CPU, 1)) {
                System.out.println(OneDnn.isUsed() ? "used" : "unused");
            }
        }
    }
}
