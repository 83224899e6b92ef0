package org.triggerworkbench.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.triggerworkbench.app.shared.Dialogs;

/** A person who closes every dialog; tests override what they answer. */
public class NoDialogs implements Dialogs {
    @Override
    public Optional<Path> openFile(String title, List<String> extensions) {
        return Optional.empty();
    }

    @Override
    public Optional<Path> openFolder(String title) {
        return Optional.empty();
    }

    @Override
    public Optional<Path> saveFile(String title, String name) {
        return Optional.empty();
    }

    @Override
    public boolean confirm(String title, String question, String yes) {
        return false;
    }

    @Override
    public Optional<String> ask(String title, String question, String start) {
        return Optional.empty();
    }

    @Override
    public Optional<Integer> choose(String title, String question, List<Answer> answers) {
        return Optional.empty();
    }
}
