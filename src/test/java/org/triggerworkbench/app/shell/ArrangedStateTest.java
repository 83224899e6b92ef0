package org.triggerworkbench.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.matrix.MatrixFolders;
import org.triggerworkbench.app.matrix.MatrixModel;
import org.triggerworkbench.app.session.ViewState;
import org.triggerworkbench.app.state.BackgroundTasks;

class ArrangedStateTest {
    private final Map<String, String> window = new LinkedHashMap<>(Map.of("view0", "matrix"));

    @Test
    void rowsOfAMatrix_areKeptBesideTheWindow() {
        try (BackgroundTasks works = new BackgroundTasks(Runnable::run)) {
            ViewState shell = new ViewState() {
                @Override
                public Map<String, String> save() {
                    return window;
                }

                @Override
                public void restore(Map<String, String> state) {
                    window.put("view0", state.getOrDefault("view0", ""));
                }
            };
            MatrixModel matrix = new MatrixModel(works, new MatrixFolders(Path.of("")));
            ArrangedState state = new ArrangedState(shell, () -> matrix);
            matrix.arrange(Map.of("matrix-sort", "NAME", "matrix-axis", "Data", "matrix-figure", "ROBUST"));
            Map<String, String> kept = state.save();
            assertEquals("matrix", kept.get("view0"));
            matrix.arrange(Map.of());
            window.clear();
            state.restore(kept);
            assertEquals(kept, state.save());
            assertEquals("NAME", state.save().get("matrix-sort"));
            state.restore(Map.of("matrix-sort", "by moonlight"));
            assertEquals("FILE", state.save().get("matrix-sort"));
        }
    }
}
