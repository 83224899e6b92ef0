package org.triggerworkbench.experiment.file;

/** An experiment cut down to a first look, in which the curves part within seconds; its figures are no result. */
public final class QuickRun {
    /** Training images, at most. */
    public static final int IMAGES = 640;

    /** Epochs, at most. */
    public static final int EPOCHS = 2;

    private static final int VALIDATION = 128;
    private static final int TEST = 500;

    private QuickRun() {}

    /** The same on few images for few epochs; its name says so. All images stay all, since they may be fewer. */
    public static Experiment of(Experiment whole) {
        Experiment.Data all = whole.data();
        return new Experiment(
                whole.name() + "-quick",
                whole.seed(),
                whole.device(),
                whole.threads(),
                whole.model(),
                new Experiment.Data(
                        all.source(),
                        Math.min(all.train(), IMAGES),
                        Math.min(all.validation(), VALIDATION),
                        Math.min(all.test(), TEST),
                        all.skipBroken()),
                whole.prompt(),
                whole.trigger(),
                whole.job(),
                whole.training().withEpochs(Math.min(whole.training().epochs(), EPOCHS)),
                whole.report());
    }
}
