package org.triggerworkbench.app.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.scene.CacheHint;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.util.Duration;
import org.triggerworkbench.app.charts.ChartFonts;
import org.triggerworkbench.app.files.DropTarget;
import org.triggerworkbench.app.files.Questions;
import org.triggerworkbench.app.session.Autosave;
import org.triggerworkbench.app.settings.EngineModel;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Actions;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.ViewPart;
import org.triggerworkbench.app.start.StartPage;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.EngineService;
import org.triggerworkbench.app.state.Settings;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.Machine;
import org.triggerworkbench.experiment.live.LiveRequest;
import org.triggerworkbench.experiment.scenario.Scenario;
import org.triggerworkbench.experiment.scenario.Scenarios;
import org.triggerworkbench.text.Messages;

/** The workbench in one scene, without a stage: builds the views and brings them together. */
public final class WorkbenchWindow implements AutoCloseable {
    private static final Messages TEXT = Messages.of(WorkbenchWindow.class);
    /** After the engine's start, before the views are made ready unasked: in it most people have chosen something. */
    private static final Duration CHOICE = Duration.seconds(1);

    private static final Duration BETWEEN = Duration.millis(300);

    private final Settings settings;
    private final HandlerClock clock = new HandlerClock();
    private final Theme theme;
    private final Workbench workbench = new Workbench();
    private final BackgroundTasks works;
    private final EngineService engine;
    private final EngineModel engineModel;
    private final Actions actions = new Actions();
    private final List<Runnable> ticks = new ArrayList<>();
    private final Views views;
    private final Shell shell;
    private final StatusBar status;
    private final Autosave autosave;
    private final LeftOffer left;
    private final StartPage start;
    private final Scene scene;
    private final AnimationTimer timer;
    private final Dialogs dialogs;

    /**
     * What is around the window: the desktop, or a test.
     *
     * @param settings what is remembered between two starts
     * @param window runs a task on the window thread, later
     * @param dialogs asks for files and for yes or no
     * @param questions asks what only the user knows of a file
     * @param userFolder where runs and sessions lie
     * @param browse opens a page in the browser
     * @param machine has the cards and the memory
     */
    public record WindowContext(
            Settings settings,
            Executor window,
            Dialogs dialogs,
            Questions questions,
            Path userFolder,
            Consumer<Path> browse,
            Machine machine) {}

    /** @param theme of this window and its dialogs */
    public WorkbenchWindow(Theme theme, WindowContext around) {
        this.theme = theme;
        this.settings = around.settings();
        this.dialogs = around.dialogs();
        Executor clocked = clock.around(around.window());
        this.works = new BackgroundTasks(clocked);
        this.engine = new EngineService(works, workbench, clocked);
        this.engineModel = new EngineModel(engine, works, settings, around.machine());
        if (settings.isDark()) {
            theme.toggle();
        }
        theme.tokens().addListener((_, _, now) -> settings.setDark(now.dark()));
        theme.textScale().set(settings.textScale());
        theme.textScale().subscribe((_, now) -> settings.setTextScale(now.doubleValue()));
        this.views = new Views(
                workbench,
                works,
                engine,
                theme,
                settings,
                new Views.WindowContext(
                        around.userFolder(),
                        dialogs,
                        around.questions(),
                        new ShellState(this::shell),
                        () -> shell().showStart(false),
                        id -> shell().showView(id),
                        around.browse()));
        views.parts().forEach(part -> actions.add(part.actions()));
        actions.add(views.actions());
        WindowActions own = new WindowActions(this, around);
        actions.add(own.actions());
        views.parts().forEach(part -> actions.add(own.of(part)));
        ticks.addAll(views.ticks());
        this.autosave =
                new Autosave(around.userFolder().resolve("sessions"), workbench, works, views.sessions()::capture);
        ticks.add(autosave::tick);
        this.left = new LeftOffer(autosave, views.sessions(), works, dialogs, () -> shell().showStart(false));
        this.start = new StartPage(
                List.of("file.openModel", "file.openImages", "file.openPrompt", "file.openExperiment").stream()
                        .filter(id -> actions.all().stream()
                                .anyMatch(action -> action.id().equals(id)))
                        .map(actions::named)
                        .toList(),
                scenario -> left.instead(() -> open(scenario)),
                path -> left.instead(() -> views.opening().openAgain(Path.of(path))));
        this.shell = new Shell(settings, start, views.inputs(actions), views.answer(actions), views.places());
        theme.textScale().subscribe(now -> shell.scale(now.doubleValue()));
        this.status = new StatusBar(works, engine, around.machine(), actions.named("file.engine"));
        BorderPane root = new BorderPane(
                new NoticePane(new DropTarget(shell, views.opening()::open), works, theme, around.browse()));
        root.setTop(new TopBar(workbench, actions, DevicePicker.of(engine, engineModel, actions.named("file.engine"))));
        root.setBottom(status);
        this.scene = new Scene(root, 1440, 900);
        theme.dress(scene);
        actions.all().forEach(this::addShortcut);
        clock.watch(scene);
        works.start(new BackgroundTask(TEXT.get("work.scenes"), null), Scenarios::all, start::show);
        // Whoever comes back to it finds what was opened since.
        start.visibleProperty().subscribe(_ -> start.showRecent(settings.recent()));
        this.timer = new AnimationTimer() {
            @Override
            public void handle(long now) {
                clock.run("tick", WorkbenchWindow.this::tick);
            }
        };
    }

