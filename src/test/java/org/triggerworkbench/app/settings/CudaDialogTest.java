package org.triggerworkbench.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.RealWindow;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.app.shell.OnRealStage;
import org.triggerworkbench.app.state.StartSetting;
import org.triggerworkbench.compute.GraphicsCard;
import org.triggerworkbench.compute.fetch.CudaFetch;
import org.triggerworkbench.compute.fetch.FetchLimits;
import org.triggerworkbench.compute.fetch.NativesSource;
import org.triggerworkbench.compute.fetch.PackedNatives;

/** What the window says before it fetches libraries for CUDA, and what it does then. */
class CudaDialogTest extends OnRealStage {
    @BeforeAll
    static void open() {
        take(new RealWindow(1000, 700));
    }

    private static final GraphicsCard CARD = new GraphicsCard(0, "Some Card", "570.1", 24576, 1024);

    @TempDir
    Path cache;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void dialog_saysSizePlaceAndCards_inBothThemes(boolean dark) {
        Tokens tokens = dress(dark);
        CudaFetch.Offer offer = new CudaFetch.Offer(
                NativesSource.at("https://host/natives.jar"), cache.resolve("libtorch"), 3L << 30, 1L << 29, 9L << 30);
        Fx.run(() -> {
            Dialog<?> dialog = CudaDialog.of(hand.stage, hand.window.theme(), offer, dark ? List.of() : List.of(CARD));
            dialog.show();
        });
        assertEquals("Size: 3.0 GiB to be fetched", text("cuda-size"));
        assertTrue(text("cuda-place").contains(cache.resolve("libtorch") + " (9.0 GiB free"), text("cuda-place"));
        assertTrue(text("cuda-here").contains("512 MiB"), text("cuda-here"));
        assertTrue(text("cuda-cards").startsWith(dark ? "No graphics card" : "Found: Some Card"), text("cuda-cards"));
        assertEquals(List.of(), probe.faults("cuda" + (dark ? "-dark" : "-light"), tokens.page()));
    }

    @Test
    void agreed_fetchesInTheBackground_andCountsFromTheNextStart() throws Exception {
        try (PackedNatives server = new PackedNatives()) {
            CudaFlow flow = flow(server.address(), true);
            Fx.run(() -> flow.start(() -> {}));
            Fx.until(
                    "the choice",
                    () -> !hand.settings.chosen(StartSetting.LIBTORCH).isEmpty());
            assertEquals(cache.resolve("libtorch").toString(), hand.settings.chosen(StartSetting.LIBTORCH));
            assertEquals("cuda:0", hand.settings.device());
        } finally {
            hand.settings.choose(StartSetting.LIBTORCH, "");
            hand.settings.setDevice("cpu");
        }
    }

    @Test
    void declined_fetchesNothing() throws Exception {
        try (PackedNatives server = new PackedNatives()) {
            Fx.run(() -> flow(server.address(), false).start(() -> {}));
            Fx.until("the end", () -> hand.window.works().running().isEmpty());
            assertEquals("", hand.settings.chosen(StartSetting.LIBTORCH));
            assertEquals(0, server.fetches());
        }
    }

    private CudaFlow flow(String address, boolean agrees) {
        return new CudaFlow(
                hand.window.works(),
                hand.settings,
                List.of(CARD),
                () -> new CudaFetch(
                        NativesSource.at(address), cache.resolve("libtorch"), _ -> 1L << 40, FetchLimits.USUAL),
                (offer, cards) -> agrees && offer.bytes() > 0);
    }

    private static String text(String id) {
        Label label = (Label) probe.inside(id);
        return Fx.call(label::getText);
    }
}
