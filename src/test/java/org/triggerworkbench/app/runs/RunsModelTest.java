package org.triggerworkbench.app.runs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tomlj.Toml;
import org.triggerworkbench.app.Inline;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.CurveOverlay;
import org.triggerworkbench.app.state.Notice;
import org.triggerworkbench.app.training.form.ParameterNames;
import org.triggerworkbench.attack.Attacks;
import org.triggerworkbench.defense.Defense;
import org.triggerworkbench.defense.Defenses;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.ExperimentFile;
import org.triggerworkbench.method.Card;
import org.triggerworkbench.method.Method;
import org.triggerworkbench.method.ParameterValues;
import org.triggerworkbench.method.figure.Points;

class RunsModelTest {
    @TempDir
    private Path runs;

    private final Inline window = new Inline();
    private final BackgroundTasks works = new BackgroundTasks(window);
    private final List<List<CurveOverlay.Run>> overlaid = new ArrayList<>();

    @AfterEach
    void close() {
        works.close();
    }

    private RunsModel scanned() {
        RunsModel model = new RunsModel(works, runs, overlaid::add);
        model.refresh();
        window.untilIdle(works);
        return model;
    }

    @Test
    void refresh_readsWhatRunsLeft() {
        Path first = RunFixture.finished(runs, "a", RunFixture.experiment("first", 1, 3), 57, 58);
        Path second = RunFixture.resumable(runs, "b", RunFixture.experiment("second", 2, 3));
        RunFixture.date(first, Instant.parse("2026-01-01T10:00:00Z"));
        RunFixture.date(second, Instant.parse("2026-01-02T10:00:00Z"));
        RunFixture.write(runs.resolve("no-run.txt"), "x");
        List<RunRow> rows = scanned().rows();
        assertEquals(List.of("second", "first"), rows.stream().map(RunRow::name).toList());
        assertEquals(RunRow.State.RESUMABLE, rows.getFirst().state());
        assertFalse(rows.getFirst().rate(Measure.ATTACK_SUCCESS).isDefined());
        RunRow done = rows.getLast();
        assertEquals(RunRow.State.FINISHED, done.state());
        assertEquals(new Rate(57, 58), done.rate(Measure.ATTACK_SUCCESS));
        assertEquals(new Rate(47, 64), done.rate(Measure.CLEAN_ACCURACY));
        assertEquals(
                new Rate(1, 58), done.rate(Measure.CONTROL), "the first control is the same attack without poison");
        assertNotNull(done.picture());
        assertEquals(32, done.picture().width());
    }

    @Test
    void refresh_tellsWhatFailed() throws Exception {
        Path broken = RunFixture.finished(runs, "a", RunFixture.experiment("broken", 1, 3), 1, 2);
        RunFixture.write(broken.resolve("result.json"), "{\"metrics\": 3}");
        Files.createDirectories(runs.resolve("b"));
        RunFixture.write(runs.resolve("b/experiment.toml"), "epochs = ");
        List<RunRow> rows = scanned().rows();
        assertEquals(2, rows.size());
        for (RunRow row : rows) {
            assertEquals(RunRow.State.FAILED, row.state());
            assertTrue(row.fault().contains(row.path().toString()), row.fault());
        }
    }

    @Test
    void refresh_listsWhatDefencesFound() {
        RunFixture.defended(runs, "a", "planted-detection", RunFixture.DETECTED);
        RunFixture.defended(runs, "b", "planted-filter", RunFixture.SCORED);
        RunFixture.defended(runs, "c", "planted-repair", RunFixture.REPAIRED);
        List<RunRow> rows = scanned().rows().stream()
                .sorted(Comparator.comparing(RunRow::path))
                .toList();
        assertEquals(
                List.of("Backdoored", "AUROC 0.973", "ASR before: 96.4%"),
                rows.stream().map(RunRow::found).toList());
        assertEquals(
                List.of("planted-detection", "planted-filter", "planted-repair"),
                rows.stream().map(RunRow::method).toList());
        assertEquals(Rate.NONE, rows.getFirst().rate(Measure.ATTACK_SUCCESS));
        assertEquals(new Rate(3, 55), rows.getLast().rate(Measure.ATTACK_SUCCESS));
        assertEquals(new Rate(2, 55), rows.getLast().rate(Measure.CONTROL));
        assertTrue(rows.stream().allMatch(row -> row.state() == RunRow.State.FINISHED));
    }

