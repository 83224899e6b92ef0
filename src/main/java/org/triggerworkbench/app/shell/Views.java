package org.triggerworkbench.app.shell;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.InvalidationListener;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.Region;
import org.triggerworkbench.app.answer.AnswerView;
import org.triggerworkbench.app.charts.ChartShot;
import org.triggerworkbench.app.compare.CompareModel;
import org.triggerworkbench.app.compare.CompareView;
import org.triggerworkbench.app.compare.Pairing;
import org.triggerworkbench.app.compare.TwoModels;
import org.triggerworkbench.app.defend.DefendModel;
import org.triggerworkbench.app.defend.DefendView;
import org.triggerworkbench.app.embedding.EmbeddingView;
import org.triggerworkbench.app.embedding.map.EmbeddingModel;
import org.triggerworkbench.app.export.ExportActions;
import org.triggerworkbench.app.export.PoisonedSaving;
import org.triggerworkbench.app.files.FileActions;
import org.triggerworkbench.app.files.OpenFlow;
import org.triggerworkbench.app.files.Questions;
import org.triggerworkbench.app.inputs.InputRail;
import org.triggerworkbench.app.matrix.MatrixFolders;
import org.triggerworkbench.app.matrix.MatrixModel;
import org.triggerworkbench.app.matrix.MatrixView;
import org.triggerworkbench.app.optimise.OptimiseModel;
import org.triggerworkbench.app.optimise.OptimiseView;
import org.triggerworkbench.app.paint.tools.FxLetters;
import org.triggerworkbench.app.paint.tools.PaintModel;
import org.triggerworkbench.app.paint.tools.Stickers;
import org.triggerworkbench.app.paint.view.PaintView;
import org.triggerworkbench.app.paint.view.TriggerSection;
import org.triggerworkbench.app.prompt.PromptModel;
import org.triggerworkbench.app.prompt.PromptView;
import org.triggerworkbench.app.runs.RunsHooks;
import org.triggerworkbench.app.runs.RunsModel;
import org.triggerworkbench.app.runs.RunsView;
import org.triggerworkbench.app.session.FigureExport;
import org.triggerworkbench.app.session.FigureShot;
import org.triggerworkbench.app.session.SessionFlow;
import org.triggerworkbench.app.session.ViewState;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Action.Menu;
import org.triggerworkbench.app.shared.Actions;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.ViewPart;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.EngineService;
import org.triggerworkbench.app.state.Settings;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.app.training.EngineMachine;
import org.triggerworkbench.app.training.RunModel;
import org.triggerworkbench.app.training.TrainView;
import org.triggerworkbench.app.training.TrainingModel;
import org.triggerworkbench.attack.Attacks;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.method.FoundTrigger;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** All views, built and wired to each other. */
final class Views {
    private static final Messages TEXT = Messages.of(Views.class);
    private static final String OPTIMISED = "optimised-patch";

    private final Workbench workbench;
    private final Dialogs dialogs;
    private final List<Runnable> ticks = new ArrayList<>();
    private final Shell.Places places;
    private final TriggerSection triggerSection;
    private final OpenFlow opening;
    private final SessionFlow sessions;
    private final FileActions files;
    private final FigureExport figures;
    private final ExportActions exports;
    private final Supplier<List<ChartShot>> curves;
    private final EmbeddingModel embedding;
    /** Where runs go on, by id of the view. */
    private final Map<String, TrainingModel> trainings;

    /** All that can have a run under way. */
    private final List<RunModel> runModels;

    private final BackgroundTasks works;
    private final MatrixModel matrix;

    /**
     * What the views need of the window around them.
     *
     * @param userFolder where runs and sessions lie
     * @param questions asked while something is opened
     * @param state how the window stands, for sessions
     * @param shown runs when something of the user's own is open
     * @param showView brings the view of an id to the front
     * @param browse opens a report in the browser
     */
    record WindowContext(
            Path userFolder,
            Dialogs dialogs,
            Questions questions,
            ViewState state,
            Runnable shown,
            Consumer<String> showView,
            Consumer<Path> browse) {}

