package org.triggerworkbench.app.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.text.Text;
import org.controlsfx.control.MasterDetailPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.shared.ViewPart;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.folder.RunNotes;

class RunsViewTest {
    private static final Path PICTURES = Path.of("target/snapshots/runs");

    @TempDir
    private Path runs;

    private final BackgroundTasks works = new BackgroundTasks(Platform::runLater);
    private final List<Path> opened = new ArrayList<>();
    private final List<Path> saved = new ArrayList<>();

    @AfterEach
    void close() {
        works.close();
    }

    /** Answers every question with the same words. */
    private record Answering(String words) implements Dialogs {
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
            return true;
        }

        @Override
        public Optional<Integer> choose(String title, String question, List<Answer> answers) {
            return Optional.empty();
        }

        @Override
        public Optional<String> ask(String title, String question, String start) {
            return Optional.of(words);
        }
    }

    private record Shown(RunsModel model, ViewPart part, Scene scene) {
        @SuppressWarnings("unchecked")
        TableView<RunRow> table() {
            return (TableView<RunRow>) part.content().lookup("#runs-table");
        }

        Action action(String id) {
            return part.actions().stream()
                    .filter(action -> action.id().equals(id))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Shown show(double width, double height, boolean dark) {
        Shown shown = Fx.call(() -> {
            RunsModel model = new RunsModel(works, runs, _ -> {});
            ViewPart part = new RunsView(
                            model, new RunsHooks(opened::add, _ -> {}, _ -> {}, saved::add), new Answering("renamed"))
                    .part();
            HBox header = Ui.styled(new HBox(Ui.heading(part.title()), Ui.spring()), "tw-panel-header");
            header.getChildren().addAll(part.header());
            BorderPane root = Ui.styled(new BorderPane(part.content()), "tw-panel");
            root.setTop(header);
            return new Shown(model, part, Fx.scene(root, width, height, new Theme(), dark));
        });
        Fx.run(() -> shown.model().refresh());
        Fx.until("the folder is read", () -> shown.model().scanned().get());
        return shown;
    }

    private void fill() {
        for (int i = 0; i < 6; i++) {
            String name = i == 2
                    ? "a very long name that somebody gave to a run because it says all that was tried in it and more"
                    : "corner against centre " + i;
            Path run = i % 3 == 1
                    ? RunFixture.resumable(runs, "run-" + i, RunFixture.experiment(name, i, 3 + i))
                    : RunFixture.finished(runs, "run-" + i, RunFixture.experiment(name, i, 3 + i), 40 + 3 * i, 58);
            RunFixture.date(run, Instant.parse("2026-11-0" + (i + 1) + "T10:00:00Z"));
        }
        Path detected = RunFixture.defended(runs, "detected", "planted-detection", RunFixture.DETECTED);
        RunFixture.date(detected, Instant.parse("2026-11-09T10:00:00Z"));
        Path repaired = RunFixture.defended(runs, "repaired", "planted-repair", RunFixture.REPAIRED);
        RunFixture.date(repaired, Instant.parse("2026-11-08T10:00:00Z"));
        Path failed = RunFixture.resumable(runs, "broken", RunFixture.experiment("broken", 1, 3));
        RunFixture.write(failed.resolve("experiment.toml"), "seed = \"x\"");
        RunFolder.writeNotes(
                runs.resolve("run-3"), new RunNotes("The one that worked", "patch at 55, 55; five percent poisoned"));
    }

    @Test
    void actions_followTheSelection() {
        fill();
        Shown shown = show(1000, 252, false);
        Fx.run(() -> {
            assertFalse(shown.action("runs.open").enabled().getValue());
            assertTrue(shown.action("runs.compare").enabled().getValue());
            int resumable = row(shown, RunRow.State.RESUMABLE);
            shown.table().getSelectionModel().clearAndSelect(resumable);
            assertTrue(shown.action("runs.resume").enabled().getValue());
            assertFalse(shown.action("runs.report").enabled().getValue());
            shown.table().getSelectionModel().clearAndSelect(row(shown, RunRow.State.FINISHED));
            assertFalse(shown.action("runs.resume").enabled().getValue());
            assertTrue(shown.action("runs.report").enabled().getValue());
            shown.table().getSelectionModel().select(resumable);
            assertFalse(shown.action("runs.open").enabled().getValue(), "two are chosen");
            assertTrue(shown.action("runs.overlay").enabled().getValue());
        });
    }

    @Test
    void enter_opensAndF2Renames() {
        RunFixture.finished(runs, "a", RunFixture.experiment("one", 1, 3), 1, 2);
        Path second = RunFixture.finished(runs, "b", RunFixture.experiment("two", 1, 3), 1, 2);
        Shown shown = show(1000, 252, false);
        Fx.run(() -> {
            select(shown, "two");
            press(shown, KeyCode.ENTER);
            assertEquals(List.of(second), opened);
            press(shown, KeyCode.F2);
        });
        Fx.until("it is renamed", () -> shown.model().rows().stream()
                .anyMatch(row -> row.name().equals("renamed")));
        Fx.run(() -> assertEquals(
                List.of(second),
                shown.table().getSelectionModel().getSelectedItems().stream()
                        .map(RunRow::path)
                        .toList(),
                "what was chosen stays chosen"));
    }

    @Test
    void headings_explainTheirMeasure() {
        fill();
        Shown shown = show(700, 252, false);
        Fx.run(() -> {
            var success = shown.table().getColumns().stream()
                    .filter(each -> "run-asr".equals(each.getId()))
                    .findFirst()
                    .orElseThrow();
            Label heading = (Label) success.getGraphic();
            assertEquals("ASR", heading.getText());
            assertEquals(
                    Measure.ATTACK_SUCCESS.explained(), heading.getTooltip().getText());
        });
    }

    @Test
    void columns_sortByValueWithUncountedBelow() {
        fill();
        Shown shown = show(1440, 252, false);
        Fx.run(() -> {
            var column = shown.table().getColumns().stream()
                    .filter(each -> "run-asr".equals(each.getId()))
                    .findFirst()
                    .orElseThrow();
            shown.table().getSortOrder().add(column);
            List<Double> values = shown.table().getItems().stream()
                    .map(row -> row.rate(Measure.ATTACK_SUCCESS).isDefined()
                            ? row.rate(Measure.ATTACK_SUCCESS).value()
                            : -1)
                    .toList();
            assertEquals(values.stream().sorted().toList(), values);
            assertEquals(-1, values.getFirst());
        });
    }

    @Test
    void columns_tellWhereARunComesFrom_andSort() {
        fill();
        Shown shown = show(1440, 252, false);
        Fx.run(() -> {
            for (String id : List.of("seed", "method", "data", "model", "ca", "asr", "control", "date")) {
                TableColumn<RunRow, ?> column = column(shown, id);
                assertTrue(column.isVisible() && column.isSortable(), id);
            }
            shown.table().getSortOrder().setAll(List.of(column(shown, "seed")));
            List<Long> seeds = shown.table().getItems().stream()
                    .map(RunRow::seed)
                    .filter(Objects::nonNull)
                    .toList();
            assertEquals(seeds.stream().sorted().toList(), seeds);
            RunRow row = shown.table().getItems().getLast();
            assertEquals(
                    "5",
                    column(shown, "seed").getCellObservableValue(row).getValue().toString());
            assertEquals(
                    Experiment.PRESET.data().source(),
                    column(shown, "data").getCellObservableValue(row).getValue());
            assertEquals(
                    Experiment.PRESET.model().source(),
                    column(shown, "model").getCellObservableValue(row).getValue());
        });
    }

    /** The view is 880 pixels wide in a window of 1440. */
    @Test
    void comparison_showsBothRunsWhole_andMethodsByTheirNames() {
        fill();
        Shown shown = show(880, 290, false);
        Fx.run(() -> {
            shown.table().getSelectionModel().clearSelection();
            shown.table().getSelectionModel().selectIndices(2, 3);
            shown.action("runs.compare").fire();
        });
        Fx.picture(shown.scene(), PICTURES.resolve("compare-880.png"));
        Fx.run(() -> {
            ScrollPane pane = (ScrollPane) shown.scene().lookup("#runs-compare");
            assertTrue(
                    pane.getContent().getLayoutBounds().getWidth()
                            <= pane.getViewportBounds().getWidth() + 1,
                    pane.getContent().getLayoutBounds() + " in " + pane.getViewportBounds());
            assertEquals(
                    List.of(),
                    shown.table().getItems().stream()
                            .filter(row -> row.method().equals("badvisualprompt"))
                            .map(RunRow::methodTitle)
                            .filter(title -> !title.equals("BadVisualPrompt"))
                            .toList());
        });
    }

    @Test
    void figuresAreWhole_andTheTooltipOfTheRowSaysWhatTheyAreCountedFrom() {
        fill();
        for (double width : new double[] {560, 880, 1440}) {
            Shown shown = show(width, 500, false);
            Fx.run(() -> {
                shown.scene().getRoot().applyCss();
                shown.scene().getRoot().layout();
                List<Text> figures = shown.table().lookupAll(".tw-strong .text").stream()
                        .filter(Text.class::isInstance)
                        .map(Text.class::cast)
                        .filter(text -> !text.getText().isEmpty())
                        .toList();
                assertFalse(figures.isEmpty());
                figures.forEach(text -> assertTrue(text.getText().endsWith("%"), width + ": " + text.getText()));
                TableRow<?> row = (TableRow<?>) shown.table().lookupAll(".table-row-cell").stream()
                        .filter(each -> ((TableRow<?>) each).getItem() instanceof RunRow of
                                && of.rate(Measure.ATTACK_SUCCESS).isDefined()
                                && of.method().equals("badvisualprompt"))
                        .findFirst()
                        .orElseThrow();
                Rate asr = ((RunRow) row.getItem()).rate(Measure.ATTACK_SUCCESS);
                String tip = row.getTooltip().getText();
                assertTrue(tip.contains(asr.hits() + " of " + asr.n()), tip);
                assertTrue(tip.contains("47 of 64"), tip);
            });
        }
    }

    @Test
    void poisonedData_areSavedOfAFinishedRunThatHasThem() {
        fill();
        Shown shown = show(1000, 252, false);
        Fx.run(() -> {
            Action save = shown.action("runs.savePoisoned");
            shown.table().getSelectionModel().clearAndSelect(row(shown, RunRow.State.RESUMABLE));
            assertFalse(save.enabled().getValue());
            select(shown, "corner against centre 0");
            save.fire();
            assertEquals(List.of(runs.resolve("run-0")), saved);
            shown.table().getItems().stream()
                    .filter(row -> row.method().equals("planted-repair"))
                    .findFirst()
                    .ifPresent(row -> {
                        shown.table().getSelectionModel().clearSelection();
                        shown.table().getSelectionModel().select(row);
                    });
            assertFalse(save.enabled().getValue(), "a defence poisons nothing");
        });
    }

    private static TableColumn<RunRow, ?> column(Shown shown, String id) {
        return shown.table().getColumns().stream()
                .filter(each -> ("run-" + id).equals(each.getId()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void comparison_foldsAway_andComesBackWhereItWasDivided() {
        fill();
        Shown shown = show(1440, 300, false);
        MasterDetailPane pane = Fx.call(() -> (MasterDetailPane) shown.part().content().lookup(".master-detail-pane"));
        assertFalse(Fx.call(pane::isShowDetailNode));
        double whole = Fx.call(() -> shown.table().getWidth());
        Fx.run(() -> {
            shown.table().getSelectionModel().selectIndices(0, 1);
            shown.action("runs.compare").fire();
            pane.setDividerPosition(0.5);
            shown.scene().getRoot().layout();
        });
        assertTrue(Fx.call(() -> shown.table().getWidth()) < 0.6 * whole);
        Fx.run(() -> {
            shown.action("runs.compare").fire();
            shown.scene().getRoot().layout();
        });
        assertEquals(whole, Fx.call(() -> shown.table().getWidth()), 1);
        Fx.run(() -> {
            shown.action("runs.compare").fire();
            shown.scene().getRoot().layout();
        });
        assertEquals(0.5, Fx.call(pane::getDividerPosition), 0.01);
    }

    @Test
    void pictures_ofAllStates() {
        Shown none = show(1000, 220, false);
        Fx.picture(none.scene(), PICTURES.resolve("empty.png"));
        fill();
        Shown light = show(1440, 252, false);
        Fx.run(() -> light.table().getSelectionModel().clearAndSelect(1));
        Fx.picture(light.scene(), PICTURES.resolve("light-1440.png"));
        for (int width : new int[] {560, 880, 1000}) {
            Shown narrow = show(width, 220, false);
            // Columns that go or come give their room to the others a layout later.
            Fx.run(() -> {
                narrow.table().requestLayout();
                narrow.scene().getRoot().layout();
            });
            Fx.picture(narrow.scene(), PICTURES.resolve("light-" + width + ".png"));
        }
        Shown dark = show(1440, 300, true);
        Fx.run(() -> {
            dark.table().getSelectionModel().selectIndices(0, 1, 3);
            dark.action("runs.compare").fire();
        });
        Fx.picture(dark.scene(), PICTURES.resolve("dark-compare.png"));
        Shown deleted = show(1000, 300, false);
        Fx.run(() -> {
            select(deleted, "broken");
            deleted.table().getSelectionModel().clearAndSelect(row(deleted, RunRow.State.RESUMABLE));
            deleted.action("runs.delete").fire();
        });
        Fx.until("it is deleted", () -> deleted.model().deleted().get() != null);
        assertTrue(Fx.call(() -> deleted.action("runs.putBack").enabled().getValue()));
        Fx.picture(deleted.scene(), PICTURES.resolve("deleted-search.png"));
    }

    private static int row(Shown shown, RunRow.State state) {
        for (int i = 0; i < shown.table().getItems().size(); i++) {
            if (shown.table().getItems().get(i).state() == state) {
                return i;
            }
        }
        throw new AssertionError("no run is " + state);
    }

    private static void select(Shown shown, String name) {
        shown.table().getItems().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .ifPresent(row -> {
                    shown.table().getSelectionModel().clearSelection();
                    shown.table().getSelectionModel().select(row);
                });
    }

    private static void press(Shown shown, KeyCode code) {
        shown.table().fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    }
}
