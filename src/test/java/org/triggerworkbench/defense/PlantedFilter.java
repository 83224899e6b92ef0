package org.triggerworkbench.defense;

import com.google.auto.service.AutoService;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.triggerworkbench.evaluation.EditedImages;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;

/** An input filter of the tests: the margin between the two largest logits of an image. */
@AutoService(Defense.class)
public final class PlantedFilter implements Defense {
    @Override
    public String id() {
        return "planted-filter";
    }

    @Override
    public Level level() {
        return Level.INPUT;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.CLASSIFIER, Need.TRIGGER);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public PreparedDefense prepare(DefenseSetting setting) {
        return new Prepared(setting);
    }

    private record Prepared(DefenseSetting setting) implements PreparedDefense.InputFilter {
        @Override
        public String statistic() {
            return "margin";
        }

        @Override
        public double[] scores(EditedImages inputs) {
            float[][] logits = inputs.rows(setting.compute(), 64, setting.suspect()::logits);
            return Stream.of(logits).mapToDouble(Prepared::margin).toArray();
        }

        private static double margin(float[] logits) {
            float[] sorted = logits.clone();
            Arrays.sort(sorted);
            return sorted[sorted.length - 1] - sorted[sorted.length - 2];
        }

        @Override
        public void close() {}
    }
}