    private final WindowContext around;

    Views(
            Workbench workbench,
            BackgroundTasks works,
            EngineService engine,
            Theme theme,
            Settings settings,
            WindowContext around) {
        this.workbench = workbench;
        this.works = works;
        this.around = around;
        this.dialogs = around.dialogs();
        this.sessions = new SessionFlow(workbench, engine, works, new ArrangedState(around.state(), this::matrix));
        this.opening = new OpenFlow(
                workbench,
                engine,
                works,
                settings,
                around.questions(),
                sessions,
                around.userFolder(),
                around.shown(),
                this::openMatrix);
        this.files = new FileActions(workbench, works, settings, dialogs, opening, sessions);
        this.figures = new FigureExport(works, theme);

        PaintModel paint = new PaintModel(workbench, new FxLetters());
        Stickers stickers = new Stickers(paint, works, dialogs);
        PaintView paintView = new PaintView(paint, stickers, theme, opening::sheet);
        this.triggerSection = new TriggerSection(paint, stickers);
        PromptModel prompt = new PromptModel(workbench, works);
        PromptView promptView = new PromptView(prompt, dialogs);
        CompareModel compare = new CompareModel(workbench);
        TwoModels models = new TwoModels(workbench, engine, works);
        CompareView compareView = new CompareView(compare, models, theme, () -> openSecond(models));
        Path home = around.userFolder();
        RunModel run = new RunModel(new EngineMachine(engine), works, home, InstantSource.system());
        TrainingModel training = new TrainingModel(
                workbench,
                engine,
                run,
                "train",
                Attacks.all().stream()
                        .filter(known -> !known.id().equals(OPTIMISED))
                        .toList(),
                Map.of());
        training.setup().setBatch(settings::batch);
        PoisonedSaving poisoned = new PoisonedSaving(engine, works, dialogs);
        TrainView train = new TrainView(training, theme, works, dialogs, poisoned::save);
        OptimiseModel optimise = new OptimiseModel(
                workbench, engine, new RunModel(new EngineMachine(engine), works, home, InstantSource.system()));
        OptimiseView optimiseView = new OptimiseView(optimise, theme, works, dialogs);
        DefendModel defend = new DefendModel(
                workbench,
                engine,
                works,
                new RunModel(new EngineMachine(engine), works, home, InstantSource.system()),
                new RunModel(new EngineMachine(engine), works, home, InstantSource.system()),
                hooks(paint, compare));
        DefendView defendView = new DefendView(defend, theme, works, dialogs);
        this.embedding = new EmbeddingModel(workbench);
        EmbeddingView embeddingView = new EmbeddingView(embedding, theme, () -> false);
        this.curves = () -> List.of(training.losses().shot(), training.rates().shot());
        this.exports = new ExportActions(
                workbench,
                works,
                dialogs,
                home,
                new ExportActions.Sources(
                        () -> embedding.frame().get(), () -> training.plan().experiment(), Views::toClipboard));
        RunsModel runs = new RunsModel(works, home.resolve("runs"), run);
        RunsView runsView = new RunsView(
                runs, new RunsHooks(opening::open, this::resume, around.browse(), poisoned::save), dialogs);
        this.matrix = new MatrixModel(works, new MatrixFolders(home.resolve("matrices")));
        MatrixView matrixView = new MatrixView(matrix, theme, works, dialogs, opening::open);
        ticks.addAll(List.of(
                paintView::tick,
                prompt::tick,
                compareView::tick,
                train::tick,
                optimiseView::tick,
                defendView::tick,
                embeddingView::tick,
                matrixView::tick));
        this.trainings = Map.of("train", training, "optimise", optimise.training(), "defend", defend.training());
        this.runModels = Stream.concat(trainings.values().stream().map(TrainingModel::run), Stream.of(defend.clean()))
                .toList();
        runModels.forEach(each -> each.results().addListener((InvalidationListener) _ -> runs.refresh()));
        ticks.add(() -> {
            Set<Path> now = running();
            // An equal set would still have the list drawn anew.
            if (!now.equals(runs.running().get())) {
                runs.running().set(now);
            }
        });
        runs.refresh();
        this.places = new Shell.Places(
                List.of(paintView.part(), promptView.part()),
                List.of(embeddingView.part(), compareView.part()),
                List.of(train.part(), optimiseView.part(), defendView.part(), runsView.part(), matrixView.part()));
    }

