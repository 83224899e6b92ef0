package org.triggerworkbench.experiment.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.folder.RunLock;
import org.triggerworkbench.text.InputException;

class MatrixFolderTest {
    @TempDir
    private static Path folder;

    private static MatrixPlan plan(String text) throws IOException {
        return MatrixFile.plan(Files.writeString(folder.resolve("matrix.toml"), text), MatrixOptions.NONE);
    }

    @Test
    void axesAndPoints_areRowsAndColumns() throws IOException {
        MatrixPlan plan = plan("""
                seeds = 2
                [[attack]]
                method = "badnets"
                [[attack]]
                method = "sig"
                [[defense]]
                method = "strip"
                [[point]]
                data.source = "road-signs"
                [[point]]
                data.source = "road-signs-shifted"
                [axes]
                "training.epochs" = [1, 2]
                "defense.overlays" = [8, 16, 32]
                """);
        // Two attacks and one's control; two points by two epochs.
        assertEquals(12, plan.rows().size());
        assertEquals(List.of("none", "strip, overlays 8", "strip, overlays 16", "strip, overlays 32"), plan.columns());
        assertEquals(List.of(1L, 2L), plan.seeds());
        assertEquals(12 * 4 * 2, plan.cells().size());
        assertEquals(8 * 2 + 12 * 3 * 2, plan.runs().size());
        for (MatrixRow row : plan.rows()) {
            plan.columns()
                    .forEach(column -> assertEquals(2, plan.cells(row, column).size(), row + column));
        }
        MatrixCell last = plan.cells().getLast();
        assertEquals("road-signs-shifted", plan.experiment(last).data().source());
        assertEquals(
                2,
                plan.experiment(plan.run(String.valueOf(last.source())))
                        .training()
                        .epochs());
        assertEquals(1, plan.experiment(last).threads());
    }

    @Test
    void hash_isOfAllThatCounts() throws IOException {
        String text = """
                control = false
                [experiment.training]
                epochs = 3
                [[attack]]
                method = "badnets"
                [[defense]]
                method = "strip"
                """;
        List<MatrixCell> plain = plan(text).cells();
        assertEquals(plain, plan(text).cells());
        List<MatrixCell> other = plan(text.replace("epochs = 3", "epochs = 4")).cells();
        assertNotEquals(plain.getFirst().id(), other.getFirst().id());
        // A defence follows from its attack.
        assertNotEquals(plain.getLast().id(), other.getLast().id());
        List<MatrixCell> defended = plan(text + "overlays = 9\n").cells();
        assertEquals(plain.getFirst().id(), defended.getFirst().id());
        assertNotEquals(plain.getLast().id(), defended.getLast().id());
    }

    @Test
    void tenThousandCells_areListed(TestReporter reporter) throws IOException {
        String numbers =
                IntStream.rangeClosed(1, 1000).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        MatrixPlan plan = plan("""
                control = false
                seeds = [%s]
                [[attack]]
                method = "badnets"
                [[defense]]
                method = "strip"
                [axes]
                "defense.overlays" = [1, 2, 3, 4, 5, 6, 7, 8, 9]
                """.formatted(numbers));
        assertEquals(10_000, plan.cells().size());
        Path path = folder.resolve("large");
        MatrixFolder made = MatrixFolder.create(path, plan, folder.resolve("matrix.toml"));
        Map<MatrixMeasure, Double> values = new EnumMap<>(Map.of(MatrixMeasure.ATTACK_SUCCESS, 0.5));
        for (MatrixCell cell : plan.cells().subList(0, 9000)) {
            Files.createDirectories(made.run(cell));
            // As a state is written, but not forced to the disk thousands of times.
            Files.writeString(path.resolve("states").resolve(cell.id() + ".json"), """
                    {"result": {"values": {"ATTACK_SUCCESS": 0.5}, "n": 10}, "seconds": 2.0, "peakBytes": 1000}
                    """);
        }
        long start = System.nanoTime();
        MatrixFolder opened = MatrixFolder.open(path);
        Map<MatrixCell, CellStatus> statuses = opened.statuses();
        long first = System.nanoTime();
        assertEquals(statuses, opened.statuses());
        long second = System.nanoTime();
        reporter.publishEntry(Map.of(
                "first, ms", Long.toString((first - start) / 1_000_000),
                "again, ms", Long.toString((second - first) / 1_000_000)));
        assertEquals(
                9000,
                statuses.values().stream()
                        .filter(status -> status.state() == CellState.DONE)
                        .count());
        assertEquals(
                new CellResult(values, 10, null),
                statuses.values().iterator().next().result());
        assertEquals(
                CellState.WAITING,
                Objects.requireNonNull(statuses.get(plan.cells().getLast())).state());
        MatrixEstimate estimate = MatrixEstimate.of(opened);
        assertEquals(1000, estimate.left());
        assertEquals(2000, estimate.seconds(), 1e-6);
    }

