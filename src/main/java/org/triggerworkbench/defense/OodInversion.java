package org.triggerworkbench.defense;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.data.ImageSet;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.data.picture.Preprocessing;
import org.triggerworkbench.data.picture.Resampling;
import org.triggerworkbench.data.signs.RoadSigns;
import org.triggerworkbench.defense.inversion.DrawnImages;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.Predictor;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;

/**
 * Trigger inversion on the composed model, prompt and all, with images from elsewhere (after CLIP-Inspector, 2026): the defender
 * has no images of the task and draws his own. An image counts only for classes that it is not taken for without a
 * trigger, since images from elsewhere crowd into a few classes.
 */
@AutoService(Defense.class)
public final class OodInversion implements Defense {
    private static final String SOURCE = "source";
    private static final String DRAWN = "shapes";
    private static final int BATCH = 64;
    private static final long KEPT_BYTES = 1L << 28;

    @Override
    public String id() {
        return "ood-inversion";
    }

    @Override
    public Level level() {
        return Level.PROMPT;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.CLASSIFIER);
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.concat(
                        Stream.of(
                                new Parameter.Choice(
                                        SOURCE,
                                        RoadSigns.Domain.CLEAR.datasetName(),
                                        List.of(
                                                RoadSigns.Domain.CLEAR.datasetName(),
                                                RoadSigns.Domain.SHIFTED.datasetName(),
                                                DRAWN),
                                        false),
                                new Parameter.Numeric("count", 300, 8, 10_000, true, false)),
                        TriggerInversion.parameters(3).stream())
                .toList();
    }

    @Override
    public PreparedDefense prepare(DefenseSetting setting) {
        PreparedImages images = images(setting);
        int[] taken = new Predictor(setting.compute(), BATCH).predictions(setting.suspect(), images, ImageEdit.NONE);
        return new TriggerInversion(setting, images, taken);
    }

    /** Drawn anew: with the defender's own seed, so that they are nobody else's. */
    private static PreparedImages images(DefenseSetting setting) {
        int count = setting.values().whole("count");
        String source = setting.values().choice(SOURCE);
        long seed = Seeds.derive(setting.seed(), "ood-inversion", 0);
        ImageSet drawn = Stream.of(RoadSigns.Domain.values())
                .filter(domain -> domain.datasetName().equals(source))
                .findFirst()
                .map(domain -> RoadSigns.dataset(domain, seed, count, 0, 0).train())
                .orElseGet(() -> new DrawnImages(count, seed));
        PreparedImages given = setting.clean();
        return new PreparedImages(
                drawn, Preprocessing.exact(given.width(), given.height(), Resampling.Filter.BICUBIC), KEPT_BYTES);
    }
}
