package org.triggerworkbench.experiment.folder;

import java.util.List;
import org.triggerworkbench.text.Messages;

/** What each file of a run folder is, for whoever finds the folder without this program. */
final class RunReadme {
    private static final Messages TEXT = Messages.of(RunReadme.class);
    /** Names as they lie in the folder, where several are meant with their beginning or end; explained by "readme." and the key. */
    private static final List<List<String>> FILES = List.of(
            List.of("experiment.toml", "experiment"),
            List.of("result.json", "result"),
            List.of("report.html", "report"),
            List.of("metrics.jsonl", "metrics"),
            List.of("metrics.csv", "csv"),
            List.of("tensorboard/", "tensorboard"),
            List.of("checkpoints/", "checkpoints"),
            List.of("artifacts/trigger.safetensors, .png", "trigger"),
            List.of("artifacts/noise-trigger.safetensors", "noise"),
            List.of("artifacts/poisoned.json", "poisoned"),
            List.of("artifacts/backdoored-*", "backdoored"),
            List.of("artifacts/clean-*", "clean"),
            List.of("artifacts/repaired*", "repaired"),
            List.of("artifacts/found-*.safetensors, .png", "found"),
            List.of("notes.json", "notes"),
            List.of("run.lock", "lock"));

    private RunReadme() {}

    /**
     * The text, in Markdown.
     *
     * @param name of the experiment
     */
    static String of(String name) {
        StringBuilder text = new StringBuilder("# ").append(name).append("\n\n");
        text.append(TEXT.get("readme.what")).append("\n\n");
        for (List<String> file : FILES) {
            text.append("- `")
                    .append(file.getFirst())
                    .append("`: ")
                    .append(TEXT.get("readme." + file.getLast()))
                    .append('\n');
        }
        return text.append('\n').append(TEXT.get("readme.resume")).append('\n').toString();
    }
}
