package org.triggerworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.triggerworkbench.Launcher;

/** The real program in a process of its own, started as this one was. */
final class ProgramProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 120;
    private static final int POLL_MILLIS = 1;

    private final Process process;
    private final Path out;
    private final Path err;

    private ProgramProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** @param folder where its standard output and error and its log go */
    static ProgramProcess start(Path folder, String... words) throws IOException {
        return start(folder, folder.resolve("user"), words);
    }

    /** @param user the user's folder, whose log it writes to */
    static ProgramProcess start(Path folder, Path user, String... words) throws IOException {
        return start(folder, user, Map.of(), words);
    }

    /** @param environment what is added to the environment; an empty value takes a variable away */
    static ProgramProcess start(Path folder, Path user, Map<String, String> environment, String... words)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--"))
                .forEach(command::add);
        // It lives for seconds, in which the second compiler takes more time than it saves.
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Dworkbench.data=" + user);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Launcher.class.getName()));
        command.addAll(List.of(words));
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        environment.forEach((name, value) -> {
            if (value.isEmpty()) {
                builder.environment().remove(name);
            } else {
                builder.environment().put(name, value);
            }
        });
        Process process = builder.start();
        return new ProgramProcess(process, out, err);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends a signal by its name. */
    void signal(String name) throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                        .start()
                        .waitFor());
    }

    /** Waits until a run has told more lines than these. */
    void awaitLines(Path run, int lines) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (lines(run) <= lines) {
            boolean ended = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
            assertTrue(!ended && System.nanoTime() < deadline, () -> "no line " + lines + ": " + err());
        }
    }

    /** Waits until the process has a library in its memory; Linux only. */
    void awaitMapped(String library) throws IOException, InterruptedException {
        Path maps = Path.of("/proc", Long.toString(process.pid()), "maps");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.readString(maps).contains(library)) {
            boolean ended = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
            assertTrue(!ended && System.nanoTime() < deadline, () -> "no " + library + ": " + err());
        }
    }

    /** SIGKILL on Linux and macOS: nothing of the program runs any more. */
    void kill() throws InterruptedException {
        assertTrue(process.isAlive(), "the run ended before it could be killed");
        process.destroyForcibly();
        await();
    }

    /** SIGTERM; returns the exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        return await();
    }

    /** Waits for its end; returns the exit code. */
    int await() throws InterruptedException {
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> "does not end: " + err());
        return process.exitValue();
    }

    /** What it said on standard output so far. */
    String out() {
        return text(out);
    }

    /** What it said on standard error so far. */
    String err() {
        return text(err);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Whole lines that a run has told. */
    static int lines(Path run) throws IOException {
        Path metrics = run.resolve("metrics.jsonl");
        return Files.exists(metrics)
                ? (int) Files.readString(metrics).chars().filter(c -> c == '\n').count()
                : 0;
    }
}
