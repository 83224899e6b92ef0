package org.triggerworkbench.app.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.LookCheck;
import org.triggerworkbench.app.NoDialogs;
import org.triggerworkbench.app.Snapshots;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.shared.ViewPart;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.experiment.folder.RunLock;

class MatrixViewTest {
    private static final Path PICTURES = Path.of("target/snapshots/matrix");

    @TempDir
    private Path folder;

    private final BackgroundTasks works = new BackgroundTasks(Platform::runLater);
    private final List<Path> opened = new ArrayList<>();
    private Path saving = Path.of("");

    @AfterEach
    void close() {
        works.close();
    }

    private record Shown(MatrixModel model, ViewPart part, Scene scene) {
        HeatMap map() {
            return (HeatMap) part.content().lookup("#matrix-map");
        }

        String words(String id) {
            return ((Label) part.content().lookup(id)).getText();
        }

        Action action(String id) {
            return part.actions().stream()
                    .filter(action -> action.id().equals(id))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Shown show(MatrixSource source, double width, double height, boolean dark) {
        Shown shown = Fx.call(() -> {
            MatrixModel model = new MatrixModel(works, source);
            Theme theme = new Theme();
            ViewPart part = new MatrixView(
                            model,
                            theme,
                            works,
                            new NoDialogs() {
                                @Override
                                public Optional<Path> saveFile(String title, String name) {
                                    return Optional.of(saving);
                                }
                            },
                            opened::add)
                    .part();
            BorderPane root = Ui.styled(new BorderPane(part.content()), "tw-panel");
            Scene scene = Fx.scene(root, width, height, theme, dark);
            model.open(folder);
            return new Shown(model, part, scene);
        });
        Fx.until("the matrix", () -> shown.model().opened().get() != null);
        Fx.run(() -> layout(shown));
        return shown;
    }

    private static void click(Shown shown, Heat.Place place) {
        HeatLayout room = Objects.requireNonNull(shown.map().room());
        Point2D middle = shown.map()
                .localToScene(
                        room.left(place.column()) + room.cellWidth() / 2,
                        room.top(place.row()) + room.cellHeight() / 2);
        double x = middle.getX();
        double y = middle.getY();
        Event.fireEvent(
                shown.map(),
                new MouseEvent(
                        MouseEvent.MOUSE_CLICKED,
                        x,
                        y,
                        x,
                        y,
                        MouseButton.PRIMARY,
                        1,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        true,
                        false,
                        true,
                        null));
        layout(shown);
    }

    private static void layout(Shown shown) {
        shown.scene().getRoot().applyCss();
        shown.scene().getRoot().layout();
    }

    private static void key(Shown shown, KeyCode code) {
        Event.fireEvent(shown.map(), new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
        layout(shown);
    }

    @Test
    void click_tellsTheCellSeedBySeed_andItsRunsAreOpened() {
        Shown shown = show(MadeUpMatrix.small(), 1440, 860, false);
        Fx.run(() -> {
            click(shown, new Heat.Place(1, 0));
            assertEquals("BadNets, none", shown.words("#matrix-cell"));
            Group group = Objects.requireNonNull(shown.model().chosenGroup());
            double mean = group.items().stream()
                    .mapToDouble(item -> Objects.requireNonNull(item.figures().get(Figure.SUCCESS)))
                    .average()
                    .orElseThrow();
            assertEquals(Figure.SUCCESS.number(mean) + "%", shown.words("#matrix-value"));
            ((Button) shown.part().content().lookup("#matrix-open-2")).fire();
            assertEquals(List.of(Path.of("BadNetsnone2")), opened);
        });
    }

    @Test
    void failedCell_saysWhy_andKeysGoFromCellToCell() {
        Shown shown = show(MadeUpMatrix.small(), 1440, 860, false);
        Fx.run(() -> {
            click(shown, new Heat.Place(3, 1));
            key(shown, KeyCode.RIGHT);
            assertEquals("BadCLIP, no triplet, CleanCLIP", shown.words("#matrix-cell"));
            assertTrue(shown.words("#matrix-fault").contains("image-text model"));
            assertTrue(shown.map().getAccessibleText().contains("failed"));
            key(shown, KeyCode.END);
            assertEquals("BadCLIP, no triplet, STRIP", shown.words("#matrix-cell"));
            key(shown, KeyCode.DOWN);
            assertEquals("BadCLIP, no triplet, STRIP", shown.words("#matrix-cell"));
        });
    }

    @Test
    void extremes_andOrder_followTheFigure() {
        Shown shown = show(MadeUpMatrix.small(), 1440, 860, false);
        Fx.run(() -> {
            assertTrue(
                    shown.words("#matrix-worst").contains("BadNets with Adversarial"),
                    "what nothing defends is no defence");
            assertFalse(shown.words("#matrix-best").contains("clean model"), "a control is no attack");
            Groups.Layout mean = new Groups.Layout(Groups.Order.MEAN, "", "");
            shown.model().layout().set(mean);
            Groups ordered = shown.model().groups().get().laidOut(mean, Figure.SUCCESS);
            assertEquals("none", ordered.columnNames().getFirst());
            assertEquals("clean model", ordered.rowNames().getLast());
            assertEquals("STRIP", ordered.columnNames().getLast(), "it has no attack success");
            shown.model().figure().set(Figure.DETECTION);
            assertTrue(shown.words("#matrix-best").contains("STRIP"));
        });
    }

    @Test
    void rows_areSortedByAColumn_andGroupedByAnAxis_asASessionKeepsIt() {
        Shown shown = show(MadeUpMatrix.small(), 1440, 860, false);
        Fx.run(() -> {
            MatrixModel model = shown.model();
            model.arrange(Map.of("matrix-sort", "COLUMN", "matrix-column", "Fine-tuning", "matrix-axis", "Model"));
            Map<String, String> kept = model.arrangement();
            assertEquals("Fine-tuning", kept.get("matrix-column"));
            Groups laid = model.groups().get().laidOut(model.layout().get(), Figure.SUCCESS);
            Heat heat = laid.heat(Figure.SUCCESS);
            List<String> names = heat.rows().stream().map(Heat.Name::words).toList();
            assertEquals("Model: classifier", names.getFirst());
            assertEquals(List.of("Model: image-text model", "BadCLIP, no triplet"), names.subList(4, 6));
            List<Double> shades = laid.rows().subList(0, 3).stream()
                    .map(row -> Objects.requireNonNull(laid.at(row.name(), "Fine-tuning"))
                            .mean(Figure.SUCCESS)
                            .orElseThrow())
                    .toList();
            assertEquals(shades.stream().sorted(Comparator.reverseOrder()).toList(), shades);
            assertEquals(
                    Heat.Kind.CONTROL, heat.rows().get(heat.row("clean model")).kind());
            assertEquals(Heat.Kind.CONTROL, heat.columns().getFirst().kind());
            layout(shown);
            // Over the line between two groups.
            click(shown, new Heat.Place(3, 0));
            key(shown, KeyCode.DOWN);
            assertEquals("BadCLIP, no triplet, none", shown.words("#matrix-cell"));
            model.arrange(Map.of());
            assertEquals(Groups.Layout.PLAIN, model.layout().get());
            ComboBox<?> group = (ComboBox<?>) shown.part().content().lookup("#matrix-group");
            group.getSelectionModel().select(1);
            assertEquals("Model", model.layout().get().axis());
        });
    }

    @Test
    void somebodyElsesRun_isTold_andRunIsGreyed() {
        RunLock.Worker worker = new RunLock.Worker("node7", 4711, Instant.parse("2026-11-26T10:00:00Z"));
        Shown shown = show(MadeUpMatrix.small().runBy(worker), 1440, 860, false);
        Fx.run(() -> {
            String words = shown.words("#matrix-other");
            assertTrue(words.contains("4711") && words.contains("node7") && words.contains("2026-11-2"), words);
            assertEquals(false, shown.action("matrix.play").enabled().getValue());
            Heat heat = shown.model().groups().get().heat(Figure.SUCCESS);
            Heat.Square running = heat.at(new Heat.Place(3, 3));
            assertEquals("running 62%", running.value());
            assertTrue(running.words().contains("epoch 3, step 62 of 100"), running.words());
        });
    }

    @Test
    void exports_holdAllRuns() throws IOException {
        Shown shown = show(MadeUpMatrix.small(), 1440, 860, false);
        String csv = exported(shown, "matrix.csv", "m.csv");
        assertEquals(1 + 4 * 6 * 3, csv.lines().count());
        assertTrue(csv.startsWith(
                "attack,control_row,Model,defense,seed,state,verdict,n,asr,ca,ra,auroc,rebound,control,run\n"));
        assertTrue(csv.contains("\"BadCLIP, no triplet\",false,image-text model,CleanCLIP,1,failed,,,,,,,,,"), csv);
        String tex = exported(shown, "matrix.latex", "m.tex");
        assertTrue(tex.contains("\\begin{tabular}{lrrrrrr}") && tex.contains("\\pm"), tex);
        assertTrue(exported(shown, "matrix.html", "m.html").contains("<table"));
        assertTrue(exported(shown, "matrix.figure", "m.svg").contains("BadNets"));
        assertTrue(exported(shown, "matrix.figure", "m.pdf").startsWith("%PDF"));
    }

    private String exported(Shown shown, String action, String name) throws IOException {
        saving = folder.resolve(name);
        Fx.run(() -> shown.action(action).fire());
        Fx.until(name, () -> works.said().get().contains(name));
        return Files.readString(saving, StandardCharsets.ISO_8859_1);
    }

    @Test
    void process_isPaused_andItsFaultTold() {
        Shown shown = show(MadeUpMatrix.small().running("sleep", "600"), 1440, 860, false);
        Runnable pause = () -> shown.action("matrix.play").fire();
        Runnable cancel = () -> works.running().stream()
                .filter(MatrixViewTest::isOfTheMatrix)
                .toList()
                .forEach(BackgroundTask::cancel);
        for (Runnable end : List.of(pause, cancel)) {
            Fx.run(() -> shown.action("matrix.play").fire());
            Fx.until(
                    "a process",
                    () -> shown.model().doing().get() == MatrixModel.Doing.RUNNING
                            && works.running().stream().anyMatch(MatrixViewTest::isOfTheMatrix));
            Fx.run(end);
            Fx.until("its end", () -> shown.model().doing().get() == MatrixModel.Doing.NOTHING);
            assertEquals("", Fx.call(() -> works.lastError().get()), "it was asked to end");
        }

        Shown faulty = show(
                MadeUpMatrix.small().running("sh", "-c", "echo first >&2; echo the disk is full >&2; exit 3"),
                1440,
                860,
                false);
        Fx.run(() -> faulty.action("matrix.play").fire());
        Fx.until("the fault", () -> works.lastError().get().contains("the disk is full"));
        assertTrue(Fx.call(() -> works.lastError().get()).contains("3"));
    }

    private static boolean isOfTheMatrix(BackgroundTask task) {
        return task.title().contains("prompts");
    }

    @Test
    void tenThousandCells_drawOnlyThoseInSight() {
        Shown shown = show(MadeUpMatrix.large(100, 100, 1), 1440, 860, false);
        Fx.run(() -> {
            HeatLayout room = Objects.requireNonNull(shown.map().room());
            int drawn = (room.lastRow() - room.firstRow() + 1) * (room.lastColumn() - room.firstColumn() + 1);
            assertTrue(drawn > 100 && drawn < 2000, () -> "drawn: " + drawn);
            click(shown, new Heat.Place(0, 0));
            key(shown, KeyCode.END);
            assertEquals(99, Objects.requireNonNull(shown.map().room()).lastColumn());
            assertNotNull(shown.model().chosenGroup());
        });
    }

    @Test
    void pictures() {
        for (boolean dark : new boolean[] {false, true}) {
            for (int[] size : new int[][] {{1440, 900}, {1000, 700}, {1920, 1040}}) {
                picture("small", MadeUpMatrix.small(), size, dark);
                picture("large", MadeUpMatrix.large(20, 20, 3), size, dark);
                RunLock.Worker worker = new RunLock.Worker("node7", 4711, Instant.parse("2026-11-26T10:00:00Z"));
                picture("grouped", MadeUpMatrix.small().runBy(worker), size, dark);
            }
        }
    }

    private void picture(String name, MatrixSource source, int[] size, boolean dark) {
        Shown shown = show(source, size[0], size[1], dark);
        Fx.run(() -> {
            if (name.equals("grouped")) {
                shown.model().layout().set(new Groups.Layout(Groups.Order.COLUMN, "Fine-tuning", "Model"));
                layout(shown);
            }
            click(shown, new Heat.Place(2, 2));
        });
        if (Snapshots.WANTED) {
            Fx.picture(
                    shown.scene(),
                    PICTURES.resolve("%s-%s-%dx%d.png".formatted(name, dark ? "dark" : "light", size[0], size[1])));
        }
        Fx.run(() -> {
            layout(shown);
            assertEquals(List.of(), LookCheck.faults(shown.scene().getRoot()), name);
            assertFalse(shown.words("#matrix-cell").isEmpty());
        });
    }
}
