package org.triggerworkbench.experiment.matrix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.triggerworkbench.compute.file.Hashes;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** What lies in the files that experiments name, so that a file which has changed is another experiment. Data is taken by its name. */
final class FileHashes {
    private final Map<String, String> known = new HashMap<>();

    /** Of the model, the prompt and the trigger. */
    String of(Experiment experiment) {
        return Stream.of(
                        experiment.model().source(),
                        experiment.prompt().file(),
                        experiment.trigger().file())
                .map(source -> known.computeIfAbsent(source, FileHashes::hash))
                .collect(Collectors.joining(" "));
    }

    private static String hash(String source) {
        Path path = Path.of(source);
        try {
            if (source.isEmpty() || !path.isAbsolute()) {
                return "";
            }
            if (Files.isRegularFile(path)) {
                return Hashes.sha256(path);
            }
            if (!Files.isDirectory(path)) {
                return "";
            }
            List<Path> files;
            try (Stream<Path> listed = Files.list(path)) {
                files = listed.filter(Files::isRegularFile).sorted().toList();
            }
            StringBuilder all = new StringBuilder();
            for (Path file : files) {
                all.append(file.getFileName())
                        .append(' ')
                        .append(Hashes.sha256(file))
                        .append('\n');
            }
            return Hashes.sha256(all.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new InputException(Messages.of(FileHashes.class).get("matrix.unreadable", path), e);
        }
    }
}
