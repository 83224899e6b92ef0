package org.triggerworkbench.app.matrix;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.shared.ViewPart;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.text.Messages;

/** Matrix: what runs at the left, the map in the middle, the chosen square at the right. */
public final class MatrixView {
    private static final Messages TEXT = Messages.of(MatrixView.class);

    private final MatrixModel model;
    private final List<Action> actions;
    private final HBox content;

    /** @param open opens the file or folder of a matrix, or the folder of a finished run */
    public MatrixView(MatrixModel model, Theme theme, BackgroundTasks works, Dialogs dialogs, Consumer<Path> open) {
        this.model = model;
        MatrixExports exports = new MatrixExports(model, works, dialogs, theme);
        MatrixLeft left = new MatrixLeft(model, () -> dialogs.openFile(TEXT.get("open.title"), List.of("*.toml"))
                .ifPresent(open));
        MatrixMiddle middle = new MatrixMiddle(model, theme, exports.actions());
        MatrixRight right = new MatrixRight(model, item -> open.accept(item.folder()));
        this.actions = Stream.concat(left.actions().stream(), exports.actions().stream())
                .toList();
        HBox.setHgrow(middle, Priority.ALWAYS);
        this.content = Ui.styled(new HBox(left, middle, right), "tw-defend");
        content.setId("matrix");
        content.setMinSize(0, 0);
    }

    /** The view as the shell takes it in. */
    public ViewPart part() {
        return new ViewPart("matrix", TEXT.get("view.title"), List.of(), content, actions, true);
    }

    /** Looks how far the runs are; the window's timer calls this. */
    public void tick() {
        model.tick();
    }
}
