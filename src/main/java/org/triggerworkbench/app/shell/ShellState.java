package org.triggerworkbench.app.shell;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.triggerworkbench.app.session.ViewState;

/** How the shell stands, for sessions: the views in front and the rails. */
final class ShellState implements ViewState {
    private static final String LEFT = "left-rail";
    private static final String RIGHT = "right-rail";
    private static final String VIEW = "view";

    private final Supplier<Shell> shell;

    /** @param shell which may be made after this */
    ShellState(Supplier<Shell> shell) {
        this.shell = shell;
    }

    @Override
    public Map<String, String> save() {
        Map<String, String> state = new LinkedHashMap<>();
        state.put(LEFT, Boolean.toString(shell.get().leftShown().get()));
        state.put(RIGHT, Boolean.toString(shell.get().rightShown().get()));
        int place = 0;
        for (String id : shell.get().shownViews()) {
            state.put(VIEW + place++, id);
        }
        return state;
    }

    @Override
    public void restore(Map<String, String> state) {
        state.forEach((key, value) -> {
            if (key.startsWith(VIEW)) {
                shell.get().showView(value);
            }
        });
        shell.get().leftShown().set(Boolean.parseBoolean(state.getOrDefault(LEFT, "true")));
        shell.get().rightShown().set(Boolean.parseBoolean(state.getOrDefault(RIGHT, "true")));
    }
}
