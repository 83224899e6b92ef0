package org.triggerworkbench.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
        Map<String, String> verbose = Map.of("ONEDNN_VERBOSE", "1");
        Map<String, String> with = started("", verbose);
        Map<String, String> without = started("off", verbose);
        // Where it is wrong it is turned off once that was seen.
        assertTrue(Integer.parseInt(with.getOrDefault("convolutions", "0")) > 2, with.toString());
        assertEquals("unused", without.get("oneDNN"));
        assertEquals("0", without.get("convolutions"));
    }

    /**
     * What a process of its own tells.
     *
     * @return "oneDNN", "engine", "wrong" (numbers of channels) and how many "convolutions" oneDNN told of
     */
    static Map<String, String> started(String setting, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dworkbench.onednn=" + setting,
                "-Dworkbench.cache=" + Compute.cacheFolder(),
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName());
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertEquals(0, process.waitFor());
        Map<String, String> told = new HashMap<>();
        lines.stream()
                .filter(line -> line.startsWith("told "))
                .map(line -> line.split(" ", 3))
                .forEach(words -> told.put(words[1], words[2]));
        long convolutions = lines.stream()
                .filter(line -> line.contains("exec,cpu,convolution"))
                .count();
        told.put("convolutions", Long.toString(convolutions));
        return told;
    }

    /** Starts the engine, which tries its convolutions. */
    static final class Program {
        private static final int[] CHANNELS = {3, 4, 10, 12, 20, 24, 28, 33};

        public static void main(String[] args) {
            try (Compute compute = Compute.open(ComputeDevice.CPU, 1)) {
                System.out.println("told oneDNN " + (OneDnn.isUsed() ? "used" : "unused"));
                System.out.println("told engine " + EngineFacts.current().engine());
                String wrong = IntStream.of(CHANNELS)
                        .filter(channels -> !EngineArithmetic.isConvolutionRight(compute, channels)
                                .join())
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(" "));
                System.out.println("told wrong " + wrong);
            }
        }
    }
}
