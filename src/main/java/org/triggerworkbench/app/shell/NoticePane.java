package org.triggerworkbench.app.shell;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.util.Duration;
import org.controlsfx.control.NotificationPane;
import org.controlsfx.control.action.Action;
import org.triggerworkbench.app.shared.Icons;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.Notice;
import org.triggerworkbench.text.Messages;

/**
 * Tells below the content what was written, with the way to its folder, and what went wrong, whole, with a copy and the
 * details. It goes after a while; the status bar keeps the last error.
 */
final class NoticePane extends NotificationPane {
    private static final Messages TEXT = Messages.of(NoticePane.class);
    private static final Duration READ = Duration.seconds(8);
    private static final Duration READ_FAULT = Duration.seconds(20);

    private final Theme theme;
    private final Consumer<Path> browse;
    private final PauseTransition reading = new PauseTransition();

    /** @param browse opens a folder on the desktop */
    NoticePane(Node content, BackgroundTasks works, Theme theme, Consumer<Path> browse) {
        super(content);
        this.theme = theme;
        this.browse = browse;
        setId("notices");
        setShowFromTop(false);
        reading.setOnFinished(_ -> hide());
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

    private void tell(Notice notice) {
        setText(notice.sentence());
        Throwable failure = notice.failure();
        Path file = notice.file();
        getActions().clear();
        if (failure != null) {
            getActions()
                    .addAll(
                            new Action(TEXT.get("notice.copy"), _ -> copy(notice.sentence())),
                            new Action(TEXT.get("notice.details"), _ -> details(failure)));
        } else if (file != null) {
            getActions().add(new Action(TEXT.get("notice.folder"), _ -> browse.accept(folder(file))));
        }
        setGraphic(Icons.of(failure == null ? "fth-check" : "fth-alert-triangle"));
        show();
        reading.setDuration(failure == null ? READ : READ_FAULT);
        reading.playFromStart();
    }

    private static void copy(String sentence) {
        Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, sentence));
    }

    private void details(Throwable failure) {
        ErrorDialog.of(getScene().getWindow(), theme, failure, null).show();
    }

    private static Path folder(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file : parent;
    }
}