    @Test
    void listing_opensNoRecipeAndNoStateThatItKnows() throws IOException {
        MatrixPlan plan = plan("""
                control = false
                seeds = 300
                [[attack]]
                method = "badnets"
                """);
        Path path = folder.resolve("indexed");
        MatrixFolder made = MatrixFolder.create(path, plan, folder.resolve("matrix.toml"));
        for (MatrixCell cell : plan.cells()) {
            Files.createDirectories(made.run(cell));
            Files.writeString(made.stateFile(cell), "{\"result\": {\"values\": {\"ATTACK_SUCCESS\": 0.5}, \"n\": 10}}");
        }
        Map<MatrixCell, CellStatus> statuses = made.statuses();
        MatrixCell first = plan.cells().getFirst();
        Path state = made.stateFile(first);
        FileTime time = Files.getLastModifiedTime(state);
        Files.writeString(state, "?".repeat((int) Files.size(state)));
        Files.setLastModifiedTime(state, time);
        Path recipes = path.resolve("recipes.jsonl");
        Path aside = Files.move(recipes, path.resolve("aside"));
        MatrixFolder opened = MatrixFolder.open(path);
        assertEquals(statuses, opened.statuses(), "the state was opened");
        InputException fault = assertThrows(InputException.class, () -> opened.experiment(first));
        assertTrue(fault.sentence().contains(recipes.toString()), fault.sentence());
        Files.move(aside, recipes);
        assertEquals(plan.experiment(first), MatrixFolder.open(path).plan().experiment(first));

        Files.writeString(state, "{\"reason\": \"the disk is full\"}");
        assertEquals(
                CellState.FAILED,
                Objects.requireNonNull(MatrixFolder.open(path).statuses().get(first))
                        .state(),
                "a state that is not as it was is opened");
        Files.writeString(path.resolve("states.json"), "{\"format\": 1, \"states\": {");
        assertEquals(
                299,
                MatrixFolder.open(path).statuses().values().stream()
                        .filter(status -> status.state() == CellState.DONE)
                        .count(),
                "a damaged index is none");
        assertTrue(Files.readString(path.resolve("states.json")).endsWith("}}\n"), "it is written anew");
    }

