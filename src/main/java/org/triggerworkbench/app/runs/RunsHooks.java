package org.triggerworkbench.app.runs;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What the window does with a run.
 *
 * @param open shows what it made
 * @param resume goes on with it
 * @param report opens a report, an HTML file, in the browser
 * @param savePoisoned saves the training set that it poisoned
 */
public record RunsHooks(
        Consumer<Path> open, Consumer<Path> resume, Consumer<Path> report, Consumer<Path> savePoisoned) {}
