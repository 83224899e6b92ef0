package org.triggerworkbench.app.files;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.triggerworkbench.app.shared.Icons;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.text.Messages;

/** The whole window as a place to drop files on: it says so while files are held over it. */
public final class DropTarget extends StackPane {
    private static final Messages TEXT = Messages.of(DropTarget.class);

    private final VBox overlay;
    private final Label what = Ui.secondary("");
    private final Consumer<List<Path>> dropped;

    /**
     * @param content of the window
     * @param dropped is given what was dropped, on the window thread
     */
    public DropTarget(Node content, Consumer<List<Path>> dropped) {
        this.dropped = dropped;
        Label words = Ui.styled(new Label(TEXT.get("drop.open")), "tw-drop-words");
        overlay = Ui.styled(new VBox(8, Icons.of("fth-download"), words, what), "tw-drop");
        overlay.setId("drop");
        overlay.setAlignment(Pos.CENTER);
        overlay.setMouseTransparent(true);
        overlay.setVisible(false);
        getChildren().addAll(content, overlay);
        // Filters, so that a text field under the mouse does not take the drop.
        addEventFilter(DragEvent.DRAG_OVER, event -> {
            if (event.getDragboard().hasFiles()) {
                event.acceptTransferModes(TransferMode.COPY);
                over(event.getDragboard().getFiles());
                event.consume();
            }
        });
        setOnDragExited(_ -> left());
        addEventFilter(DragEvent.DRAG_DROPPED, event -> {
            if (event.getDragboard().hasFiles()) {
                drop(event.getDragboard().getFiles());
                event.setDropCompleted(true);
                event.consume();
            }
        });
    }

    /** Files are held over the window. */
    void over(List<File> files) {
        what.setText(
                files.size() == 1
                        ? files.getFirst().getName()
                        : TEXT.get("drop.more", files.getFirst().getName(), files.size() - 1));
        overlay.setVisible(true);
    }

    /** They are no more. */
    void left() {
        overlay.setVisible(false);
    }

    /** They were let go. */
    void drop(List<File> files) {
        left();
        dropped.accept(files.stream().map(File::toPath).toList());
    }
}
