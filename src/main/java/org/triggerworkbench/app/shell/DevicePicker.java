package org.triggerworkbench.app.shell;

import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import org.triggerworkbench.app.settings.EngineModel;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.state.EngineService;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.GraphicsCard;
import org.triggerworkbench.text.Messages;

/** Which device computes: the processor, or a card that is in this machine. */
final class DevicePicker {
    private static final Messages TEXT = Messages.of(DevicePicker.class);

    private DevicePicker() {}

    /** @param page shows the engine's page */
    static MenuButton of(EngineService engine, EngineModel model, Action page) {
        MenuButton picker = new MenuButton(TEXT.get("device.starting"));
        picker.setId("device");
        picker.setTooltip(new Tooltip(TEXT.get("device.tip")));
        model.cards().subscribe(cards -> {
            picker.getItems().setAll(item(model, "cpu"));
            cards.cards().stream().map(GraphicsCard::device).forEach(card -> picker.getItems()
                    .add(item(model, card)));
            MenuItem more = new MenuItem(page.title());
            more.setId("device-engine");
            more.setOnAction(_ -> page.fire());
            picker.getItems().addAll(new SeparatorMenuItem(), more);
        });
        engine.engine().subscribe(open -> {
            if (open != null) {
                Compute compute = open.compute();
                picker.setText(words(compute));
            }
        });
        return picker;
    }

    private static String words(Compute compute) {
        if (compute.device().isCuda()) {
            return TEXT.get("device.card", compute.device());
        }
        return compute.threads() == 1 ? TEXT.get("device.thread") : TEXT.get("device.threads", compute.threads());
    }

    private static MenuItem item(EngineModel model, String device) {
        MenuItem item = new MenuItem(model.title(device));
        item.setOnAction(_ -> model.choose(device));
        return item;
    }
}
