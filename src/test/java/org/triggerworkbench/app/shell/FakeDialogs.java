package org.triggerworkbench.app.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Dialogs;

/** Answers every question as a test wants. */
public final class FakeDialogs implements Dialogs {
    private @Nullable Path path;
    private boolean yes = true;

    /** Chooses this path at every question for one. */
    public void choose(@Nullable Path answer) {
        path = answer;
    }

    /** Answers every yes or no. */
    public void confirm(boolean answer) {
        yes = answer;
    }

    @Override
    public Optional<Path> openFile(String title, List<String> extensions) {
        return Optional.ofNullable(path);
    }

    @Override
    public Optional<Path> openFolder(String title) {
        return Optional.ofNullable(path);
    }

    @Override
    public Optional<Path> saveFile(String title, String name) {
        return Optional.ofNullable(path);
    }

    @Override
    public boolean confirm(String title, String question, String go) {
        return yes;
    }

    @Override
    public Optional<String> ask(String title, String question, String start) {
        return Optional.of(start);
    }

    @Override
    public Optional<Integer> choose(String title, String question, List<Answer> answers) {
        return yes ? Optional.of(0) : Optional.empty();
    }
}
