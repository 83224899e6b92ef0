package org.triggerworkbench.attack;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.model.Parameters;
import org.triggerworkbench.text.Messages;

/** How far training moved the weights of a model, |w1 - w0| over all of them. */
final class WeightDistance {
    private static final Messages TEXT = Messages.of(WeightDistance.class);

    private WeightDistance() {}

    /** The L2 distance of two sets of weights of the same names and shapes. */
    static double of(Parameters before, Parameters after) {
        Map<String, HostTensor> old = before.toHost();
        double sum = 0;
        for (Map.Entry<String, HostTensor> entry : after.toHost().entrySet()) {
            HostTensor start = old.get(entry.getKey());
            if (start == null || !after.get(entry.getKey()).getDataType().isFloating()) {
                continue;
            }
            float[] a = start.floats();
            float[] b = entry.getValue().floats();
            for (int i = 0; i < a.length; i++) {
                sum += Math.pow((double) b[i] - a[i], 2);
            }
        }
        return Math.sqrt(sum);
    }

    /** That of the attack and of its control. */
    static Figure table(Parameters source, Parameters attacked, Parameters control) {
        return new Figure.Table(
                TEXT.get("distance.caption"),
                List.of(TEXT.get("distance.model"), TEXT.get("distance.value")),
                List.of(
                        List.of(TEXT.get("distance.attacked"), number(of(source, attacked))),
                        List.of(TEXT.get("distance.control"), number(of(source, control)))));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
