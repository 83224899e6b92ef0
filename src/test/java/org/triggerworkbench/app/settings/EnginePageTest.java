package org.triggerworkbench.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.input.Clipboard;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.LookCheck;
import org.triggerworkbench.app.RealWindow;
import org.triggerworkbench.app.Snapshots;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.app.shell.OnRealStage;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.StartSetting;
import org.triggerworkbench.compute.EngineFault;
import org.triggerworkbench.compute.EngineReport;
import org.triggerworkbench.compute.FakeMachine;
import org.triggerworkbench.compute.GraphicsCards;
import org.triggerworkbench.compute.MemoryReading;

/** The engine's page on a real stage, on a machine of two cards that its natives cannot use. */
class EnginePageTest extends OnRealStage {
    private static final FakeMachine MACHINE = FakeMachine.ofTwoCards();

    @BeforeAll
    static void open() {
        take(new RealWindow(1000, 700, MACHINE));
        Fx.until(
                "the engine",
                () -> hand.window.engine().engine().get() != null
                        && hand.window.works().running().isEmpty());
    }

    @AfterEach
    void forgetTheError() {
        Fx.run(() -> hand.window.works().lastError().set(""));
    }

    private static Window page() {
        Fx.run(() -> hand.window.actions().named("file.engine").fire());
        Window dialog = probe.popup();
        probe.inside("engine-heap");
        // Before it is laid out, all buttons of a row lie at its beginning.
        hand.settled(probe.inside("engine-libtorch"));
        return dialog;
    }

