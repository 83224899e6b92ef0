package org.triggerworkbench.app.session;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.ColourBy;
import org.triggerworkbench.app.state.TrayItem;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.PromptChoice;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.SceneRequest;
import org.triggerworkbench.experiment.live.Wording;
import org.triggerworkbench.trigger.Trigger;

/**
 * What is open, as it stands at one moment. The experiment, which says how something is trained, is a file of its own.
 *
 * @param request model, data and target; without files of prompts and trigger, which the session brings itself
 * @param width of the model's input
 * @param height of the model's input
 * @param view how the window stands
 */
public record Session(
        SceneRequest request,
        int width,
        int height,
        PromptChoice promptChoice,
        String space,
        ColourBy colourBy,
        int primary,
        List<Integer> chosen,
        @Nullable Trigger trigger,
        @Nullable PromptState cleanPrompt,
        @Nullable PromptState backdooredPrompt,
        @Nullable Wording wording,
        List<TrayItem> tray,
        @Nullable Pin pin,
        Map<String, String> view) {
    public Session {
        chosen = List.copyOf(chosen);
        tray = List.copyOf(tray);
        view = Map.copyOf(view);
    }

    /**
     * The pinned answer: what was asked, so that it can be asked again, and the rates it had.
     *
     * @param target class
     * @param image enlarged
     */
    public record Pin(
            @Nullable Trigger trigger,
            @Nullable PromptState prompt,
            int target,
            int image,
            String space,
            Rate cleanAccuracy,
            Rate attackSuccess,
            Rate cleanTargetRate) {}
}
