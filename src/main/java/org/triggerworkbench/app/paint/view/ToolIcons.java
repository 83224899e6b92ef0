package org.triggerworkbench.app.paint.view;

import java.util.Map;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.SVGPath;
import org.triggerworkbench.app.paint.tools.Tool;
import org.triggerworkbench.app.shared.Icons;

/** Icons of the tools: Feather's where it has one, others drawn the same way: lines of 2 on a square of 24, shown at 16. */
final class ToolIcons {
    private static final double SIDE = 16;
    private static final double DRAWN = 24;

    private static final Map<Tool, String> FEATHER = Map.of(
            Tool.MOVE, "fth-move",
            Tool.RECTANGLE, "fth-square",
            Tool.ELLIPSE, "fth-circle",
            Tool.TEXT, "fth-type");

    private static final Map<Tool, String> PATHS = Map.of(
            Tool.LINE, "M4 20 L20 4",
            Tool.BRUSH,
                    "M20.5 3.5 L11 13 M8 13.5 a3.5 3.5 0 0 1 3.5 3.5 c0 3 -3 4 -8 4 c1.5 -1.5 1 -3.5 1.5 -4.5 a3.5 3.5 0 0 1 3 -3 z",
            Tool.ERASER, "M13.5 4 L20.5 11 L11.5 20 H7.5 L3.5 16 V14 Z M8.5 9 L15.5 16 M11.5 20 H21",
            Tool.FILL, "M11 4 L19.5 12.5 L11.5 20.5 L3 12 Z M11 4 L8.5 1.5 M3.5 12.5 H19 M21.5 16 v4",
            Tool.CHECKER, "M4 4 h8 v8 h-8 z M12 12 h8 v8 h-8 z",
            Tool.NOISE,
                    "M5 5 h.01 M12 4 h.01 M19 6 h.01 M8 11 h.01 M15 10 h.01 M20 13 h.01 M4 15 h.01 M11 16 h.01 M17 17 h.01 M7 20 h.01 M13 21 h.01",
            Tool.EYEDROPPER,
                    "M3.5 20.5 l1 -4.5 l8 -8 l3.5 3.5 l-8 8 z M10.5 6 l7.5 7.5 M14.5 9 l3.5 -4 a1.8 1.8 0 0 1 2.6 2.6 l-4 3.4");

    private ToolIcons() {}

    static Node of(Tool tool) {
        String path = PATHS.get(tool);
        return path == null
                ? Icons.of(FEATHER.getOrDefault(tool, "fth-edit-2"))
                : drawn(path, tool == Tool.NOISE ? "tw-drawn-dots" : "tw-drawn-icon");
    }

    private static Node drawn(String path, String style) {
        SVGPath square = new SVGPath();
        square.setContent("M0 0 H24 V24 H0 Z");
        square.setFill(null);
        SVGPath shape = new SVGPath();
        shape.setContent(path);
        shape.getStyleClass().addAll("tw-drawn-icon", style);
        Group group = new Group(square, shape);
        group.setScaleX(SIDE / DRAWN);
        group.setScaleY(SIDE / DRAWN);
        StackPane icon = new StackPane(new Group(group));
        icon.setMinSize(SIDE, SIDE);
        icon.setPrefSize(SIDE, SIDE);
        icon.setMaxSize(SIDE, SIDE);
        return icon;
    }
}
