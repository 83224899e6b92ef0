package org.triggerworkbench.experiment.matrix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * Slurm as its own commands tell it.
 *
 * @param name of all jobs of a matrix
 */
record SlurmQueue(String name) {
    private static final Messages TEXT = Messages.of(SlurmQueue.class);
    private static final int PATIENCE_SECONDS = 120;

    private record Answer(int code, String out, String err) {}

    /**
     * Submits a script.
     *
     * @param after task such as {@code 12_3} that has to end well before; null for none
     * @return the number of the job
     * @throws InputException if Slurm refuses it, with what it says
     */
    String submit(Path script, @Nullable String after) {
        List<String> words = new ArrayList<>(List.of("sbatch", "--parsable"));
        if (after != null) {
            words.addAll(List.of("--dependency=afterok:" + after, "--kill-on-invalid-dep=yes"));
        }
        words.add(script.toString());
        Answer answer = ask(words);
        String job = answer.out().strip().split(";", -1)[0];
        if (answer.code() != 0 || !job.matches("[0-9]+")) {
            throw new InputException(
                    TEXT.get("slurm.refused", script, answer.err().strip()));
        }
        return job;
    }

    /** The tasks that wait or run, such as {@code 12_3}, with Slurm's words for their states; nothing while it does not answer. */
    Optional<Map<String, String>> tasks() {
        Answer answer = ask(List.of("squeue", "-h", "-r", "--name=" + name, "-o", "%F_%K %T"));
        if (answer.code() != 0) {
            return Optional.empty();
        }
        Map<String, String> tasks = new HashMap<>();
        for (String line : answer.out().lines().toList()) {
            int space = line.indexOf(' ');
            if (space > 0) {
                tasks.put(line.substring(0, space), line.substring(space + 1).strip());
            }
        }
        return Optional.of(tasks);
    }

    /**
     * Cancels all jobs of the matrix.
     *
     * @throws InputException if Slurm refuses
     */
    void cancel() {
        Answer answer = ask(List.of("scancel", "--name=" + name));
        if (answer.code() != 0) {
            throw new InputException(TEXT.get("slurm.cancel", answer.err().strip()));
        }
    }

    private static Answer ask(List<String> words) {
        try {
            Process process = new ProcessBuilder(words).start();
            process.getOutputStream().close();
            // What is said on errors is short: it does not fill its pipe while the answer is read.
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Answer(1, "", "");
            }
            return new Answer(process.exitValue(), out, err);
        } catch (IOException e) {
            throw new InputException(TEXT.get("slurm.absent", words.getFirst()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(1, "", "");
        }
    }
}
