package org.triggerworkbench.experiment.report;

import org.triggerworkbench.text.Messages;

/** The measures a report shows, each with its name and definition. */
public enum Metric {
    CLEAN_ACCURACY("ca"),
    ATTACK_SUCCESS("asr"),
    CONTROL("control"),
    CLEAN_TARGET_RATE("cleanTarget"),
    ROBUST_ACCURACY("robust"),
    SSIM("ssim"),
    PSNR("psnr"),
    L0("l0"),
    LINF("linf");

    private final String key;

    Metric(String key) {
        this.key = key;
    }

    public String title() {
        return Messages.of(Metric.class).get(key + ".name");
    }

    public String definition() {
        return Messages.of(Metric.class).get(key + ".meaning");
    }
}
