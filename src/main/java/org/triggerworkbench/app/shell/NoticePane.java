package org.triggerworkbench.app.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.util.Duration;
import org.controlsfx.control.NotificationPane;
import org.controlsfx.control.action.Action;
import org.triggerworkbench.app.session.ProgramLog;
import org.triggerworkbench.app.shared.Icons;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.Notice;
import org.triggerworkbench.text.Messages;

/**
 * Tells below the content what was written, with the way to its folder, what was taken away, with a way back, and what went
 * wrong, whole, with a copy and the details. It goes after a while, but not from under the mouse; the status bar keeps the
 * last error.
 */
final class NoticePane extends NotificationPane {
    private static final Messages TEXT = Messages.of(NoticePane.class);
    private static final Duration READ = Duration.seconds(8);
    /** A fault is read, and what is gone is missed, more slowly. */
    private static final Duration READ_WELL = Duration.seconds(20);

    private final Theme theme;
    private final Consumer<Path> browse;
    private final PauseTransition reading = new PauseTransition();

    /** @param browse opens a folder or a file on the desktop */
    NoticePane(Node content, BackgroundTasks works, Theme theme, Consumer<Path> browse) {
        super(content);
        this.theme = theme;
        this.browse = browse;
        setId("notices");
        setFocusTraversable(false);
        setShowFromTop(false);
        reading.setOnFinished(_ -> hide());
        skinProperty().subscribe(skin -> {
            if (skin != null) {
                dress();
            }
        });
        works.notice().subscribe(now -> {
            if (now != null) {
                tell(now);
            }
        });
        works.lastError().subscribe(now -> {
            Notice told = works.notice().get();
            if (now.isEmpty() && told != null && told.failure() != null) {
                hide();
            }
        });
    }

    /** What its bar lacks: a name for screen readers, and patience while the mouse is on it. */
    private void dress() {
        Node bar = lookup(".notification-bar");
        bar.setAccessibleRole(AccessibleRole.TEXT);
        bar.accessibleTextProperty().bind(textProperty());
        bar.hoverProperty().subscribe((_, over) -> {
            if (over) {
                reading.stop();
            } else if (isShowing()) {
                reading.playFromStart();
            }
        });
        nameClose((Parent) bar);
    }

    private static void nameClose(Parent bar) {
        Node close = bar.lookup(".close-button");
        if (close != null) {
            close.setAccessibleText(TEXT.get("notice.close"));
        }
    }

    private void tell(Notice notice) {
        setText(notice.sentence());
        // In one go: each change of the list has the bar built anew.
        getActions().setAll(actions(notice));
        setGraphic(Icons.of(
                notice.failure() != null ? "fth-alert-triangle" : notice.file() != null ? "fth-check" : "fth-trash-2"));
        show();
        reading.setDuration(notice.failure() == null && notice.undo() == null ? READ : READ_WELL);
        reading.playFromStart();
    }

    private List<Action> actions(Notice notice) {
        List<Action> actions = new ArrayList<>();
        Throwable failure = notice.failure();
        Path file = notice.file();
        Runnable undo = notice.undo();
        if (failure != null) {
            actions.add(new Action(TEXT.get("notice.copy"), _ -> copy(notice.sentence())));
            actions.add(new Action(TEXT.get("notice.details"), _ -> details(failure)));
        }
        if (file != null) {
            actions.add(new Action(TEXT.get("notice.folder"), _ -> browse.accept(folder(file))));
        }
        if (undo != null) {
            actions.add(new Action(TEXT.get("notice.undo"), _ -> {
                hide();
                undo.run();
            }));
        }
        return actions;
    }

    private static void copy(String sentence) {
        Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, sentence));
    }

    private void details(Throwable failure) {
        Runnable log = ProgramLog.opened()
                .<Runnable>map(file -> () -> browse.accept(file))
                .orElse(null);
        ErrorDialog.of(getScene().getWindow(), theme, failure, log).show();
    }

    private static Path folder(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file : parent;
    }
}
