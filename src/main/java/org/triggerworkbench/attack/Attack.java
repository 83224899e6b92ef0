package org.triggerworkbench.attack;

import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.method.Method;
import org.triggerworkbench.method.ParameterValues;

/**
 * A published attack. An attack is one class with {@code @AutoService(Attack.class)}, one test and one card; the list, the
 * form, the command line and the docs follow from what it tells here.
 */
public interface Attack extends Method {
    /**
     * What triggered inputs are to be predicted as.
     *
     * @param values of its own parameters
     * @param wanted the target class of the experiment
     * @param classes of the data
     */
    default Target target(ParameterValues values, int wanted, int classes) {
        return new Target.AllToOne(wanted);
    }

    /** The attack, ready to be trained. */
    PreparedAttack prepare(AttackSetting setting);

    /**
     * The control: the same training, as long, without poison; of an attack that makes a trigger, a trigger made without
     * training. Its images come in the same order where the attack has one
     * order for all images, clean and poisoned; not where it draws clean ones from an order of their own.
     */
    PreparedAttack prepareControl(AttackSetting setting);
}
