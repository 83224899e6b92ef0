package org.triggerworkbench.app.shell;

import javafx.geometry.Orientation;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** The bar above a panel: its tabs left, its controls right, or in a row below where there is no room beside the tabs. */
final class PanelBar extends Region {
    private static final double GAP = 8;

    private final HBox tabs;
    private final HBox controls;

    PanelBar(HBox tabs, HBox controls) {
        this.tabs = tabs;
        this.controls = controls;
        getStyleClass().add("tw-panel-bar");
        tabs.getStyleClass().add("tw-panel-row");
        controls.getStyleClass().add("tw-panel-row");
        getChildren().addAll(tabs, controls);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    private boolean isOneRow(double width) {
        return width < 0 || computePrefWidth(-1) <= width;
    }

    private double rowHeight() {
        return Math.max(tabs.prefHeight(-1), controls.prefHeight(-1));
    }

    private double sides() {
        return snappedLeftInset() + snappedRightInset();
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefWidth(double height) {
        return sides() + tabs.prefWidth(-1) + GAP + controls.prefWidth(-1);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        return snappedTopInset() + snappedBottomInset() + (isOneRow(width) ? 1 : 2) * rowHeight();
    }

    @Override
    protected void layoutChildren() {
        double row = rowHeight();
        double inner = getWidth() - sides();
        double right = Math.min(inner, controls.prefWidth(-1));
        double top = snappedTopInset();
        tabs.resizeRelocate(snappedLeftInset(), top, Math.min(inner, tabs.prefWidth(-1)), row);
        controls.resizeRelocate(
                getWidth() - snappedRightInset() - right, isOneRow(getWidth()) ? top : top + row, right, row);
    }
}
