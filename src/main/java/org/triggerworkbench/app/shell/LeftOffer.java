package org.triggerworkbench.app.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.session.Autosave;
import org.triggerworkbench.app.session.SessionFlow;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.text.Messages;

/**
 * Offers what a crash left; asked once, at the start. What is chosen before that is settled waits for it, so that never two
 * scenes open at once. Window thread only.
 */
final class LeftOffer {
    private static final Messages TEXT = Messages.of(LeftOffer.class);

    private final Autosave autosave;
    private final SessionFlow sessions;
    private final BackgroundTasks works;
    private final Dialogs dialogs;
    private final Runnable shown;
    private final List<Runnable> later = new ArrayList<>();
    private @Nullable Runnable chosen;
    private boolean settled;

    /** @param shown runs when the session is restored */
    LeftOffer(Autosave autosave, SessionFlow sessions, BackgroundTasks works, Dialogs dialogs, Runnable shown) {
        this.autosave = autosave;
        this.sessions = sessions;
        this.works = works;
        this.dialogs = dialogs;
        this.shown = shown;
    }

    /** Looks whether there is something, and asks. */
    void begin() {
        works.start(
                new BackgroundTask(TEXT.get("work.left"), null),
                () -> autosave.left().map(session -> new LeftSession(session, LeftSession.time(session))),
                left -> left.ifPresentOrElse(this::ask, this::settle),
                this::fail);
    }

    /**
     * Opens what was chosen on the start page, once no question about the session is to come. Of several choices the last
     * counts; none does where the session is restored after it.
     */
    void instead(Runnable choice) {
        if (settled) {
            choice.run();
        } else {
            chosen = choice;
        }
    }

    /** Does something once the session is restored, or is not wanted, or there is none. */
    void afterwards(Runnable task) {
        if (settled) {
            task.run();
        } else {
            later.add(task);
        }
    }

    /** Closed without an answer, it is asked again at the next start. */
    private void ask(LeftSession left) {
        int answer = dialogs.choose(
                        TEXT.get("left.title"),
                        TEXT.get("left.question"),
                        List.of(
                                new Dialogs.Answer(
                                        TEXT.get("left.restore"), TEXT.get("left.restore.meaning", left.time())),
                                new Dialogs.Answer(TEXT.get("left.discard"), TEXT.get("left.discard.meaning"))))
                .orElse(-1);
        if (answer == 0) {
            restore(left.file());
            return;
        }
        if (answer == 1) {
            forget(left.file());
        }
        settle();
    }

    private void restore(Path session) {
        chosen = null;
        sessions.open(
                session,
                _ -> {
                    shown.run();
                    forget(session);
                    settle();
                },
                this::fail);
    }

    private void forget(Path session) {
        works.start(
                new BackgroundTask(TEXT.get("work.left"), null),
                () -> {
                    autosave.forget(session);
                    return true;
                },
                _ -> {});
    }

    private void fail(Throwable failure) {
        works.fail(failure);
        settle();
    }

    private void settle() {
        settled = true;
        if (chosen != null) {
            chosen.run();
        }
        chosen = null;
        later.forEach(Runnable::run);
        later.clear();
    }
}
