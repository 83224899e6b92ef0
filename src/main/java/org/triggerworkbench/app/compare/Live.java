package org.triggerworkbench.app.compare;

import javafx.beans.property.ObjectProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.Selection;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.experiment.live.Answer;
import org.triggerworkbench.experiment.live.Glance;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.SceneFacts;

/** What a comparison reads of the workbench. */
record Live(
        ObservableValue<@Nullable SceneFacts> scene,
        ObservableValue<@Nullable Glance> glance,
        ObservableValue<@Nullable Answer> answer,
        ObjectProperty<@Nullable Answer> pinned,
        ObservableValue<@Nullable PromptState> cleanPrompt,
        ObservableValue<@Nullable PromptState> backdooredPrompt,
        Selection selection) {

    static Live of(Workbench workbench) {
        return new Live(
                workbench.scene(),
                workbench.glance(),
                workbench.answer(),
                workbench.pinned(),
                workbench.cleanPrompt(),
                workbench.backdooredPrompt(),
                workbench.selection());
    }
}
