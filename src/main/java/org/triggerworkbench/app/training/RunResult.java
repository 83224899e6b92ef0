package org.triggerworkbench.app.training;

import java.nio.file.Path;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.RunFolder;
import org.triggerworkbench.experiment.StoredResult;

/**
 * What a finished run found, on its test images.
 *
 * @param folder of the run
 * @param seed it ran with
 * @param accuracy clean accuracy
 * @param success attack success
 * @param cleanTarget share of the same inputs predicted as the target without the trigger
 * @param control attack success of the control
 * @param poisoned number of poisoned training images
 * @param steps of each phase
 */
public record RunResult(
        Path folder,
        String method,
        long seed,
        Rate accuracy,
        Rate success,
        Rate cleanTarget,
        Rate control,
        long poisoned,
        long steps) {

    /** Reads result.json of a finished run; not on the window thread. */
    static RunResult read(RunFolder folder) {
        StoredResult result = folder.stored();
        return new RunResult(
                folder.path(),
                folder.experiment().job().method(),
                folder.experiment().seed(),
                result.rate(Measure.CLEAN_ACCURACY),
                result.rate(Measure.ATTACK_SUCCESS),
                result.rate(Measure.CLEAN_TARGET_RATE),
                result.control(),
                result.poisonedImages(),
                result.steps());
    }
}
