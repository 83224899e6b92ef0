package org.triggerworkbench.app.training;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/** Figures side by side: as wide as they like, else as narrow as they can be, else in more than one row. Never over another. */
final class RateRow extends Pane {
    private static final double GAP = 16;
    private static final double ROW_GAP = 2;

    RateRow(List<? extends Node> figures) {
        getChildren().addAll(figures);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    private static double least(Node figure) {
        return Math.ceil(figure.minWidth(-1));
    }

    private static double wanted(Node figure) {
        return Math.max(least(figure), Math.ceil(figure.prefWidth(-1)));
    }

    private List<List<Node>> rows(double width) {
        List<List<Node>> rows = new ArrayList<>();
        double taken = 0;
        for (Node figure : getManagedChildren()) {
            if (rows.isEmpty() || taken + GAP + least(figure) > width) {
                rows.add(new ArrayList<>());
                taken = -GAP;
            }
            rows.getLast().add(figure);
            taken += GAP + least(figure);
        }
        return rows;
    }

    private static double height(List<Node> row) {
        return row.stream().mapToDouble(figure -> figure.prefHeight(-1)).max().orElse(0);
    }

    @Override
    protected double computeMinWidth(double height) {
        return getManagedChildren().stream().mapToDouble(RateRow::least).max().orElse(0);
    }

    @Override
    protected double computePrefWidth(double height) {
        return getManagedChildren().stream()
                .mapToDouble(figure -> wanted(figure) + GAP)
                .sum();
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        List<List<Node>> rows = rows(width < 0 ? Double.MAX_VALUE : width);
        return rows.stream().mapToDouble(row -> height(row) + ROW_GAP).sum() - ROW_GAP;
    }

    @Override
    protected void layoutChildren() {
        Insets none = Insets.EMPTY;
        double y = 0;
        for (List<Node> row : rows(getWidth())) {
            double gaps = GAP * (row.size() - 1);
            double least = row.stream().mapToDouble(RateRow::least).sum();
            double more = row.stream().mapToDouble(figure -> wanted(figure) - least(figure)).sum();
            double share = more <= 0 ? 0 : Math.clamp((getWidth() - gaps - least) / more, 0, 1);
            double high = height(row);
            double x = 0;
            for (Node figure : row) {
                double wide = least(figure) + Math.floor(share * (wanted(figure) - least(figure)));
                layoutInArea(figure, x, y, wide, high, 0, none, HPos.LEFT, VPos.TOP);
                x += wide + GAP;
            }
            y += high + ROW_GAP;
        }
    }
}
