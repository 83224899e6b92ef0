package org.triggerworkbench.experiment.study;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.folder.StoredResult;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * Finished runs of attacks and repairs, by what was attacked and how it was repaired. Runs that differ by their seed alone share
 * a cell; an attack's cell has the defence {@value #NO_DEFENSE}.
 */
public final class Study {
    /** The defence of a run that has none. */
    private static final String CONTROL = " (clean)";

    public static final String NO_DEFENSE = "none";

    private static final Messages TEXT = Messages.of(Study.class);

    private final Map<Cell, Map<Long, Map<StudyMeasure, Double>>> runs;

    /**
     * What a table has a row for.
     *
     * @param attack name of the attack's experiment; of a model that no run of ours made, the model's
     * @param defense id of the defence, or {@value #NO_DEFENSE}
     */
    public record Cell(String attack, String defense) implements Comparable<Cell> {
        @Override
        public int compareTo(Cell other) {
            int byAttack = attack.compareTo(other.attack);
            return byAttack != 0 ? byAttack : order(defense).compareTo(order(other.defense));
        }

        private static String order(String defense) {
            return defense.equals(NO_DEFENSE) ? "" : defense;
        }
    }

    private Study(Map<Cell, Map<Long, Map<StudyMeasure, Double>>> runs) {
        this.runs = runs;
    }

    /**
     * Gathers the finished runs of attacks and repairs in a folder and those below it.
     *
     * @throws InputException if there is none, or two runs are of the same cell and seed
     */
    public static Study of(Path folder) {
        Map<Cell, Map<Long, Map<StudyMeasure, Double>>> runs = new TreeMap<>();
        for (Path path : folders(folder)) {
            RunFolder run = RunFolder.open(path);
            if (run.isFinished()) {
                add(runs, run);
            }
        }
        if (runs.isEmpty()) {
            throw new InputException(TEXT.get("study.empty", folder));
        }
        return new Study(runs);
    }

    private static List<Path> folders(Path root) {
        try (Stream<Path> found = Files.walk(root)) {
            return found.filter(Files::isDirectory)
                    .filter(RunFolder::isRun)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InputException(TEXT.get("study.unreadable", root), e);
        }
    }

    private static void add(Map<Cell, Map<Long, Map<StudyMeasure, Double>>> runs, RunFolder run) {
        Map<StudyMeasure, Double> values = values(run);
        if (values.isEmpty()) {
            return;
        }
        Experiment experiment = run.experiment();
        List<RunFolder> makers = RunFolder.whichMade(experiment);
        Experiment source = makers.isEmpty() ? experiment : makers.getLast().experiment();
        Cell cell =
                switch (experiment.job()) {
                    case Experiment.AttackSpec _ -> new Cell(experiment.name(), NO_DEFENSE);
                    case Experiment.Defense defense ->
                        new Cell(
                                makers.isEmpty() ? attacked(experiment) : name(makers.getLast(), experiment),
                                defense.method());
                };
        if (runs.computeIfAbsent(cell, _ -> new TreeMap<>()).put(source.seed(), values) != null) {
            throw new InputException(TEXT.get("study.twice", cell.attack(), cell.defense(), source.seed(), run.path()));
        }
    }

    /** Of what a run of ours made: the attack's name, or that of its control. */
    private static String name(RunFolder maker, Experiment defended) {
        Path suspect = Path.of(
                defended.prompt().file().isEmpty()
                        ? defended.model().source()
                        : defended.prompt().file());
        boolean control = RunFolder.made(maker.path())
                .ofControl()
                .filter(file -> suspect.toAbsolutePath()
                        .normalize()
                        .equals(file.toAbsolutePath().normalize()))
                .isPresent();
        return maker.experiment().name() + (control ? CONTROL : "");
    }

    private static String attacked(Experiment experiment) {
        Path name = Path.of(experiment.model().source()).getFileName();
        return name == null ? experiment.model().source() : name.toString();
    }

    private static Map<StudyMeasure, Double> values(RunFolder run) {
        StoredResult result;
        try {
            result = run.stored();
        } catch (JsonParseException e) {
            throw new InputException(TEXT.get("study.damaged", run.path()), e);
        }
        Map<StudyMeasure, Double> values = new EnumMap<>(StudyMeasure.class);
        for (StudyMeasure measure : StudyMeasure.values()) {
            Rate rate = measure.of(result);
            if (rate.isDefined()) {
                values.put(measure, rate.value());
            }
        }
        return values;
    }

    /** All cells, attacks by name, the attack itself before its repairs. */
    public List<Cell> cells() {
        return List.copyOf(runs.keySet());
    }

    /** A measure of a cell by seed; nothing where it has none. */
    public Map<Long, Double> values(Cell cell, StudyMeasure measure) {
        Map<Long, Double> bySeed = new TreeMap<>();
        runs.getOrDefault(cell, Map.of()).forEach((seed, values) -> {
            Double value = values.get(measure);
            if (value != null) {
                bySeed.put(seed, value);
            }
        });
        return bySeed;
    }

    public Spread spread(Cell cell, StudyMeasure measure) {
        return Spread.of(values(cell, measure).values());
    }

    /** How many seeds a cell has. */
    public int seeds(Cell cell) {
        return runs.getOrDefault(cell, Map.of()).size();
    }

    /** What becomes of claims, in their order. */
    public List<Statement.Outcome> check(List<Statement> statements) {
        List<Statement.Outcome> outcomes = new ArrayList<>();
        statements.forEach(statement -> outcomes.add(statement.check(this)));
        return outcomes;
    }
}
