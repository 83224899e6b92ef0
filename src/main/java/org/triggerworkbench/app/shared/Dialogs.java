package org.triggerworkbench.app.shared;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Questions to the user; the window shows them, tests answer them. */
public interface Dialogs {
    /**
     * Which file to open.
     *
     * @param extensions such as {@code *.png}; empty for any
     */
    Optional<Path> openFile(String title, List<String> extensions);

    /** Which folder to open. */
    Optional<Path> openFolder(String title);

    /**
     * Where to save.
     *
     * @param name proposed
     */
    Optional<Path> saveFile(String title, String name);

    /**
     * Whether to go on.
     *
     * @param question one sentence
     * @param yes title of the button that goes on
     */
    boolean confirm(String title, String question, String yes);

    /**
     * A short text.
     *
     * @param start what stands there first
     */
    Optional<String> ask(String title, String question, String start);

    /**
     * One of several answers.
     *
     * @param title in a few words
     * @param meaning what follows from it, one sentence
     */
    record Answer(String title, String meaning) {}

    /**
     * Which of several answers.
     *
     * @param question one sentence or two
     * @param answers the first is the usual one
     * @return place of the answer; empty where there was none
     */
    Optional<Integer> choose(String title, String question, List<Answer> answers);
}
