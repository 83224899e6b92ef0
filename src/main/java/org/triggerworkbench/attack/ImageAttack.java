package org.triggerworkbench.attack;

import java.util.List;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.trigger.Trigger;

/** An attack whose inputs are images. */
public interface ImageAttack extends PreparedAttack {
    /** What a victim would use: the prompted, the poisoned or the clean model. Closed with this. */
    Classifier attacked();

    /** What is stamped at test time: the setting's trigger, or the one that the attack itself makes, as it is now. */
    Trigger trigger();

    @Override
    default Measured measured() {
        return new Measured.OnImages(attacked(), trigger());
    }

    /** As {@link PreparedAttack#controlOf}. */
    default void controlOf(ImageAttack attacked) {}

    /** As {@link PreparedAttack#controls}. */
    List<Control> controls(ImageAttack control);

    /** As {@link PreparedAttack#figures}. */
    default List<Figure> figures(ImageAttack control, PreparedImages test) {
        return List.of();
    }

    @Override
    default void controlOf(PreparedAttack attacked) {
        controlOf((ImageAttack) attacked);
    }

    @Override
    default List<Control> controls(PreparedAttack control) {
        return controls((ImageAttack) control);
    }

    @Override
    default List<Figure> figures(PreparedAttack control, PreparedImages test) {
        return figures((ImageAttack) control, test);
    }
}
