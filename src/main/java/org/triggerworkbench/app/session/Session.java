package org.triggerworkbench.app.session;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.Bench;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.live.InferenceRequest;
import org.triggerworkbench.experiment.live.LiveRequest;

/**
 * What is open, as it stands at one moment. The experiment, which says how something is trained, is a file of its own.
 *
 * @param request model, data and target; without files of prompts and trigger, which the session brings itself
 * @param width of the model's input
 * @param height of the model's input
 * @param bench without scene, target and pinned answer where it was read from a file
 * @param view how the window stands
 */
public record Session(
        LiveRequest request,
        int width,
        int height,
        Bench bench,
        @Nullable Pin pin,
        Map<String, String> view) {
    public Session {
        view = Map.copyOf(view);
    }

    /** The pinned answer: what was asked, so that it can be asked again, and the rates it had. */
    public record Pin(InferenceRequest asked, Rate cleanAccuracy, Rate attackSuccess, Rate cleanTargetRate) {}
}