    @Test
    void search_findsAllWordsAnywhere() {
        RunFixture.resumable(runs, "a", RunFixture.experiment("corner patch", 1, 3));
        RunFixture.resumable(runs, "b", RunFixture.experiment("centre patch", 2, 3));
        RunsModel model = scanned();
        model.search().set("  CORNER badvisual ");
        assertEquals(
                List.of("corner patch"),
                model.found().stream().map(RunRow::name).toList());
        model.search().set("nothing");
        assertTrue(model.found().isEmpty());
        model.search().set("");
        assertEquals(2, model.found().size());
    }

    @Test
    void compare_listsDifferencesOnly() {
        Differences differences = Differences.of(List.of(
                RunFixture.experiment("one", 1, 3),
                RunFixture.experiment("two", 1, 5),
                RunFixture.experiment("x", 9, 3)));
        assertEquals(Map.of("Epochs", List.of("3", "5", "3"), "Seed", List.of("1", "1", "9")), differences.rows());
        assertEquals(
                Map.of(),
                Differences.of(List.of(RunFixture.experiment("one", 1, 3), RunFixture.experiment("two", 1, 3)))
                        .rows());
    }

    /** No method has a parameter that the comparison would call by its key, nor two that it would call alike. */
    @Test
    void compare_namesEveryParameterAsTheFormsDo() {
        Experiment attack = RunFixture.experiment("attack", 1, 3);
        for (Method method : Stream.<Method>concat(Attacks.all().stream(), Defenses.all().stream())
                .toList()) {
            Map<String, Object> own =
                    ParameterValues.of(method.parameters(), Map.of()).all();
            Experiment other = attack.withJob(
                    method instanceof Defense
                            ? new Experiment.Defense(method.id(), "stop", 100, own)
                            : new Experiment.AttackSpec(method.id(), "stop", own));
            List<String> keys = Toml.parse(ExperimentFile.text(other)).dottedEntrySet().stream()
                    .map(Map.Entry::getKey)
                    .filter(key -> !key.equals("name"))
                    .toList();
            List<String> names =
                    keys.stream().map(key -> ParameterNames.name(other, key)).toList();
            assertEquals(
                    List.of(),
                    names.stream().filter(name -> !name.matches("\\p{Lu}[^.]*")).toList());
            assertEquals(keys.size(), new HashSet<>(names).size(), method.id() + ": " + names);
        }
        Experiment blended = attack.withJob(new Experiment.AttackSpec(
                "blended",
                "stop",
                ParameterValues.of(Attacks.named("blended").parameters(), Map.of())
                        .all()));
        Map<String, List<String>> rows =
                Differences.of(List.of(attack, blended)).rows();
        assertEquals(
                List.of("BadVisualPrompt", Card.of(Attacks.named("blended")).title()), rows.get("Method"));
        assertTrue(rows.containsKey("Poisoning rate"), () -> rows.keySet().toString());
    }

    @Test
    void overlay_givesTheAttacksCurves() {
        RunFixture.resumable(runs, "a", RunFixture.experiment("one", 1, 3));
        RunsModel model = scanned();
        model.overlay(List.copyOf(model.rows()));
        window.untilIdle(works);
        CurveOverlay.Run run = overlaid.getFirst().getFirst();
        assertEquals("one", run.name());
        assertEquals(
                Set.of("loss.total", "loss.clean", "loss.poisoned", "cleanAccuracy", "controlRate"),
                run.curves().keySet());
        assertArrayEquals(new double[] {2.5}, points(run, "loss.total").ys());
        assertArrayEquals(new double[] {2}, points(run, "cleanAccuracy").xs());
        model.overlay(List.of());
        window.untilIdle(works);
        assertEquals(List.of(), overlaid.getLast());
    }