    /** The menus catch their shortcuts too, once they have been opened: both do the same. */
    private void addShortcut(Action action) {
        if (action.shortcut() != null) {
            scene.getAccelerators().put(action.shortcut(), () -> MainMenu.fire(action, scene));
        }
    }

    /** Opens a scene of the start page. */
    public void open(Scenario scenario) {
        // While the scene is being read, and after the click was answered.
        afterNextPicture(shell::dress);
        works.start(
                new BackgroundTask(TEXT.get("work.scene", scenario.title()), null),
                () -> LiveRequest.of(scenario),
                request -> engine.open(request, () -> {
                    workbench.promptChoice().set(scenario.start());
                    shell.showStart(false);
                    if (scenario.withheld()) {
                        shell.showView("defend");
                    }
                }));
    }

    /** Runs a task once, when the next picture of the window has been drawn. Without a stage there is none. */
    public void afterNextPicture(Runnable task) {
        afterNextLayout(() -> {
            // A picture is begun when the one before it is drawn, and only where something is to be drawn anew.
            scene.getRoot().setCacheHint(CacheHint.SPEED);
            scene.getRoot().setCacheHint(CacheHint.DEFAULT);
            afterNextLayout(task);
        });
    }

    private void afterNextLayout(Runnable task) {
        Runnable[] laidOut = new Runnable[1];
        laidOut[0] = () -> {
            scene.removePostLayoutPulseListener(laidOut[0]);
            Platform.runLater(task);
        };
        scene.addPostLayoutPulseListener(laidOut[0]);
        Platform.requestNextPulse();
    }

    /** Opens files, as if they were dropped on the window; at the start, after what the last start left. */
    public void open(List<Path> files) {
        left.afterwards(() -> views.opening().open(files));
    }

    /** Starts engine and timer. */
    public void begin() {
        boolean _ = FirstPress.prepare();
        engine.start(ComputeDevice.parse(settings.device()), Compute.defaultThreads());
        // The charts' font, too, takes its time.
        works.quietly(ChartFonts::plain, _ -> {}, works::fail);
        engine.engine().subscribe(now -> {
            if (now != null) {
                after(CHOICE, this::dressByAndBy);
            }
        });
        timer.start();
        left.begin();
    }

    /** With time between the pieces for what the mouse has to say. */
    private void dressByAndBy() {
        if (shell.dressNext()) {
            after(BETWEEN, this::dressByAndBy);
        }
    }

    private static void after(Duration time, Runnable task) {
        PauseTransition pause = new PauseTransition(time);
        pause.setOnFinished(_ -> task.run());
        pause.play();
    }

    /** Drains what workers left; the timer calls this each frame. */
    public void tick() {
        workbench.tick();
        status.tick();
        ticks.forEach(Runnable::run);
    }

    /** Names of all views. */
    public List<String> viewIds() {
        return views.parts().stream().map(ViewPart::id).toList();
    }

    /** Brings a view to the front of its panel. */
    public void showView(String id) {
        shell.showView(id);
    }

    /** Lays the scene out at a size, for pictures without a stage. */
    public void layout(double width, double height) {
        Parent root = scene.getRoot();
        // More than once: a rail that folds away leaves its room to others, and what then shows needs its style.
        for (int i = 0; i < 3; i++) {
            root.resize(width, height);
            root.applyCss();
            root.layout();
        }
    }

    public Scene scene() {
        return scene;
    }

    public Workbench workbench() {
        return workbench;
    }

    public BackgroundTasks works() {
        return works;
    }

    public EngineService engine() {
        return engine;
    }

    EngineModel engineModel() {
        return engineModel;
    }

    public Actions actions() {
        return actions;
    }

    /** How long handlers take. */
    public HandlerClock clock() {
        return clock;
    }

    public Theme theme() {
        return theme;
    }

    Shell shell() {
        return shell;
    }

    StatusBar status() {
        return status;
    }

    /** Whether the window may close now: asks once where a run is under way; the run can be resumed. */
    public boolean mayClose() {
        boolean busy = works.running().stream().anyMatch(BackgroundTask::canCancel);
        return !busy || dialogs.confirm(TEXT.get("close.title"), TEXT.get("close.question"), TEXT.get("close.yes"));
    }

    /** Remembers the layout and ends timer and threads; the engine is closed by a thread of its own, which is returned. */
    public Thread end() {
        shell.remember();
        timer.stop();
        views.end();
        status.end();
        workbench.show(null);
        return Thread.ofPlatform().name("closing").start(() -> {
            works.close();
            autosave.close();
            engine.close();
        });
    }

    @Override
    public void close() {
        try {
            end().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
