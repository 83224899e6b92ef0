package org.triggerworkbench.evaluation;

/**
 * The same measurement where no backdoor was planted, such as the same trigger shown to the clean model. An attack counts
 * as one only when its success rate is well above that of its controls.
 *
 * @param name what was measured, for people
 * @param targetRate share of counted, triggered inputs predicted as the attack wants
 * @param cleanAccuracy share of all inputs, untriggered, predicted as their true class
 */
public record Control(String name, Rate targetRate, Rate cleanAccuracy) {
    /** The control rates of an evaluation of the clean model. */
    public static Control of(String name, AttackMetrics cleanModel) {
        return new Control(name, cleanModel.attackSuccess(), cleanModel.cleanAccuracy());
    }
}