    @Test
    void renameAndNote_leaveTheFolderAlone() {
        Path run = RunFixture.resumable(runs, "a", RunFixture.experiment("one", 1, 3));
        RunsModel model = scanned();
        model.rename(model.rows().getFirst(), " Corner against centre ");
        window.untilIdle(works);
        model.note(model.rows().getFirst(), "the first that worked");
        window.untilIdle(works);
        RunRow row = model.rows().getFirst();
        assertEquals("Corner against centre", row.name());
        assertEquals("the first that worked", row.note());
        assertEquals(run, row.path());
        model.rename(row, "");
        window.untilIdle(works);
        assertEquals("one", model.rows().getFirst().name());
    }

    @Test
    void delete_canBeTakenBack() {
        Path run = RunFixture.resumable(runs, "a", RunFixture.experiment("one", 1, 3));
        RunsModel model = scanned();
        model.delete(List.of(model.rows().getFirst()));
        window.untilIdle(works);
        assertTrue(model.rows().isEmpty());
        assertFalse(Files.exists(run));
        assertNotNull(model.deleted().get());
        model.refresh();
        window.untilIdle(works);
        assertTrue(model.rows().isEmpty(), "the trash is no place for runs");
        Notice told = Objects.requireNonNull(works.notice().get());
        assertTrue(told.sentence().matches("Moved one \\(.* 20.*\\) to the trash"), told.sentence());
        Objects.requireNonNull(told.undo()).run();
        window.untilIdle(works);
        assertEquals(1, model.rows().size());
        assertTrue(Files.exists(run.resolve("experiment.toml")));
        assertNull(model.deleted().get());
    }

    @Test
    void delete_takesSeveral_andAllComeBack() {
        RunFixture.resumable(runs, "a", RunFixture.experiment("one", 1, 3));
        RunFixture.resumable(runs, "b", RunFixture.experiment("one", 2, 3));
        RunFixture.resumable(runs, "c", RunFixture.experiment("other", 1, 3));
        RunsModel model = scanned();
        model.delete(
                model.rows().stream().filter(row -> row.name().equals("one")).toList());
        window.untilIdle(works);
        assertEquals(1, model.rows().size());
        assertEquals(
                "Moved 2 runs to the trash",
                Objects.requireNonNull(works.notice().get()).sentence());
        model.putBack();
        window.untilIdle(works);
        assertEquals(3, model.rows().size());
    }

    @Test
    void putBack_thatFailsForOne_goesOnWhenAskedAgain() throws IOException {
        Path first = RunFixture.resumable(runs, "a", RunFixture.experiment("one", 1, 3));
        Path second = RunFixture.resumable(runs, "b", RunFixture.experiment("other", 1, 3));
        RunsModel model = scanned();
        model.delete(List.copyOf(model.rows()));
        window.untilIdle(works);
        Files.createDirectory(first);
        Files.createDirectory(second);
        model.putBack();
        window.untilIdle(works);
        assertTrue(
                works.lastError().get().contains("cannot be moved back"),
                works.lastError().get());
        Files.delete(first);
        model.putBack();
        window.untilIdle(works);
        Files.delete(second);
        model.putBack();
        window.untilIdle(works);
        assertEquals(2, model.rows().size());
    }

    @Test
    void delete_thatFailsForOne_tellsBoth() throws IOException {
        RunFixture.resumable(runs, "a", RunFixture.experiment("one", 1, 3));
        Path gone = RunFixture.resumable(runs, "b", RunFixture.experiment("gone", 2, 3));
        RunsModel model = scanned();
        List<RunRow> both = model.rows().stream()
                .sorted(Comparator.comparing(RunRow::name).reversed())
                .toList();
        Files.move(gone, runs.resolve(".elsewhere"));
        model.delete(both);
        window.untilIdle(works);
        assertEquals(1, model.rows().size());
        assertTrue(
                works.lastError().get().contains("cannot be moved to the trash"),
                works.lastError().get());
    }

    @Test
    void delete_leavesTheRunThatGoesOn() {
        Path run = RunFixture.resumable(runs, "a", RunFixture.experiment("one", 1, 3));
        RunsModel model = scanned();
        model.running().set(Set.of(runs.resolve("another"), run));
        model.delete(List.of(model.rows().getFirst()));
        window.untilIdle(works);
        assertTrue(Files.exists(run));
        assertTrue(works.lastError().get().contains("one"));
    }

    private static Points points(CurveOverlay.Run run, String name) {
        return Objects.requireNonNull(run.curves().get(name), name);
    }
}