    @Test
    void planOfAnEarlierVersion_hasItsRecipes_thatOfALaterOneIsRefused() throws IOException {
        MatrixPlan plan = plan("""
                control = true
                [[attack]]
                method = "badnets"
                [[defense]]
                method = "strip"
                """);
        Path path = folder.resolve("earlier");
        MatrixFolder.create(path, plan, folder.resolve("matrix.toml"));
        Path file = path.resolve("plan.json");
        JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        json.remove("format");
        for (String line : Files.readAllLines(path.resolve("recipes.jsonl"))) {
            JsonObject recipe = JsonParser.parseString(line).getAsJsonObject();
            json.getAsJsonArray("cells").forEach(cell -> {
                if (cell.getAsJsonObject().get("id").equals(recipe.get("id"))) {
                    boolean isControl =
                            cell.getAsJsonObject().get("kind").getAsString().equals("CONTROL");
                    cell.getAsJsonObject()
                            .addProperty(
                                    "recipe",
                                    isControl ? "" : recipe.get("recipe").getAsString());
                }
            });
        }
        Files.delete(path.resolve("recipes.jsonl"));
        Files.writeString(file, json.toString());
        MatrixPlan read = MatrixFolder.open(path).plan();
        assertEquals(plan.cells(), read.cells());
        assertEquals(plan.rows(), read.rows());
        for (MatrixCell cell : plan.runs().values()) {
            assertEquals(plan.experiment(cell), read.experiment(cell));
        }
        json.addProperty("format", 3);
        Files.writeString(file, json.toString());
        InputException fault = assertThrows(InputException.class, () -> MatrixFolder.open(path));
        assertTrue(
                fault.sentence().contains("later version") && fault.sentence().contains(file.toString()));
    }

    @Test
    void readme_namesEveryFile_andTensorBoardReachesTheCells() throws IOException {
        MatrixPlan plan = plan("[[attack]]\nmethod = \"badnets\"\n");
        Path path = folder.resolve("told");
        MatrixFolder made = MatrixFolder.create(path, plan, folder.resolve("matrix.toml"));
        MatrixCell cell = plan.cells().getFirst();
        RunFolder before = new CellWork(made, cell.id()).open();
        assertTrue(Files.notExists(before.path().resolve("tensorboard")));
        made.keepTensorBoard();
        RunFolder run = new CellWork(MatrixFolder.open(path), cell.id()).open();
        assertTrue(Files.isDirectory(run.path().resolve("tensorboard")));
        MatrixTable.write(made);
        String readme = Files.readString(path.resolve("README.txt"));
        try (Stream<Path> files = Files.list(path)) {
            files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !name.equals("README.txt"))
                    .forEach(name -> assertTrue(readme.contains("\n" + name), name));
        }
    }

    @Test
    void planIsNotChanged_whileSomebodyRunsIt() throws IOException {
        MatrixPlan plan = plan("[[attack]]\nmethod = \"badnets\"\n");
        Path path = folder.resolve("held");
        MatrixFolder made = MatrixFolder.create(path, plan, folder.resolve("matrix.toml"));
        try (RunLock _ = made.lock(() -> {})) {
            InputException fault = assertThrows(
                    InputException.class, () -> MatrixFolder.create(path, plan, folder.resolve("matrix.toml")));
            assertTrue(
                    fault.sentence()
                            .contains(Long.toString(ProcessHandle.current().pid())),
                    fault.sentence());
        }
    }

    @Test
    void results_haveTheirMeasures() {
        CellResult repaired = CellResult.of("""
                {"after": {"attackSuccessRate": {"value": 0.1, "n": 40}, "cleanAccuracy": {"value": 0.9, "n": 50},
                 "control": {"attackSuccessRate": {"value": 0.02, "n": 40}}},
                 "rebound": {"attackSuccessRate": {"value": 0.3, "n": 40}}}
                """);
        assertEquals(OptionalDouble.of(0.1), repaired.value(MatrixMeasure.ATTACK_SUCCESS));
        assertEquals(OptionalDouble.of(0.3), repaired.value(MatrixMeasure.REBOUND));
        assertEquals(OptionalDouble.of(0.02), repaired.value(MatrixMeasure.CONTROL));
        assertTrue(repaired.value(MatrixMeasure.DETECTION_AUROC).isEmpty());
        assertEquals(40, repaired.n());
        CellResult scored = CellResult.of("{\"areaUnderRoc\": 0.7, \"triggered\": [1, 2, 3]}");
        assertEquals(OptionalDouble.of(0.7), scored.value(MatrixMeasure.DETECTION_AUROC));
        assertEquals(3, scored.n());
        assertEquals("clean", CellResult.of("{\"verdict\": \"clean\"}").verdict());
    }
}
