package org.triggerworkbench.app.shared;

import javafx.scene.paint.Color;

/**
 * The colours of a theme by what they mean, for what is drawn by hand; nodes take the same ones from workbench.css.
 *
 * @param page behind everything
 * @param panel behind a view
 * @param line between panels, and of grids
 * @param soft of quiet fills
 * @param text of words
 * @param secondary of less important words
 * @param clean of all that is clean
 * @param triggered of all that is triggered, poisoned, or of the attack
 * @param control of controls and baselines
 * @param selected of what is selected and of the primary action
 */
public record Tokens(
        boolean dark,
        Color page,
        Color panel,
        Color line,
        Color soft,
        Color text,
        Color secondary,
        Color clean,
        Color triggered,
        Color control,
        Color selected) {
    public static final Tokens LIGHT = new Tokens(
            false,
            Color.web("#F3F4F6"),
            Color.web("#FFFFFF"),
            Color.web("#DFE3E8"),
            Color.web("#EEF1F5"),
            Color.web("#1B2027"),
            Color.web("#59636E"),
            Color.web("#0072B2"),
            Color.web("#C8500A"),
            Color.web("#6B7580"),
            Color.web("#3355D1"));

    public static final Tokens DARK = new Tokens(
            true,
            Color.web("#14171B"),
            Color.web("#1C2026"),
            Color.web("#30363E"),
            Color.web("#252A31"),
            Color.web("#E8EBEF"),
            Color.web("#9AA4AF"),
            Color.web("#56B4E9"),
            Color.web("#FF9A52"),
            Color.web("#98A2AD"),
            Color.web("#8EA6FF"));
}
