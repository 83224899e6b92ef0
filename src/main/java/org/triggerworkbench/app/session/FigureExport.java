package org.triggerworkbench.app.session;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.triggerworkbench.app.charts.Drawing;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.text.Messages;

/** What the window shows as a figure, PNG, SVG or PDF, and the same as JSON beside it. */
public final class FigureExport {
    private static final Messages TEXT = Messages.of(FigureExport.class);

    private final BackgroundTasks works;
    private final Theme theme;

    public FigureExport(BackgroundTasks works, Theme theme) {
        this.works = works;
        this.theme = theme;
    }

    /**
     * Writes a figure in the background: {@code NAME.png}, .svg or .pdf, and {@code NAME.json}. Window thread only.
     *
     * @param file whose ending says the kind; one that says none of them becomes a PNG
     * @param saved is given the figure's file once both are written
     */
    public void save(FigureShot shot, Path file, Consumer<Path> saved) {
        Tokens tokens = theme.tokens().get();
        works.start(
                new BackgroundTask(TEXT.get("work.figure"), null),
                () -> {
                    String name = String.valueOf(file.getFileName());
                    String lower = name.toLowerCase(Locale.ROOT);
                    boolean told = lower.matches(".*\\.(png|svg|pdf)");
                    String stem = told ? name.substring(0, name.length() - ".png".length()) : name;
                    String kind = told ? lower.substring(lower.length() - 3) : "png";
                    Drawing drawing = FigurePage.of(shot, tokens);
                    byte[] bytes =
                            switch (kind) {
                                case "svg" -> drawing.svg();
                                case "pdf" -> drawing.pdf();
                                default -> drawing.png();
                            };
                    FigureOrigin origin =
                            FigureOrigin.of(shot.facts(), shot.answer().question());
                    Path figure = file.resolveSibling(stem + "." + kind);
                    AtomicFiles.write(figure, bytes);
                    AtomicFiles.write(
                            file.resolveSibling(stem + ".json"),
                            shot.said().json(origin).getBytes(StandardCharsets.UTF_8));
                    return figure;
                },
                saved);
    }
}
