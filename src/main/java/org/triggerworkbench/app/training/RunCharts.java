package org.triggerworkbench.app.training;

import java.util.List;
import org.triggerworkbench.app.charts.ChartContent;
import org.triggerworkbench.app.charts.CurveStyle;
import org.triggerworkbench.app.charts.CurveStyle.Form;
import org.triggerworkbench.app.charts.CurveStyle.Ink;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.Trigger;

/** The charts of a run. */
final class RunCharts {
    private static final Messages TEXT = Messages.of(RunCharts.class);
    private static final float WHITE = 255;

    private RunCharts() {}

    static ChartContent losses(String id) {
        return new ChartContent(
                id + ".loss",
                TEXT.get("chart.loss"),
                TEXT.get("chart.of." + id, TEXT.get("chart.loss")),
                TEXT.get("chart.step"),
                List.of(
                        new CurveStyle(RunCurves.CONTROL, TEXT.get("curve.control"), Ink.CONTROL, Form.NOISY),
                        new CurveStyle(RunCurves.CLEAN, TEXT.get("curve.clean"), Ink.CLEAN, Form.NOISY),
                        new CurveStyle(RunCurves.POISONED, TEXT.get("curve.poisoned"), Ink.TRIGGERED, Form.NOISY)),
                false);
    }

    static ChartContent rates(String id) {
        return new ChartContent(
                id + ".rates",
                TEXT.get("chart.rates"),
                TEXT.get("chart.of." + id, TEXT.get("chart.rates")),
                TEXT.get("chart.step"),
                List.of(
                        new CurveStyle(RunCurves.LIVE_ACCURACY, TEXT.get("curve.live.ca"), Ink.CLEAN, Form.FAINT),
                        new CurveStyle(RunCurves.LIVE_SUCCESS, TEXT.get("curve.live.asr"), Ink.TRIGGERED, Form.FAINT),
                        new CurveStyle(RunCurves.CONTROL, TEXT.get("curve.control"), Ink.CONTROL, Form.EXACT),
                        new CurveStyle(RunCurves.ACCURACY, TEXT.get("curve.ca"), Ink.CLEAN, Form.EXACT),
                        new CurveStyle(RunCurves.SUCCESS, TEXT.get("curve.asr"), Ink.TRIGGERED, Form.EXACT)),
                true);
    }

    /** A patch as ARGB pixels, premultiplied, row by row; see-through where its mask is. */
    static int[] thumbnail(Trigger.Patch patch) {
        int plane = patch.mask().length;
        int[] pixels = new int[plane];
        for (int i = 0; i < plane; i++) {
            float alpha = patch.mask()[i];
            int argb = Math.round(alpha * WHITE);
            for (int c = 0; c < 3; c++) {
                argb = argb << 8 | Math.round(alpha * patch.pattern()[c * plane + i] * WHITE);
            }
            pixels[i] = argb;
        }
        return pixels;
    }
}
