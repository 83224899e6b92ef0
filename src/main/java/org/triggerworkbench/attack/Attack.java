package org.triggerworkbench.attack;

import org.triggerworkbench.method.Method;

/**
 * A published attack. An attack is one class with {@code @AutoService(Attack.class)}, one test and one card; the list, the
 * form, the command line and the docs follow from what it tells here.
 */
public interface Attack extends Method {
    /** The attack, ready to be trained. */
    PreparedAttack prepare(AttackSetting setting);

    /**
     * The control: the same training, as long, without poison; of an attack that makes a trigger, a trigger made without
     * training. Its images come in the same order where the attack has one
     * order for all images, clean and poisoned; not where it draws clean ones from an order of their own.
     */
    PreparedAttack prepareControl(AttackSetting setting);
}
