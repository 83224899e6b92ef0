package org.triggerworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.prefs.BackingStoreException;
import java.util.prefs.Preferences;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.app.state.Settings;
import org.triggerworkbench.app.state.StartSetting;
import org.triggerworkbench.compute.GraphicsCard;
import org.triggerworkbench.compute.fetch.CudaFetch;
import org.triggerworkbench.compute.fetch.FetchLimits;
import org.triggerworkbench.compute.fetch.NativesSource;
import org.triggerworkbench.compute.fetch.PackedNatives;

class CudaChoiceTest {
    private static final GraphicsCard CARD = new GraphicsCard(1, "Some Card", "570.1", 24576, 1024);

    @TempDir
    Path cache;

    private final Preferences node = Preferences.userRoot().node("org/triggerworkbench/test-cuda-" + System.nanoTime());
    private final Settings settings = new Settings(node);
    private final StringWriter told = new StringWriter();
    private PackedNatives server;

    @BeforeEach
    void start() throws IOException {
        server = new PackedNatives();
    }

    @AfterEach
    void stop() throws BackingStoreException {
        server.close();
        node.removeNode();
    }

    @Test
    void noCard_isSaidBeforeTheQuestion_andNoAnswerIsNo() throws IOException {
        assertTrue(choice("", List.of()).use(fetch(), false).isEmpty());
        String words = told.toString();
        assertTrue(words.startsWith("No graphics card"), words);
        assertTrue(words.contains(cache.resolve("libtorch").toString()) && words.contains("1 MiB"), words);
        assertEquals(0, server.fetches());
        assertEquals("", settings.chosen(StartSetting.LIBTORCH));
    }

    @Test
    void yes_fetches_andChoosesCardAndLibraries_untilTheProcessorIsChosenAgain() throws IOException {
        CudaChoice choice = choice("y\n", List.of(CARD));
        Path folder = choice.use(fetch(), false).orElseThrow();
        assertTrue(told.toString().contains("Some Card, driver 570.1, 23552 MiB free"), told.toString());
        assertEquals(folder.toString(), settings.chosen(StartSetting.LIBTORCH));
        assertEquals("cuda:1", settings.device());
        choice.useProcessor();
        assertEquals("", settings.chosen(StartSetting.LIBTORCH));
        assertEquals("cpu", settings.device());
    }

    @Test
    void agreedBeforehand_asksNothing_andWhatIsHereIsNotFetchedTwice() throws IOException {
        assertTrue(choice("", List.of(CARD)).use(fetch(), true).isPresent());
        assertFalse(told.toString().contains("[y/N]"));
        assertTrue(choice("", List.of(CARD)).use(fetch(), false).isPresent());
        assertEquals(1, server.fetches());
    }

    @Test
    void optionsThatDoNotFit_areRefused() {
        assertTrue(ProgramOutcome.of("engine", "--use-cuda", "--use-cpu").err().contains("either"));
        assertTrue(ProgramOutcome.of("engine", "--from", "https://host/a.jar")
                .err()
                .contains("--use-cuda"));
        assertTrue(ProgramOutcome.of("engine", "--use-cuda", "--from", "nothing")
                .err()
                .contains("not one to fetch"));
    }

    private CudaChoice choice(String answers, List<GraphicsCard> cards) {
        return new CudaChoice(
                new PrintWriter(told, true),
                new BufferedReader(new StringReader(answers)),
                settings,
                cards,
                System::nanoTime);
    }

    private CudaFetch fetch() {
        return new CudaFetch(
                NativesSource.at(server.address()), cache.resolve("libtorch"), _ -> 1L << 40, FetchLimits.USUAL);
    }
}
