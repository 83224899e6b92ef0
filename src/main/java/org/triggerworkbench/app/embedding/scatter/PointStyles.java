package org.triggerworkbench.app.embedding.scatter;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.paint.Color;
import org.triggerworkbench.app.embedding.map.MapFrame;
import org.triggerworkbench.app.shared.Argb;
import org.triggerworkbench.app.shared.ClassSymbols;
import org.triggerworkbench.app.shared.OkabeIto;
import org.triggerworkbench.app.shared.Ramp;
import org.triggerworkbench.app.shared.Symbol;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.app.state.ColourBy;
import org.triggerworkbench.experiment.live.ImageResults;
import org.triggerworkbench.experiment.live.SubjectFacts;

/**
 * How each point of a frame looks under a colour-by. Clean is a filled circle and triggered a triangle, save where symbols
 * tell classes: there clean is filled and triggered hollow.
 *
 * @param table the looks there are
 * @param of index of each point's look
 */
public record PointStyles(List<PointStyle> table, short[] of) {
    private static final int LEVELS = 64;

    public static PointStyles of(MapFrame frame, SubjectFacts facts, ColourBy colourBy, Tokens tokens) {
        short[] styles = new short[frame.xs().length];
        int n = frame.images();
        ImageResults clean = frame.answer().clean();
        ImageResults triggered = frame.answer().triggered();
        return switch (colourBy) {
            case TRIGGER -> {
                for (int i = n; i < styles.length; i++) {
                    styles[i] = 1;
                }
                yield new PointStyles(List.of(circle(tokens.clean()), triangle(tokens.triggered(), false)), styles);
            }
            case CLASS ->
                byClass(
                        styles,
                        n,
                        facts.labels(),
                        facts.labels(),
                        facts.classes().size(),
                        tokens);
            case PREDICTION ->
                byClass(
                        styles,
                        n,
                        clean.predictions(),
                        triggered == null ? new int[0] : triggered.predictions(),
                        facts.classes().size(),
                        tokens);
            case FOOLED -> {
                int target = frame.answer().question().target();
                for (int i = n; i < styles.length && triggered != null; i++) {
                    boolean counted = facts.labels()[i - n] != target;
                    boolean wanted = triggered.predictions()[i - n] == target;
                    styles[i] = (short) (!counted ? 3 : wanted ? 1 : 2);
                }
                yield new PointStyles(fooledTable(tokens), styles);
            }
            case TARGET_SIMILARITY -> {
                int target = frame.answer().question().target();
                for (int i = 0; i < styles.length; i++) {
                    ImageResults seen = i < n || triggered == null ? clean : triggered;
                    float probability = seen.probabilities()[i % n][target];
                    int level = Math.clamp(Math.round(probability * (LEVELS - 1)), 0, LEVELS - 1);
                    styles[i] = (short) (i < n ? level : LEVELS + level);
                }
                yield new PointStyles(rampTable(tokens), styles);
            }
        };
    }

    /** Clean, fooled, not fooled, of the target class and so not counted. */
    static List<PointStyle> fooledTable(Tokens tokens) {
        return List.of(
                circle(tokens.clean()),
                triangle(tokens.triggered(), false),
                triangle(tokens.control(), false),
                triangle(tokens.control(), true));
    }

    /** The look of a class; none of them for a prediction that is no class. */
    static PointStyle ofClass(int label, boolean hollow, Tokens tokens) {
        return new PointStyle(ClassSymbols.of(label), hollow, Argb.of(OkabeIto.of(label, tokens.dark())));
    }

    private static PointStyles byClass(
            short[] styles, int n, int[] clean, int[] triggered, int classes, Tokens tokens) {
        List<PointStyle> table = new ArrayList<>();
        for (int side = 0; side < 2; side++) {
            for (int k = 0; k < classes; k++) {
                table.add(ofClass(k, side == 1, tokens));
            }
        }
        table.add(new PointStyle(Symbol.CROSS, false, Argb.of(tokens.control())));
        for (int i = 0; i < styles.length; i++) {
            int label = i < n ? clean[i] : triggered[i - n];
            int look = label < 0 ? 2 * classes : i < n ? label : classes + label;
            styles[i] = (short) look;
        }
        return new PointStyles(table, styles);
    }

    private static List<PointStyle> rampTable(Tokens tokens) {
        List<PointStyle> table = new ArrayList<>();
        for (int side = 0; side < 2; side++) {
            for (int level = 0; level < LEVELS; level++) {
                Color colour = Ramp.of((double) level / (LEVELS - 1), tokens.dark());
                table.add(side == 0 ? circle(colour) : triangle(colour, false));
            }
        }
        return table;
    }

    private static PointStyle circle(Color colour) {
        return new PointStyle(Symbol.CIRCLE, false, Argb.of(colour));
    }

    private static PointStyle triangle(Color colour, boolean hollow) {
        return new PointStyle(Symbol.TRIANGLE, hollow, Argb.of(colour));
    }
}
