package org.triggerworkbench.app.shell;

import java.util.List;
import java.util.Objects;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.session.ProgramLog;
import org.triggerworkbench.app.settings.CudaDialog;
import org.triggerworkbench.app.settings.CudaFlow;
import org.triggerworkbench.app.settings.EngineDialog;
import org.triggerworkbench.app.settings.SettingsDialog;
import org.triggerworkbench.app.settings.SettingsPage;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Action.Menu;
import org.triggerworkbench.app.shared.ViewPart;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.compute.fetch.CudaFetch;
import org.triggerworkbench.compute.fetch.NativesSource;
import org.triggerworkbench.text.Messages;

/** What the window itself can do: undo, what is shown where, help, the end. */
final class WindowActions {
    private static final Messages TEXT = Messages.of(WindowActions.class);

    private final WorkbenchWindow window;
    private final WorkbenchWindow.WindowContext around;
    private @Nullable Palette palette;

    WindowActions(WorkbenchWindow window, WorkbenchWindow.WindowContext around) {
        this.window = window;
        this.around = around;
    }

    List<Action> actions() {
        Workbench workbench = window.workbench();
        return List.of(
                Action.of(
                        TEXT,
                        "edit.undo",
                        Menu.EDIT,
                        "fth-corner-up-left",
                        "Shortcut+Z",
                        workbench.undo().canUndo(),
                        workbench.undo()::undo),
                Action.of(
                        TEXT,
                        "edit.redo",
                        Menu.EDIT,
                        "fth-corner-up-right",
                        "Shortcut+Shift+Z",
                        workbench.undo().canRedo(),
                        workbench.undo()::redo),
                Action.of(
                        TEXT,
                        "edit.resetScene",
                        Menu.EDIT,
                        "fth-rotate-ccw",
                        "",
                        workbench.scene().map(Objects::nonNull).orElse(false),
                        () -> workbench.resetScene(TEXT.get("edit.resetScene"))),
                Action.of(TEXT, "view.start", Menu.VIEW, "fth-home", "Shortcut+Home", () -> shell().showStart(
                                !shell().isStartShown() || workbench.scene().get() == null)),
                Action.of(TEXT, "view.theme", Menu.VIEW, "fth-sun", "Shortcut+Shift+D", window.theme()::toggle),
                Action.of(
                        TEXT,
                        "view.clearSelection",
                        Menu.VIEW,
                        "fth-x",
                        "Shortcut+Shift+A",
                        workbench.selection()::clear),
                Action.of(TEXT, "view.palette", Menu.VIEW, "fth-search", "Shortcut+Shift+P", this::showPalette),
                Action.of(TEXT, "view.left", Menu.WINDOW, "fth-sidebar", "Shortcut+1", () -> flip(shell().leftShown())),
                Action.of(
                        TEXT, "view.right", Menu.WINDOW, "fth-sidebar", "Shortcut+2", () -> flip(shell().rightShown())),
                Action.of(TEXT, "window.tasks", Menu.WINDOW, "fth-list", "Shortcut+3", () -> window.status()
                        .toggleTasks()),
                Action.of(TEXT, "window.menu", Menu.WINDOW, "fth-menu", "F10", this::showMenu),
                Action.of(TEXT, "window.fullScreen", Menu.WINDOW, "fth-maximize", "F11", this::fullScreen),
                Action.of(TEXT, "window.reset", Menu.WINDOW, "fth-layout", "", () -> shell().reset()),
                Action.of(TEXT, "view.larger", Menu.VIEW, "fth-zoom-in", "Shortcut+Equals", () -> resize(true)),
                Action.of(TEXT, "view.smaller", Menu.VIEW, "fth-zoom-out", "Shortcut+Minus", () -> resize(false)),
                Action.of(TEXT, "file.settings", Menu.FILE, "fth-settings", "Shortcut+Comma", this::showSettings),
                Action.of(TEXT, "file.engine", Menu.FILE, "fth-cpu", "", this::showEngine),
                Action.of(TEXT, "file.quit", Menu.FILE, "fth-log-out", "Shortcut+Q", this::quit),
                Action.of(TEXT, "help.shortcuts", Menu.HELP, "fth-help-circle", "F1", this::showPalette),
                Action.of(TEXT, "help.glossary", Menu.HELP, "fth-book-open", "", () -> GlossaryDialog.of(
                                window.scene().getWindow(), window.theme())
                        .show()),
                Action.of(
                        TEXT,
                        "help.log",
                        Menu.HELP,
                        "fth-file-text",
                        "",
                        new SimpleBooleanProperty(ProgramLog.opened().isPresent()),
                        () -> ProgramLog.opened().ifPresent(around.browse())),
                Action.of(TEXT, "help.folder", Menu.HELP, "fth-folder", "", () -> around.browse()
                        .accept(around.userFolder())),
                Action.of(
                        TEXT, "help.licences", Menu.HELP, "fth-file-text", "", () -> about(AboutDialog.Page.LICENCES)),
                Action.of(TEXT, "help.citation", Menu.HELP, "fth-book", "", () -> about(AboutDialog.Page.CITATION)),
                Action.of(TEXT, "help.about", Menu.HELP, "fth-info", "", () -> about(AboutDialog.Page.VERSIONS)));
    }

