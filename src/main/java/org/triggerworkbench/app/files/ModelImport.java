package org.triggerworkbench.app.files;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.EngineService;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.network.ArchitectureGuess;
import org.triggerworkbench.model.script.ScriptReview;
import org.triggerworkbench.model.weights.WeightFiles;
import org.triggerworkbench.text.Causes;
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
                        load(path);
                    } catch (RuntimeException e) {
                        cards.delete(path);
                        throw e;
                    }
                    return path;
                },
                then,
                failed -> fault.accept(BackgroundTasks.sentence(failed)));
    }

    /**
     * Tells whether a model can be opened at all.
     *
     * @param usable runs on the window thread if it can
     */
    void check(Path model, Runnable usable, Consumer<Throwable> failed) {
        works.start(
                new BackgroundTask(TEXT.get("work.look", OpenFlow.title(model)), null),
                () -> {
                    load(model);
                    return true;
                },
                _ -> usable.run(),
                fault -> failed.accept(Causes.of(fault)));
    }

    private void load(Path model) {
        EngineService.Engine ready = engine.opened().join();
        ready.compute()
                .inferenceThread()
                .submit(() -> {
                    ready.sources().model(model.toString(), null, null).close();
                    return true;
                })
                .join();
    }
}
