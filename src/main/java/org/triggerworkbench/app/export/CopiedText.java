package org.triggerworkbench.app.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.session.FigureShot;
import org.triggerworkbench.compute.file.Hashes;
import org.triggerworkbench.data.BrokenPictures;
import org.triggerworkbench.data.Sample;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.ExperimentFile;
import org.triggerworkbench.experiment.live.LiveRequest;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.TriggerFiles;

/**
 * How to get what is on screen again. The trigger and the prompt as they stand are written to files of their own, which the
 * text names. Not on the window thread.
 *
 * @param folder for those files
 */
record CopiedText(Path folder) {
    private static final Messages TEXT = Messages.of(CopiedText.class);

    /**
     * The command that measures what the sheet shows.
     *
     * @throws InputException if the weights or the words shown are in no file
     */
    String commandLine(FigureShot shot) {
        LiveRequest request = shot.facts().request();
        if (shot.answer().question().model() != null) {
            throw new InputException(TEXT.get("copy.training"));
        }
        if (shot.answer().question().words() != null) {
            throw new InputException(TEXT.get("copy.words"));
        }
        List<String> words = new ArrayList<>(List.of("trigger-workbench", "evaluate"));
        option(words, "--model", request.model());
        option(words, "--arch", request.architecture());
        option(words, "--output", request.output());
        option(words, "--data", request.data());
        if (request.reading().split() != Sample.Split.TEST) {
            option(words, "--split", request.reading().split().word());
        }
        if (request.reading().broken() == BrokenPictures.LEAVE_OUT) {
            words.add("--skip-broken");
        }
        option(words, "--target", Integer.toString(shot.answer().question().target()));
        PromptState prompt = shot.answer().question().prompt();
        option(words, "--prompt", prompt == null ? null : file(prompt).toString());
        Trigger trigger = shot.answer().question().trigger();
        option(words, "--trigger", trigger == null ? null : file(shot, trigger).toString());
        option(words, "--limit", Integer.toString(request.batch()));
        option(words, "--sample-seed", Long.toString(request.seed()));
        return words.stream().map(CopiedText::quoted).collect(Collectors.joining(" "));
    }

    /** The experiment that the form makes, with the trigger on screen, as its file would be. */
    String toml(FigureShot shot, Experiment planned) {
        Trigger trigger = shot.answer().question().trigger();
        return ExperimentFile.text((trigger == null
                        ? planned
                        : planned.withTrigger(
                                planned.trigger().ofFile(file(shot, trigger).toString())))
                .resolved());
    }

    private static void option(List<String> words, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            words.add(name);
            words.add(value);
        }
    }

    /** A word as a shell takes it. */
    private static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private Path file(FigureShot shot, Trigger trigger) {
        // Written once to know what it is, then kept under a name that says so.
        Path draft = Copies.draft(folder, "trigger.safetensors");
        TriggerFiles.write(
                draft,
                trigger,
                shot.facts().input().width(),
                shot.facts().input().height());
        return named(draft, "trigger");
    }

    private Path file(PromptState prompt) {
        Path draft = Copies.draft(folder, "prompt.safetensors");
        PromptFiles.write(draft, prompt.saved());
        return named(draft, "prompt");
    }

    private Path named(Path draft, String what) {
        return Copies.keep(
                draft, bytes -> folder.resolve(what + "-" + Hashes.sha256(bytes).substring(0, 12) + ".safetensors"));
    }
}
