package org.triggerworkbench.app.shell;

import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import org.triggerworkbench.app.state.EngineService;
import org.triggerworkbench.app.state.Settings;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.text.Messages;

/** Which device computes: the processor, or a card that the user names; a change takes effect at the next start. */
final class DevicePicker {
    private static final Messages TEXT = Messages.of(DevicePicker.class);

    private DevicePicker() {}

    static MenuButton of(EngineService engine, Settings settings) {
        MenuButton picker = new MenuButton(TEXT.get("device.starting"));
        picker.setId("device");
        picker.setTooltip(new Tooltip(TEXT.get("device.tip")));
        for (String device : new String[] {"cpu", "cuda:0"}) {
            MenuItem item = new MenuItem(TEXT.get("device." + device.replace(":", "")));
            item.setOnAction(_ -> settings.setDevice(device));
            picker.getItems().add(item);
        }
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
}
