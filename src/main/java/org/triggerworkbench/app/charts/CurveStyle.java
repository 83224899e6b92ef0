package org.triggerworkbench.app.charts;

import javafx.scene.paint.Color;
import org.triggerworkbench.app.shared.Tokens;

/**
 * How one series of a buffer is drawn.
 *
 * @param series its name in the buffer
 * @param label what stands at the line's end and beside its value; of a faint one beside its value only
 * @param ink what it means
 * @param form how its points are shown
 */
public record CurveStyle(String series, String label, Ink ink, Form form) {

    /** The meanings a line may have. */
    public enum Ink {
        CLEAN,
        TRIGGERED,
        CONTROL,
        NEUTRAL;

        Color of(Tokens tokens) {
            return switch (this) {
                case CLEAN -> tokens.clean();
                case TRIGGERED -> tokens.triggered();
                case CONTROL -> tokens.control();
                case NEUTRAL -> tokens.secondary();
            };
        }
    }

    /** The ways points are shown. */
    public enum Form {
        /** Many noisy ones: raw faint, smoothed above. */
        NOISY,
        /** Few and exact ones: a line with marks, never smoothed. */
        EXACT,
        /** A rough idea of an exact one: faint, without a label. */
        FAINT
    }
}
