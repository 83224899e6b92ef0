package org.triggerworkbench.app.files;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.EngineService;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.load.OutputWish;
import org.triggerworkbench.model.load.SeveralOutputsException;
import org.triggerworkbench.model.network.ArchitectureGuess;
import org.triggerworkbench.model.script.ScriptReview;
import org.triggerworkbench.model.weights.WeightFiles;
import org.triggerworkbench.text.Causes;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Makes sure that a model has a card, asking until one fits; a card that does not fit the weights is not left behind. */
final class ModelImport {
    private static final Messages TEXT = Messages.of(ModelImport.class);

    private final EngineService engine;
    private final BackgroundTasks works;
    private final Questions questions;
    private final CardPlace cards;

    ModelImport(EngineService engine, BackgroundTasks works, Questions questions, CardPlace cards) {
        this.engine = engine;
        this.works = works;
        this.questions = questions;
        this.cards = cards;
    }

    /**
     * Asks what is not known of a model and writes its card.
     *
     * @param labels classes of the images that are open
     * @param then is given the path to open it by, on the window thread
     */
    void ready(OpenedPath.Model model, List<String> labels, Consumer<Path> then) {
        if (model.script()) {
            trusted(model.path(), () -> described(model, labels, then));
        } else {
            described(model, labels, then);
        }
    }

    /** Asks before code is run that does more than arithmetic; the answer yes is remembered. */
    private void trusted(Path script, Runnable then) {
        BackgroundTask look = new BackgroundTask(TEXT.get("work.look", OpenFlow.title(script)), null);
        works.start(
                look,
                () -> {
                    List<String> findings = ScriptReview.findings(script);
                    return findings.isEmpty() || ScriptReview.isTrusted(script) ? "" : ScriptReview.shown(findings);
                },
                findings -> {
                    if (findings.isEmpty()) {
                        then.run();
                    } else if (questions.trust(script, findings)) {
                        works.start(
                                look,
                                () -> {
                                    ScriptReview.trust(script);
                                    return script;
                                },
                                _ -> then.run());
                    }
                });
    }

    private void described(OpenedPath.Model model, List<String> labels, Consumer<Path> then) {
        if (model.card()) {
            then.accept(model.path());
            return;
        }
        works.start(
                new BackgroundTask(TEXT.get("work.look", OpenFlow.title(model.path())), null),
                () -> {
                    Path known = cards.known(model.path());
                    boolean asks = known.equals(model.path()) && !model.script();
                    return new Found(known, asks ? ArchitectureGuess.of(WeightFiles.shapes(model.path())) : null);
                },
                found -> {
                    if (found.path().equals(model.path())) {
                        questions.model(
                                new ModelQuestion(model.path(), model.script(), labels, found.guess()),
                                (card, fits, fault) -> write(
                                        model.path(),
                                        card,
                                        path -> {
                                            if (fits.getAsBoolean()) {
                                                then.accept(path);
                                            } else {
                                                forget(path);
                                            }
                                        },
                                        fault));
                    } else {
                        then.accept(found.path());
                    }
                });
    }

    private void forget(Path path) {
        works.start(
                new BackgroundTask(TEXT.get("work.card", OpenFlow.title(path)), null),
                () -> {
                    cards.delete(path);
                    return path;
                },
                _ -> {});
    }

    /**
     * @param path to open the model by, where that is known
     * @param guess what it may be; null for no idea
     */
    private record Found(Path path, @Nullable ArchitectureGuess guess) {}

    private void write(Path model, ModelCard card, Consumer<Path> then, Consumer<String> fault) {
        works.start(
                new BackgroundTask(TEXT.get("work.card", OpenFlow.title(model)), null),
                () -> {
                    Path path = cards.write(model, card);
                    try {
                        requireLabels(card, load(path, OutputWish.NONE));
                    } catch (RuntimeException e) {
                        cards.delete(path);
                        throw e;
                    }
                    return path;
                },
                then,
                failed -> fault.accept(BackgroundTasks.sentence(failed)));
    }

    /** Refuses labels that are for none of the outputs to choose from. */
    private static void requireLabels(ModelCard card, List<SeveralOutputsException.Output> outputs) {
        int labels = card.labels().size();
        if (labels > 0 && !outputs.isEmpty() && outputs.stream().noneMatch(output -> output.columns() == labels)) {
            throw new InputException(TEXT.get("output.labels", labels));
        }
    }

    /**
     * Tells whether a model can be opened at all.
     *
     * @param usable runs on the window thread if it can
     */
    void check(Path model, Runnable usable, Consumer<Throwable> failed) {
        works.start(
                new BackgroundTask(TEXT.get("work.look", OpenFlow.title(model)), null),
                () -> load(model, OutputWish.NONE),
                _ -> usable.run(),
                fault -> failed.accept(Causes.of(fault)));
    }

    /** Tells the outputs to choose from, where that must be told first; none where the model opens as it is. */
    private List<SeveralOutputsException.Output> load(Path model, OutputWish wish) {
        EngineService.Engine ready = engine.opened().join();
        return ready.compute()
                .inferenceThread()
                .submit(() -> {
                    try {
                        ready.sources()
                                .model(model.toString(), null, null, wish)
                                .close();
                        return List.<SeveralOutputsException.Output>of();
                    } catch (SeveralOutputsException e) {
                        return e.outputs();
                    }
                })
                .join();
    }

    /**
     * Which output of a model holds the logits, asked where neither the file nor its card tells; nothing happens where that
     * is asked in vain.
     *
     * @param classes of the images it will see, which tell outputs apart
     * @param then is given it, null where it need not be told, on the window thread
     */
    void output(Path model, int classes, Consumer<@Nullable String> then) {
        works.start(
                new BackgroundTask(TEXT.get("work.look", OpenFlow.title(model)), null),
                () -> load(model, new OutputWish(null, classes)),
                outputs -> {
                    if (outputs.isEmpty()) {
                        then.accept(null);
                    } else {
                        questions.output(new OutputQuestion(model, outputs)).ifPresent(then);
                    }
                });
    }
}
