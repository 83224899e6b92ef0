package org.triggerworkbench.app.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.triggerworkbench.compute.EngineFacts;
import org.triggerworkbench.compute.file.Hashes;
import org.triggerworkbench.experiment.Assets;
import org.triggerworkbench.experiment.ProgramVersion;
import org.triggerworkbench.experiment.live.InferenceRequest;
import org.triggerworkbench.experiment.live.ModelState;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.Trigger;

/**
 * What a figure was made from, so that somebody else can tell whether they have the same.
 *
 * @param seeds by what was drawn with them
 * @param hashes SHA-256 of what was used, by name
 * @param versions of the programs
 */
public record FigureOrigin(Map<String, Long> seeds, Map<String, String> hashes, Map<String, String> versions) {
    /** Reads the model's files; not on the window thread. */
    public static FigureOrigin of(SubjectFacts facts, InferenceRequest asked) {
        Map<String, String> hashes = new LinkedHashMap<>();
        ModelState weights = asked.model();
        hashes.put("model", model(facts.request().model()));
        if (weights != null) {
            hashes.put("trainedWeights", Hashes.sha256(weights.weights()));
        }
        hashes.put("images", images(facts));
        Trigger trigger = asked.trigger();
        if (trigger != null) {
            hashes.put("trigger", trigger(facts, trigger));
        }
        PromptState prompt = asked.prompt();
        if (prompt != null) {
            hashes.put("prompt", Hashes.sha256(Map.of("values", prompt.values())));
        }
        EngineFacts engine = EngineFacts.current();
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("workbench", ProgramVersion.number());
        versions.put("java", Runtime.version().toString());
        versions.put("javafx", System.getProperty("javafx.runtime.version", ""));
        versions.put("engine", engine.engine());
        return new FigureOrigin(Map.of("images", facts.request().seed()), hashes, versions);
    }

    /** Of a file its bytes; of a folder those of all its files, by their names. */
    private static String model(String source) {
        Path path = Assets.model(source).orElseGet(() -> Path.of(source));
        try {
            if (Files.isRegularFile(path)) {
                return Hashes.sha256(Files.readAllBytes(path));
            }
            List<Path> files;
            try (Stream<Path> all = Files.list(path)) {
                files = all.filter(Files::isRegularFile).sorted().toList();
            }
            StringBuilder lines = new StringBuilder();
            for (Path file : files) {
                lines.append(file.getFileName()).append(' ');
                lines.append(Hashes.sha256(Files.readAllBytes(file))).append('\n');
            }
            return Hashes.sha256(lines.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new InputException(Messages.of(FigureOrigin.class).get("origin.unreadable", path), e);
        }
    }

    /** Of the pictures on the sheet and their true classes. */
    private static String images(SubjectFacts facts) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < facts.pixels().length; i++) {
            int[] pixels = facts.pixels()[i];
            ByteBuffer bytes = ByteBuffer.allocate(4 * pixels.length);
            bytes.asIntBuffer().put(pixels);
            all.append(facts.labels()[i]).append(' ');
            all.append(Hashes.sha256(bytes.array())).append('\n');
        }
        return Hashes.sha256(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Of its file as it would be saved. */
    private static String trigger(SubjectFacts facts, Trigger trigger) {
        try (Scratch scratch = new Scratch()) {
            byte[] bytes =
                    scratch.bytes(trigger, facts.input().width(), facts.input().height());
            return Hashes.sha256(Objects.requireNonNull(bytes));
        } catch (UncheckedIOException e) {
            throw new InputException(Messages.of(FigureOrigin.class).get("origin.unreadable", "trigger"), e);
        }
    }
}
