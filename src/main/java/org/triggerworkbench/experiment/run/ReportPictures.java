package org.triggerworkbench.experiment.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.triggerworkbench.attack.Measured;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.data.ImageSet;
import org.triggerworkbench.data.ImageSets;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.Predictor;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.open.ClassNames;
import org.triggerworkbench.experiment.open.OpenedExperiment;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.experiment.report.Html;
import org.triggerworkbench.experiment.report.PictureStrip;
import org.triggerworkbench.experiment.report.ScatterChart;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.projection.Pca;
import org.triggerworkbench.prompt.PromptPicture;
import org.triggerworkbench.prompt.PromptedClassifier;
import org.triggerworkbench.prompt.VisualPrompt;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.Stamper;

/**
 * Pictures of test images in a report: stamped, prompted, and where their features lie.
 *
 * @param clean the control's model
 */
record ReportPictures(
        Compute compute, OpenedExperiment workshop, Experiment experiment, Measured.OnImages measured, Classifier clean)
        implements ReportExamples {
    private static final Messages TEXT = Messages.of(ReportPictures.class);
    private static final int SHOWN = 6;
    private static final int BATCH = 128;
    private static final List<String> FEATURE_LAYERS = List.of("image.embedding", "pooled", "vision.pooled", "logits");

    @Override
    public void examples(ReportPage page) {
        page.add(TEXT.get("report.pictures"), stamped(measured.model()));
        prompts(clean, measured.model()).ifPresent(prompts -> page.add(TEXT.get("report.prompts"), prompts));
    }

    @Override
    public void features(ReportPage page) {
        page.add(TEXT.get("report.features"), features(measured.model()));
    }

    @Override
    public boolean hasPositions() {
        return true;
    }

    /** Clean, triggered and residual of some non-target images, with what the model says of each. */
    private String stamped(Classifier model) {
        int[] ids = shown();
        PreparedImages images = part(ids);
        try (Stamper stamper = stamper(images)) {
            ImageEdit stamp = Measurement.edit(stamper, ids, experiment.seed());
            Predictor predictor = new Predictor(compute, BATCH);
            int[] clean = predictor.predictions(model, images, ImageEdit.NONE);
            int[] triggered = predictor.predictions(model, images, stamp);
            List<Picture> before = pictures(images, ImageEdit.NONE);
            List<Picture> after = pictures(images, stamp);
            List<String> strips = new ArrayList<>();
            for (int i = 0; i < ids.length; i++) {
                strips.add(PictureStrip.html(before.get(i), after.get(i), name(clean[i]), name(triggered[i])));
            }
            return Html.row(strips.toArray(String[]::new));
        }
    }

    /** What the clean and the backdoored prompt make of the same images; nothing where the models have no prompts. */
    private Optional<String> prompts(Classifier clean, Classifier attacked) {
        if (!(clean instanceof PromptedClassifier honest)
                || !(attacked instanceof PromptedClassifier backdoored)
                || honest.prompt() == null) {
            return Optional.empty();
        }
        PreparedImages images = part(shown());
        return Optional.of(Html.figure(TEXT.get("prompts.caption"), sideBySide(honest, backdoored))
                + Html.figure(TEXT.get("prompts.clean"), row(images, honest))
                + Html.figure(TEXT.get("prompts.backdoored"), row(images, backdoored)));
    }

    /** The first two principal components of clean features; triggered ones are put into the same map. */
    private String features(Classifier model) {
        String layer = FEATURE_LAYERS.stream()
                .filter(model.layers()::contains)
                .findFirst()
                .orElse("");
        int[] ids = ImageSets.representativeIndices(
                workshop.data().test(), experiment.report().projected(), experiment.seed());
        PreparedImages images = part(ids);
        try (Stamper stamper = stamper(images)) {
            float[][] clean = features(model, layer, images, ImageEdit.NONE);
            float[][] triggered = features(model, layer, images, Measurement.edit(stamper, ids, experiment.seed()));
            Pca pca = Pca.fit(clean, 2);
            String caption =
                    TEXT.get("features.caption", layer.isEmpty() ? TEXT.get("features.logits") : layer, images.size());
            return Html.figure(caption, ScatterChart.html(caption, pca.project(clean), pca.project(triggered)));
        }
    }

    private float[][] features(Classifier model, String layer, PreparedImages images, ImageEdit edit) {
        Predictor predictor = new Predictor(compute, BATCH);
        return layer.isEmpty() ? predictor.logits(model, images, edit) : predictor.features(model, layer, images, edit);
    }

    /** Both prompts and, on the same scale, their difference. */
    private static String sideBySide(PromptedClassifier honest, PromptedClassifier backdoored) {
        VisualPrompt first = honest.prompt();
        VisualPrompt second = backdoored.prompt();
        if (first == null || second == null) {
            return "";
        }
        float[] one = first.toHost().floats();
        float[] other = second.toHost().floats();
        float[] difference = new float[one.length];
        for (int i = 0; i < one.length; i++) {
            difference[i] = Math.abs(other[i] - one[i]);
        }
        return PictureStrip.row(
                List.of(
                        PromptPicture.of(first.layout(), one),
                        PromptPicture.of(second.layout(), other),
                        PromptPicture.of(first.layout(), difference)),
                List.of(TEXT.get("prompt.clean"), TEXT.get("prompt.backdoored"), TEXT.get("prompt.difference")));
    }

    private String row(PreparedImages images, PromptedClassifier model) {
        List<Picture> shown = pictures(images, (batch, ids) -> model.prompted(batch));
        int[] predictions = new Predictor(compute, BATCH).predictions(model, images, ImageEdit.NONE);
        return PictureStrip.row(
                shown, IntStream.of(predictions).mapToObj(this::name).toList());
    }

    /** Indices in the test set. */
    private int[] shown() {
        int[] counted = IntStream.range(0, workshop.test().size())
                .filter(i -> workshop.target().counts(workshop.test().label(i)))
                .toArray();
        ImageSet images = ImageSets.subset(workshop.data().test(), counted);
        return IntStream.of(ImageSets.representativeIndices(images, SHOWN, experiment.seed()))
                .map(i -> counted[i])
                .toArray();
    }

    private PreparedImages part(int[] ids) {
        return Sources.prepare(
                ImageSets.subset(workshop.data().test(), ids),
                workshop.source().card().input());
    }

    private Stamper stamper(PreparedImages images) {
        return new Stamper(compute, measured.trigger(), images.height(), images.width());
    }

    private String name(int prediction) {
        return ClassNames.shown(
                workshop.data().classNames(), prediction, workshop.target().one());
    }

    private List<Picture> pictures(PreparedImages images, ImageEdit edit) {
        List<Picture> pictures = new ArrayList<>();
        for (float[] values : new Predictor(compute, BATCH).pixels(images, edit)) {
            pictures.add(Picture.of(images.width(), images.height(), values));
        }
        return pictures;
    }
}
