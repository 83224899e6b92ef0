package org.triggerworkbench.experiment.matrix;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.text.Messages;

/**
 * The script of a job array, for people to read and to submit by hand, too. Each task runs the cell on its line of a list.
 *
 * @param list the file with an id of a cell a line
 * @param size its lines
 * @param threads of the cell that has most
 */
record SlurmScript(MatrixFolder folder, SlurmSettings settings, String job, Path list, int size, int threads) {
    String text() {
        List<String> lines = new ArrayList<>(List.of("#!/bin/bash"));
        lines.add("# "
                + Messages.of(SlurmScript.class)
                        .get("slurm.script", folder.plan().name(), list.getFileName()));
        option(lines, "job-name", job);
        option(lines, "array", "1-" + size + (settings.parallel() > 0 ? "%" + settings.parallel() : ""));
        option(lines, "output", folder.path().resolve("logs") + "/slurm-%A_%a.txt");
        option(lines, "open-mode", "append");
        lines.add("#SBATCH --requeue");
        option(lines, "cpus-per-task", Integer.toString(threads));
        // A minute to keep a checkpoint in.
        option(lines, "signal", "B:TERM@60");
        settings.options().forEach((key, value) -> option(lines, key, value));
        settings.extra().forEach(word -> lines.add("#SBATCH " + word));
        lines.add("");
        settings.modules().forEach(module -> lines.add("module load " + quoted(module)));
        lines.add("unset _JPACKAGE_LAUNCHER");
        lines.add("cell=$(sed -n \"${SLURM_ARRAY_TASK_ID}p\" " + quoted(list.toString()) + ")");
        lines.add("exec " + words() + " matrix --resume " + quoted(folder.path().toString()) + " --cell \"$cell\" >>"
                + quoted(folder.path().resolve("logs").toString()) + "/\"$cell\".txt 2>&1");
        return String.join("\n", lines) + "\n";
    }

    private String words() {
        String command = settings.command();
        String image = settings.container();
        String program = command != null ? command : image != null ? "trigger-workbench" : own();
        boolean isGraphics = settings.options().containsKey("gres");
        return image == null
                ? program
                : "apptainer exec " + (isGraphics ? "--nv " : "") + "--bind "
                        + quoted(folder.path().toString()) + " " + quoted(image) + " " + program;
    }

    /** Java's long words go into a file of their own, so that the script can be read. */
    private String own() {
        List<String> words = OwnProgram.words();
        if (words.size() == 1) {
            return quoted(words.getFirst());
        }
        Path file = folder.slurm().resolve("java.args");
        String text = words.stream()
                .skip(1)
                .map(word -> '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n")
                .collect(Collectors.joining());
        AtomicFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
        return quoted(words.getFirst()) + " " + quoted("@" + file);
    }

    private static void option(List<String> lines, String key, String value) {
        lines.add("#SBATCH --" + key + "=" + (value.matches("[^\\s\"'\\\\]*") ? value : '"' + value + '"'));
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=+@%,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
