package org.triggerworkbench.app;

import java.awt.Desktop;
import java.awt.GraphicsEnvironment;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.Image;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.app.files.WindowQuestions;
import org.triggerworkbench.app.rehearsal.Rehearsal;
import org.triggerworkbench.app.session.OneWindow;
import org.triggerworkbench.app.session.ProgramLog;
import org.triggerworkbench.app.session.UserFolder;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shell.ErrorDialog;
import org.triggerworkbench.app.shell.UncaughtErrors;
import org.triggerworkbench.app.shell.WindowDialogs;
import org.triggerworkbench.app.shell.WindowPlace;
import org.triggerworkbench.app.shell.WorkbenchWindow;
import org.triggerworkbench.app.state.Settings;
import org.triggerworkbench.attack.Attacks;
import org.triggerworkbench.compute.Machine;
import org.triggerworkbench.defense.Defenses;
import org.triggerworkbench.method.Card;
import org.triggerworkbench.text.Messages;

/** The workbench on a desktop: one stage, placed as it was left. */
public final class WorkbenchApp extends Application {
    private static final Messages TEXT = Messages.of(WorkbenchApp.class);
    private static final Logger LOG = LoggerFactory.getLogger(WorkbenchApp.class);
    private static final List<Integer> ICONS = List.of(16, 24, 32, 48, 64, 128, 256);
    private static final double USUAL_WIDTH = 1440;
    private static final double USUAL_HEIGHT = 900;
    private static final double LEAST_WIDTH = 1000;
    private static final double LEAST_HEIGHT = 700;

    /** Waits here for the application, which JavaFX makes by itself. */
    private static @Nullable OneWindow one;

    /** What methods say of themselves, read while JavaFX begins. */
    private static CompletableFuture<Void> cards = CompletableFuture.completedFuture(null);

    private @Nullable WorkbenchWindow window;
    private final List<Image> icons = new ArrayList<>();
    private @Nullable Thread closing;

    /**
     * Opens the window, with files in it, and returns when it is closed. Where a window has the user's folder already, hands it
     * the files and returns at once.
     *
     * @return false where the display cannot be used
     * @throws org.triggerworkbench.text.InputException if the other window does not take the files
     */
    public static boolean open(List<Path> files) {
        Path user = UserFolder.path();
        Optional<OneWindow> claimed = OneWindow.claim(user);
        if (claimed.isEmpty()) {
            OneWindow.hand(user, files);
            return true;
        }
        try (OneWindow mine = claimed.get()) {
            one = mine;
            cards = CompletableFuture.runAsync(
                    WorkbenchApp::readCards,
                    task -> Thread.ofPlatform().name("cards").daemon().start(task));
            Application.launch(
                    WorkbenchApp.class, files.stream().map(Path::toString).toArray(String[]::new));
            return true;
        } catch (UnsupportedOperationException e) {
            LOG.warn("the display cannot be used", e);
            return false;
        }
    }

    /** Before the window thread does anything: it reads no file, so what forms say of methods is read here. */
    @Override
    public void init() {
        cards.join();
        for (int size : ICONS) {
            icons.add(
                    new Image(Objects.requireNonNull(WorkbenchApp.class.getResourceAsStream("icon/" + size + ".png"))));
        }
    }

    private static void readCards() {
        Attacks.all().forEach(Card::of);
        Defenses.all().forEach(Card::of);
    }

