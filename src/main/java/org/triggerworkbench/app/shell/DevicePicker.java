package org.triggerworkbench.app.shell;

import java.util.concurrent.CompletableFuture;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import org.triggerworkbench.app.state.EngineService;
import org.triggerworkbench.app.state.Settings;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.GraphicsCard;
import org.triggerworkbench.text.Messages;

/** Which device computes: the processor, or a card that is in this machine; a change takes effect at the next start. */
final class DevicePicker {
    private static final Messages TEXT = Messages.of(DevicePicker.class);

    private DevicePicker() {}

    static MenuButton of(EngineService engine, Settings settings) {
        MenuButton picker = new MenuButton(TEXT.get("device.starting"));
        picker.setId("device");
        picker.setTooltip(new Tooltip(TEXT.get("device.tip")));
        add(picker, settings, "cpu", TEXT.get("device.cpu"));
        CompletableFuture<Void> _ = CompletableFuture.supplyAsync(GraphicsCard::present)
                .thenAcceptAsync(
                        cards -> cards.forEach(card -> add(picker, settings, card.device(), card.name())),
                        engine.window());
        engine.engine().subscribe(open -> {
            if (open != null) {
                Compute compute = open.compute();
                picker.setText(
                        compute.device().isCuda()
                                ? TEXT.get("device.card", compute.device())
                                : TEXT.get("device.threads", compute.threads()));
            }
        });
        return picker;
    }

    private static void add(MenuButton picker, Settings settings, String device, String title) {
        MenuItem item = new MenuItem(title);
        item.setOnAction(_ -> settings.setDevice(device));
        picker.getItems().add(item);
    }
}
