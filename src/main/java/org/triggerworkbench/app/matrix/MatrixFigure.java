package org.triggerworkbench.app.matrix;

import java.util.Arrays;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.experiment.matrix.MatrixFolder;

/** The map of a matrix as a figure, without a window. */
public final class MatrixFigure {
    private MatrixFigure() {}

    /** A PDF of the first figure that any cell has, of where the cells are now; light. */
    public static byte[] pdf(MatrixFolder folder) {
        Groups groups = Groups.of(MatrixItems.of(folder));
        Figure figure = Arrays.stream(Figure.values())
                .filter(each -> groups.groups().values().stream()
                        .anyMatch(group -> group.mean(each).isPresent()))
                .findFirst()
                .orElse(Figure.SUCCESS);
        return HeatPage.of(groups.heat(figure), Tokens.LIGHT).pdf();
    }
}
