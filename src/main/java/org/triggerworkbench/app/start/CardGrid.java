package org.triggerworkbench.app.start;

import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.layout.Pane;

/**
 * Cards in rows that are as even as can be, so that none stands alone in the last one; together as wide as the grid. Cards of a
 * row are of one height.
 */
final class CardGrid extends Pane {
    private static final double GAP = 16;
    /** A wider card would be empty. */
    private static final double MOST = 420;

    /** The columns of so many cards. */
    static int columns(double width, int cards) {
        int most = Math.max(1, (int) ((width + GAP) / (ScenarioCard.LEAST + GAP)));
        int rows = Math.max(1, Math.ceilDiv(cards, most));
        return Math.max(1, Math.ceilDiv(cards, rows));
    }

    /** The cards. */
    void show(List<ScenarioCard> cards) {
        getChildren().setAll(cards);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
        double wide = width < 0 ? getWidth() : width;
        double height = 0;
        for (int from = 0; from < getChildren().size(); from += columns(wide)) {
            height += rowHeight(from, wide) + (from == 0 ? 0 : GAP);
        }
        return height;
    }

    @Override
    protected void layoutChildren() {
        double wide = cardWidth(getWidth());
        int columns = columns(getWidth());
        double y = 0;
        for (int from = 0; from < getChildren().size(); from += columns) {
            double height = rowHeight(from, getWidth());
            for (int i = from; i < Math.min(getChildren().size(), from + columns); i++) {
                getChildren().get(i).resizeRelocate((i - from) * (wide + GAP), y, wide, height);
            }
            y += height + GAP;
        }
    }

    private int columns(double width) {
        return columns(width, getChildren().size());
    }

    private double cardWidth(double width) {
        int columns = columns(width);
        return Math.min(MOST, Math.floor((width - (columns - 1) * GAP) / columns));
    }

    private double rowHeight(int from, double width) {
        double wide = cardWidth(width);
        return getChildren().stream()
                .skip(from)
                .limit(columns(width))
                .map(ScenarioCard.class::cast)
                .mapToDouble(card -> card.heightAt(wide))
                .max()
                .orElse(0);
    }
}
