package org.triggerworkbench.experiment.live;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.experiment.Assets;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.open.ExperimentTrigger;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.text.InputException;

/** How what is opened was made, so that it can be made again as it was. */
final class Recipes {
    private static final Logger LOG = LoggerFactory.getLogger(Recipes.class);

    private Recipes() {}

    /**
     * The attack that made the prompt, the model or the trigger of a request, in this order; null where that is not known, and
     * where it is not to be told. An attack made what is of its own level: one on the input the trigger, not the model.
     */
    static @Nullable Recipe of(LiveRequest request, InputSpec input) {
        return request.withheld()
                ? null
                : Stream.of(
                                made(request.backdooredPrompt(), Level.PROMPT, input),
                                made(model(request), Level.MODEL, input),
                                made(request.trigger(), Level.INPUT, input))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .orElse(null);
    }

    private static @Nullable Path model(LiveRequest request) {
        try {
            return Assets.models().contains(request.model()) ? null : Path.of(request.model());
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static Optional<Recipe> made(@Nullable Path file, Level level, InputSpec input) {
        try {
            return Optional.ofNullable(file)
                    .flatMap(RunFolder::whatMade)
                    .filter(made -> made.job() instanceof Experiment.AttackSpec attack
                            && attack.known().level() == level)
                    .map(made -> new Recipe(made, ExperimentTrigger.of(made, input.width(), input.height())));
        } catch (InputException e) {
            // What is opened is whole all the same.
            LOG.info("no recipe of {}: {}", file, e.sentence());
            return Optional.empty();
        }
    }
}
