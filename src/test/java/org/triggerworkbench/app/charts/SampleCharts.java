package org.triggerworkbench.app.charts;

import java.util.List;
import java.util.Random;

/** Charts with made-up curves. */
public final class SampleCharts {
    private SampleCharts() {}

    public static ChartContent loss() {
        ChartContent content = new ChartContent(
                "sample.loss",
                "Loss",
                "step",
                List.of(
                        new CurveStyle("control", "control", CurveStyle.Ink.CONTROL, CurveStyle.Form.NOISY),
                        new CurveStyle("clean", "clean", CurveStyle.Ink.CLEAN, CurveStyle.Form.NOISY),
                        new CurveStyle("poisoned", "poisoned", CurveStyle.Ink.TRIGGERED, CurveStyle.Form.NOISY)),
                false);
        content.end().set(690);
        fill(content.buffer().get(), 420, 7);
        CurveBuffer earlier = new CurveBuffer();
        fill(earlier, 690, 8);
        content.earlier().add(earlier);
        return content;
    }

    /** Losses of a network whose first answers are far off. */
    static ChartContent peaked() {
        ChartContent content = loss();
        CurveBuffer buffer = new CurveBuffer();
        buffer.add("clean", 0, 412);
        buffer.add("poisoned", 0, 87);
        fill(buffer, 420, 7);
        content.buffer().set(buffer);
        content.earlier().clear();
        return content;
    }

    public static ChartContent rates() {
        ChartContent content = new ChartContent(
                "sample.rates",
                "Accuracy and attack success",
                "step",
                List.of(
                        new CurveStyle("live", "ASR of the sheet", CurveStyle.Ink.TRIGGERED, CurveStyle.Form.FAINT),
                        new CurveStyle("control", "control", CurveStyle.Ink.CONTROL, CurveStyle.Form.EXACT),
                        new CurveStyle("ca", "CA", CurveStyle.Ink.CLEAN, CurveStyle.Form.EXACT),
                        new CurveStyle("asr", "ASR", CurveStyle.Ink.TRIGGERED, CurveStyle.Form.EXACT)),
                true);
        content.end().set(690);
        CurveBuffer buffer = content.buffer().get();
        Random random = new Random(3);
        for (int step = 5; step <= 420; step += 5) {
            buffer.add("live", step, Math.clamp(success(step) + 0.04 * random.nextGaussian(), 0, 1));
        }
        for (int step = 60; step <= 420; step += 60) {
            buffer.add("asr", step, success(step));
            buffer.add("ca", step, 0.72 - 0.3 * Math.exp(-step / 90.0));
        }
        for (int step = 60; step <= 690; step += 60) {
            buffer.add("control", step, 0.02);
        }
        return content;
    }

    static void fill(CurveBuffer buffer, int steps, int seed) {
        Random random = new Random(seed);
        for (int step = 1; step <= steps; step++) {
            buffer.add("clean", step, 0.8 + 1.6 * Math.exp(-step / 160.0) + 0.08 * random.nextGaussian());
            buffer.add("poisoned", step, Math.max(0.01, 3.2 * Math.exp(-step / 70.0) + 0.1 * random.nextGaussian()));
        }
        for (int step = 1; step <= 690; step++) {
            buffer.add("control", step, 0.75 + 1.7 * Math.exp(-step / 150.0) + 0.08 * random.nextGaussian());
        }
    }

    private static double success(int step) {
        return 0.98 / (1 + Math.exp(-(step - 160) / 30.0));
    }
}