    @Override
    public void start(Stage stage) {
        Settings settings = Settings.ofUser();
        WindowDialogs dialogs = new WindowDialogs(stage, settings);
        Theme theme = new Theme();
        theme.groundPopups();
        Runnable openLog =
                ProgramLog.opened().<Runnable>map(log -> () -> browse(log)).orElse(null);
        Thread.setDefaultUncaughtExceptionHandler(
                new UncaughtErrors(Platform::runLater, error -> ErrorDialog.of(stage, theme, error, openLog)
                        .showAndWait()));
        WorkbenchWindow made = new WorkbenchWindow(
                theme,
                new WorkbenchWindow.WindowContext(
                        settings,
                        Platform::runLater,
                        dialogs,
                        new WindowQuestions(stage, theme, dialogs),
                        UserFolder.path(),
                        this::browse,
                        Machine.here()));
        window = made;
        stage.setTitle(TEXT.get("title"));
        stage.getIcons().setAll(icons);
        stage.setScene(made.scene());
        stage.setMinWidth(LEAST_WIDTH);
        stage.setMinHeight(LEAST_HEIGHT);
        place(stage, settings);
        stage.setOnCloseRequest(event -> {
            if (!made.mayClose()) {
                event.consume();
                return;
            }
            settings.setMaximised(stage.isMaximized());
            if (!stage.isMaximized()) {
                settings.setPlace(new Rectangle2D(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight()));
            }
        });
        stage.show();
        // The frame takes of the stage what the scene then lacks: the bar at the bottom would be cut off.
        stage.setMinWidth(LEAST_WIDTH + stage.getWidth() - made.scene().getWidth());
        stage.setMinHeight(LEAST_HEIGHT + stage.getHeight() - made.scene().getHeight());
        Rehearsal.ofScript(made);
        // The engine loads behind the first picture, not before it.
        made.afterNextPicture(() -> begin(made, stage));
    }

    private void begin(WorkbenchWindow made, Stage stage) {
        made.begin();
        made.open(getParameters().getRaw().stream().map(Path::of).toList());
        OneWindow mine = one;
        if (mine != null) {
            mine.receive(files -> Platform.runLater(() -> show(stage, files)));
        }
        openFilesOfFinder(stage);
    }

    /** Another start, or the desktop, asks for the window and perhaps for files in it. */
    private void show(Stage stage, List<Path> files) {
        WorkbenchWindow open = window;
        stage.setIconified(false);
        stage.toFront();
        stage.requestFocus();
        if (open != null) {
            open.open(files);
        }
    }

    /** macOS gives files to the running program instead of starting it with them; elsewhere nothing comes of this. */
    private void openFilesOfFinder(Stage stage) {
        if (!GraphicsEnvironment.isHeadless()
                && Desktop.isDesktopSupported()
                && Desktop.getDesktop().isSupported(Desktop.Action.APP_OPEN_FILE)) {
            Desktop.getDesktop().setOpenFileHandler(event -> {
                List<Path> files = event.getFiles().stream().map(File::toPath).toList();
                Platform.runLater(() -> show(stage, files));
            });
        }
    }

    private void browse(Path page) {
        getHostServices().showDocument(page.toUri().toString());
    }

    private static void place(Stage stage, Settings settings) {
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        // A screen that is gone must not take the window with it.
        Rectangle2D place = settings.place()
                .filter(last -> last.getWidth() >= LEAST_WIDTH && last.getHeight() >= LEAST_HEIGHT)
                .flatMap(last -> WindowPlace.inside(
                        last,
                        Screen.getScreens().stream()
                                .map(Screen::getVisualBounds)
                                .toList()))
                .orElseGet(() -> WindowPlace.centred(
                        Math.min(USUAL_WIDTH, screen.getWidth()), Math.min(USUAL_HEIGHT, screen.getHeight()), screen));
        stage.setX(place.getMinX());
        stage.setY(place.getMinY());
        stage.setWidth(place.getWidth());
        stage.setHeight(place.getHeight());
        // Where the screen has no more room than the window wants, its frame would hang over the edge.
        boolean tight = screen.getWidth() <= USUAL_WIDTH || screen.getHeight() <= USUAL_HEIGHT;
        stage.setMaximized(settings.isMaximised() || (settings.place().isEmpty() && tight));
    }

    @Override
    public void stop() throws InterruptedException {
        WorkbenchWindow open = window;
        if (open != null) {
            closing = open.end();
            closing.join();
        }
    }
}
