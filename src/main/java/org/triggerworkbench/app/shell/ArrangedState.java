package org.triggerworkbench.app.shell;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.triggerworkbench.app.matrix.MatrixModel;
import org.triggerworkbench.app.session.ViewState;

/** How the window stands, and how the rows of a matrix are sorted and grouped in it. */
final class ArrangedState implements ViewState {
    private final ViewState window;
    private final Supplier<MatrixModel> matrix;

    /** @param matrix which may be made after this */
    ArrangedState(ViewState window, Supplier<MatrixModel> matrix) {
        this.window = window;
        this.matrix = matrix;
    }

    @Override
    public Map<String, String> save() {
        Map<String, String> state = new LinkedHashMap<>(window.save());
        state.putAll(matrix.get().arrangement());
        return state;
    }

    @Override
    public void restore(Map<String, String> state) {
        window.restore(state);
        matrix.get().arrange(state);
    }
}