    private void about(AboutDialog.Page page) {
        window.works()
                .start(
                        new BackgroundTask(TEXT.get("work.about"), null),
                        () -> ProgramFacts.of(window.engine().openedNow() != null),
                        facts -> AboutDialog.of(window.scene().getWindow(), window.theme(), facts, page)
                                .show());
    }

    /** To bring a view to the front, and to let it take the whole middle. */
    List<Action> of(ViewPart part) {
        Action show = Action.of(TEXT, "view.show", Menu.WINDOW, "", "", () -> shell().showView(part.id()));
        Action large = Action.of(TEXT, "view.large", Menu.WINDOW, "", "", () -> shell().toggleMaximised(part.id()));
        return List.of(
                show.named("view.show." + part.id(), TEXT.get("view.show", part.title())),
                large.named("view.large." + part.id(), TEXT.get("view.large", part.title())));
    }

    private Shell shell() {
        return window.shell();
    }

    private void showPalette() {
        if (palette == null) {
            palette = new Palette(window.actions(), around.settings());
        }
        palette.show(window.scene().getWindow());
    }

    private void resize(boolean larger) {
        DoubleProperty scale = window.theme().textScale();
        scale.set(SettingsPage.nextScale(scale.get(), larger));
    }

    private void showSettings() {
        SettingsPage page = new SettingsPage(around.settings(), window.theme(), around.dialogs(), window.engineModel());
        SettingsDialog.of(window.scene().getWindow(), window.theme(), page).show();
    }

    private void showEngine() {
        Window owner = window.scene().getWindow();
        EngineDialog.of(owner, window.theme(), window.engineModel(), around.dialogs(), List.of(useCuda(owner)))
                .show();
    }

    /** Fetches libraries for CUDA, after a question with their size and place. */
    private Button useCuda(Window owner) {
        Button button = new Button(TEXT.get("engine.useCuda"));
        button.setOnAction(_ -> new CudaFlow(
                        window.works(),
                        around.settings(),
                        window.engineModel().cards().get().cards(),
                        () -> new CudaFetch(NativesSource.here()),
                        (offer, cards) -> CudaDialog.of(owner, window.theme(), offer, cards)
                                .showAndWait()
                                .filter(CudaDialog::isAgreed)
                                .isPresent())
                .start(window.engineModel()::tellLibtorch));
        return button;
    }

    private void showMenu() {
        if (window.scene().lookup("#menu") instanceof MenuButton menu) {
            menu.show();
        }
    }

    private void fullScreen() {
        if (window.scene().getWindow() instanceof Stage stage) {
            stage.setFullScreen(!stage.isFullScreen());
        }
    }

    /** As the button of the title bar: asks where a run is under way. */
    private void quit() {
        Window open = window.scene().getWindow();
        open.fireEvent(new WindowEvent(open, WindowEvent.WINDOW_CLOSE_REQUEST));
    }

    private static void flip(BooleanProperty shown) {
        shown.set(!shown.get());
    }
}
