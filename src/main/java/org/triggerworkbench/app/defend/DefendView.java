package org.triggerworkbench.app.defend;

import java.util.List;
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

/** Defend: what is run at the left, what was found in the middle, what follows from it at the right. */
public final class DefendView {
    private static final Messages TEXT = Messages.of(DefendView.class);

    private final DefendModel model;
    private final DefendLeft left;
    private final DefendMiddle middle;
    private final DefendRight right;
    private final List<Action> actions;
    private final HBox content;

    public DefendView(DefendModel model, Theme theme, BackgroundTasks works, Dialogs dialogs) {
        this.model = model;
        this.left = new DefendLeft(model);
        this.middle = new DefendMiddle(model, theme, works, dialogs);
        this.right = new DefendRight(model);
        this.actions = Stream.concat(left.actions().stream(), middle.actions().stream())
                .toList();
        HBox.setHgrow(middle, Priority.ALWAYS);
        this.content = Ui.styled(new HBox(left, middle, right), "tw-defend");
        content.setId("defend");
        content.setMinSize(0, 0);
    }

    /** The view as the shell takes it in. */
    public ViewPart part() {
        return new ViewPart("defend", TEXT.get("view.title"), List.of(), content, actions, true);
    }

    /** Looks what the runs tell and redraws; the window's timer calls this. */
    public void tick() {
        model.tick();
        left.tick();
        middle.tick();
    }
}