    private static String text(String id) {
        Node node = probe.inside(id);
        return Fx.call(() -> ((Labeled) node).getText());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void page_looksRight_withTwoCards_andLongNames(boolean dark) {
        Tokens tokens = dress(dark);
        EngineFault.keep("The device cuda:7 is not there: the engine sees 0 CUDA cards; use cpu, or start with natives"
                + " for your card (see README, \"GPU\").");
        Window dialog = page();
        assertEquals(List.of(), probe.faults("engine" + (dark ? "-dark" : "-light"), tokens.page()));
        List<String> faults = new ArrayList<>();
        for (int[] size : new int[][] {{1000, 700}, {1440, 900}, {480, 400}}) {
            DialogPane root = (DialogPane) dialog.getScene().getRoot();
            Fx.run(() -> {
                root.setPrefSize(size[0], size[1]);
                for (int i = 0; i < 3; i++) {
                    root.resize(size[0], size[1]);
                    root.applyCss();
                    root.layout();
                }
                faults.addAll(LookCheck.faults(root));
            });
            if (Snapshots.WANTED) {
                String name = "engine-%s-%dx%d.png".formatted(dark ? "dark" : "light", size[0], size[1]);
                Fx.picture(dialog.getScene(), Path.of("target", "snapshots", name));
            }
        }
        assertEquals(List.of(), faults);
        assertNotNull(probe.inside("engine-device").getAccessibleText());
        assertEquals("The engine in use cannot compute on a card: it is built for cpu.", text("engine-unusable"));
        assertTrue(text("engine-card-memory-1").contains("45.9 used"), text("engine-card-memory-1"));
        assertTrue(text("engine-fault").matches("\\d{4}-\\d\\d-\\d\\d .*cuda:7.*"), text("engine-fault"));
    }

    @Test
    void memory_isAskedForEverySecond_whileThePageShows() {
        page();
        MACHINE.setMemory(new MemoryReading(512L << 20, 1024L << 20, 2048L << 20, 16_384L << 20, 4096L << 20));
        Fx.until("the new figures", () -> textNow("engine-machine").equals("12.0 of 16.0 GB"));
        assertEquals("0.5 of 1.0 GB", text("engine-heap"));
        assertEquals("2.0 of 16.0 GB", text("engine-process"));
    }

    private static String textNow(String id) {
        // A tooltip may have opened above the page meanwhile.
        return probe.popups().stream()
                .map(popup -> popup.getScene().getRoot().lookup("#" + id))
                .filter(Objects::nonNull)
                .map(found -> ((Labeled) found).getText())
                .findFirst()
                .orElse("");
    }

    @Test
    void copy_takesTheTextOfTheCommand() {
        page();
        hand.click(probe.inside("engine-copy"));
        String copied = Fx.call(() -> Clipboard.getSystemClipboard().getString());
        assertEquals(EngineReport.of(MACHINE).text().replace("\r\n", "\n"), copied.replace("\r\n", "\n"));
        assertTrue(copied.contains("cuda:1") && copied.contains("OMP_WAIT_POLICY="), copied);
    }

    @Test
    void cardThatCannotBeUsed_leavesTheProcessor_andSaysSo() {
        page();
        choose("cuda:1");
        Fx.until("an answer", () -> textNow("engine-said").startsWith("Not changed to the card cuda:1"));
        assertEquals("cpu", Fx.call(() -> box().getValue()));
        assertEquals("cpu", hand.settings.device());
        Fx.until("the reason", () -> textNow("engine-fault").contains("cuda:1"));
        assertEquals(
                "cpu", hand.window.engine().opened().join().compute().device().toString());
    }

    @Test
    void runUnderWay_blocksTheChange_inOneSentence() {
        page();
        BackgroundTask run = new BackgroundTask("Training a model", () -> {});
        Fx.run(() -> hand.window.works().running().add(run));
        choose("cuda:0");
        String said = text("engine-said");
        Fx.run(() -> hand.window.works().running().remove(run));
        assertTrue(said.contains("Training a model"), said);
        assertEquals("cpu", Fx.call(() -> box().getValue()));
    }

    private static void choose(String device) {
        Fx.run(() -> box().setValue(device));
    }

    @SuppressWarnings("unchecked")
    private static ComboBox<String> box() {
        return (ComboBox<String>) Objects.requireNonNull(
                probe.popups().getLast().getScene().getRoot().lookup("#engine-device"));
    }

    @Test
    void libtorchThatIsThere_isTakenForTheNextStart_orRefusedWithBothVersions(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        Files.writeString(folder.resolve("lib").resolve(System.mapLibraryName("torch")), "");
        Files.writeString(folder.resolve("build-version"), "2.9.0+cu128");
        hand.dialogs.choose(folder);
        page();
        hand.click(probe.inside("engine-libtorch"));
        Fx.until("a refusal", () -> textNow("engine-libtorch-note").contains("2.9.0+cu128"));
        assertTrue(text("engine-libtorch-note").contains("2.7.1"));
        assertEquals("", hand.settings.chosen(StartSetting.LIBTORCH));
        Files.writeString(folder.resolve("build-version"), "2.7.1+cu128");
        hand.click(probe.inside("engine-libtorch"));
        Fx.until("the version found", () -> textNow("engine-libtorch-note").startsWith("libtorch 2.7.1+cu128 found"));
        assertTrue(text("engine-libtorch-note").endsWith("it is used from the next start."));
        assertEquals(folder.toString(), hand.settings.chosen(StartSetting.LIBTORCH));
        hand.click(probe.inside("engine-bundled"));
        assertEquals("", hand.settings.chosen(StartSetting.LIBTORCH));
        assertEquals("The bundled libtorch is in use.", text("engine-libtorch-note"));
    }

    @Test
    void memoryInTheStatusBar_andTheDevicesAbove_leadHere() {
        Labeled memory = (Labeled) hand.node("#status-memory");
        Fx.until("a reading", () -> memory.getText().startsWith("heap"));
        hand.click(memory);
        probe.inside("engine-page");
        probe.closeAll();
        MenuButton picker = (MenuButton) hand.node("#device");
        List<String> items = Fx.call(() -> picker.getItems().stream()
                .map(item -> String.valueOf(item.getText()))
                .toList());
        assertTrue(items.contains("NVIDIA GeForce RTX 4090"), items.toString());
        Fx.run(() -> picker.getItems().getLast().fire());
        probe.inside("engine-page");
    }

    @Test
    void machineWithoutCards_saysWhy() {
        GraphicsCards both = MACHINE.cards();
        page();
        probe.inside("engine-card-1");
        MACHINE.setCards(new GraphicsCards(List.of(), "there is no driver"));
        assertEquals("No graphics card found: there is no driver.", text("engine-no-card"));
        assertEquals(List.of("cpu"), Fx.call(() -> List.copyOf(box().getItems())));
        MACHINE.setCards(both);
        probe.inside("engine-card-1");
    }
}
