package org.triggerworkbench.data;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Opens data by a word: the name of a bundled set, or a path whose kind its content tells. */
public final class DataSources {
    private static final Messages MESSAGES = Messages.of(DataSources.class);

    private final Map<String, Supplier<Dataset>> bundled;

    /**
     * @param bundled sets by name, in the order to list them
     */
    public DataSources(Map<String, Supplier<Dataset>> bundled) {
        this.bundled = Collections.unmodifiableMap(new LinkedHashMap<>(bundled));
    }

    /** Names of the bundled sets. */
    public List<String> names() {
        return List.copyOf(bundled.keySet());
    }

    /**
     * Opens a set. A bundled name goes before a path of that name; write {@code ./name} for the path.
     *
     * @throws InputException if nothing is there, the kind is not recognised, or the data is broken
     */
    public Dataset open(String spec) {
        Supplier<Dataset> named = bundled.get(spec);
        return named != null ? named.get() : open(path(spec));
    }

    /**
     * Opens a set, and cuts it into train and test by lot if it has no splits of its own.
     *
     * @param testFraction share that becomes the test split, 0 to 1
     * @throws InputException as {@link #open}
     */
    public Dataset openSplit(String spec, double testFraction, long seed) {
        Dataset data = open(spec);
        return ImageSets.isPool(data) ? ImageSets.withFixedSplit(data, testFraction, seed) : data;
    }

    private Path path(String spec) {
        String shown = spec.isBlank() ? "\"" + spec + "\"" : spec;
        String absent = MESSAGES.get("data.absent", shown, String.join(", ", names()));
        try {
            Path path = Path.of(spec);
            if (!spec.isBlank() && Files.exists(path)) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw new InputException(absent, e);
        }
        throw new InputException(absent);
    }

    private Dataset open(Path path) {
        Optional<Path> cifar = List.of(path, path.resolve("cifar-10-batches-bin")).stream()
                .filter(Files::exists)
                .filter(Cifar10::recognises)
                .findFirst();
        if (cifar.isPresent()) {
            return Cifar10.open(cifar.get());
        }
        if (Idx.recognises(path)) {
            return Idx.open(path);
        }
        if (Files.isDirectory(path) && ImageFolder.recognises(path)) {
            return ImageFolder.open(path);
        }
        boolean empty = Files.isDirectory(path) && DataFiles.list(path).isEmpty();
        throw new InputException(MESSAGES.get(empty ? "data.empty" : "data.unknown", path, String.join(", ", names())));
    }
}