    private MatrixModel matrix() {
        return matrix;
    }

    private void openMatrix(Path path) {
        matrix.open(path);
        around.showView().accept("matrix");
    }

    private void openSecond(TwoModels models) {
        dialogs.openFile(TEXT.get("second.title"), FileActions.MODELS)
                .ifPresent(file -> opening.beside(file, models::open));
    }

    private static void toClipboard(String text) {
        Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, text));
    }

    /** What is done elsewhere with what a defence found. */
    private DefendModel.Hooks hooks(PaintModel paint, CompareModel compare) {
        return new DefendModel.Hooks() {
            @Override
            public void paint(FoundTrigger found) {
                if (found.label() == FoundTrigger.NO_CLASS) {
                    paint.take(found.trigger());
                } else {
                    paint.take(found.trigger(), found.label());
                }
                around.showView().accept("paint");
            }

            @Override
            public void beside() {
                compare.pairing().set(Pairing.PINNED);
                around.showView().accept("compare");
            }
        };
    }

    List<ViewPart> parts() {
        return places.all();
    }

    Shell.Places places() {
        return places;
    }

    List<Runnable> ticks() {
        return ticks;
    }

    /** The folders of the runs under way. */
    private Set<Path> running() {
        return runModels.stream()
                .map(RunModel::folder)
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Opens what a run is for and goes on with it in the view of its method. */
    private void resume(Path run) {
        if (runModels.stream().anyMatch(each -> each.state().get().isActive())) {
            works.fail(new InputException(TEXT.get("resume.busy")));
            return;
        }
        opening.resume(run, experiment -> resume(run, experiment));
    }

    private void resume(Path run, Experiment experiment) {
        String method = experiment.job().method();
        trainings.entrySet().stream()
                .filter(each -> each.getValue().setup().methods().stream()
                        .anyMatch(known -> known.id().equals(method)))
                .findFirst()
                .ifPresentOrElse(
                        found -> {
                            around.showView().accept(found.getKey());
                            if (!found.getValue().resume(run, experiment)) {
                                works.fail(new InputException(TEXT.get("resume.busy")));
                            }
                        },
                        () -> works.fail(new InputException(TEXT.get("resume.unknown", method))));
    }

    /** Ends runs under way at their last checkpoint, and threads of views. */
    void end() {
        runModels.forEach(RunModel::close);
        embedding.close();
        matrix.close();
    }

    SessionFlow sessions() {
        return sessions;
    }

    OpenFlow opening() {
        return opening;
    }

    /** Actions of no single view. */
    List<Action> actions() {
        List<Action> all = new ArrayList<>(files.actions());
        all.addAll(exports.actions());
        all.add(Action.of(
                TEXT,
                "file.exportFigure",
                Menu.FILE,
                "fth-upload",
                "Shortcut+E",
                workbench.answer().map(_ -> true).orElse(false),
                this::exportFigure));
        return all;
    }

    private void exportFigure() {
        FigureShot.of(workbench, embedding.frame().get(), curves.get())
                .ifPresent(shot -> dialogs.saveFile(TEXT.get("figure.title"), "figure.png")
                        .ifPresent(file -> figures.save(shot, file, works::saved)));
    }

    Region inputs(Actions actions) {
        return new InputRail(
                workbench,
                actions.named("file.openModel"),
                actions.named("file.openPrompt"),
                actions.named("file.openImages"),
                triggerSection);
    }

    Region answer(Actions actions) {
        return new AnswerView(
                workbench,
                works,
                actions.named("paint.pin"),
                List.of(actions.named("view.show.train"), actions.named("view.show.optimise")));
    }
}
