package org.triggerworkbench.app.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Tooltip;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import javafx.stage.Window;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.LookCheck;
import org.triggerworkbench.app.Snapshots;

/** Looks at the windows that stand above a stage. */
public final class StageProbe {
    private static final Path FOLDER = Path.of("target", "snapshots");

    private final Stage stage;

    public StageProbe(Stage stage) {
        this.stage = stage;
    }

    /** Windows above the stage that somebody opened: no tooltips, which the mouse leaves behind. */
    public List<Window> popups() {
        return Window.getWindows().stream()
                .filter(window -> !window.equals(stage) && window.isShowing() && !(window instanceof Tooltip))
                .toList();
    }

    /** The newest window above the stage, as soon as there is one. */
    public Window popup() {
        Fx.until("a window above", () -> !popups().isEmpty());
        Fx.run(() -> {});
        return Fx.call(() -> popups().getLast());
    }

    public void closeAll() {
        Fx.run(() -> List.copyOf(popups()).forEach(Window::hide));
    }

    /** A visible node of the newest window, by its name. */
    public Node inside(String id) {
        Window window = popup();
        Fx.until("a " + id, () -> named(window, id) != null);
        return Objects.requireNonNull(Fx.call(() -> named(window, id)));
    }

    /** An id may have a dot, which a selector would take for a class. */
    private static @Nullable Node named(Window window, String id) {
        return window.getScene().getRoot().lookupAll("*").stream()
                .filter(node -> id.equals(node.getId()) && node.isVisible())
                .findFirst()
                .orElse(null);
    }

    /** What is wrong with how the newest window looks; also takes its picture where pictures are wanted. */
    public List<String> faults(String name, Color ground) {
        Window window = popup();
        return Fx.call(() -> {
            Parent root = window.getScene().getRoot();
            root.applyCss();
            root.layout();
            if (Snapshots.WANTED) {
                picture(root, name, ground);
            }
            return LookCheck.faults(root);
        });
    }

    private static void picture(Parent root, String name, Color ground) throws IOException {
        SnapshotParameters over = new SnapshotParameters();
        over.setFill(ground);
        WritableImage image = root.snapshot(over, null);
        Files.createDirectories(FOLDER);
        ImageIO.write(
                SwingFXUtils.fromFXImage(image, null),
                "png",
                FOLDER.resolve(name + ".png").toFile());
    }
}
