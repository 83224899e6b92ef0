package org.triggerworkbench.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.file.AtomicFiles;

/** What the program brings along: models, scenes, experiments. As files where it runs from folders, else unpacked into the cache once. */
public final class Assets {
    private static final List<String> CLIP_FILES = List.of(
            "config.json", "model.safetensors", "tokenizer.json", "preprocessor_config.json", "card.json", "README.md");

    private Assets() {}

    /** Names of the bundled models. */
    public static List<String> models() {
        return List.of("road-signs-clip");
    }

    /** The folder of a bundled model, if there is one of that name. */
    public static Optional<Path> model(String name) {
        return models().contains(name) ? Optional.of(folder("assets/models/" + name)) : Optional.empty();
    }

    /**
     * A single bundled file; out of a jar it is unpacked where the cache does not hold it yet.
     *
     * @param resource its place on the class path, such as {@code assets/experiments/demo.toml}
     */
    public static Path file(String resource) {
        URL url = resource(resource);
        if (url.getProtocol().equals("file")) {
            return Path.of(uri(url));
        }
        Path unpacked = cached(resource);
        if (!isCurrent(url, unpacked)) {
            unpack(resource, unpacked);
        }
        return unpacked;
    }

    /** Whether a file has the size and the checksum that the jar tells of an entry. */
    static boolean isCurrent(URL entry, Path file) {
        try {
            if (!Files.isRegularFile(file) || !(entry.openConnection() instanceof JarURLConnection connection)) {
                return false;
            }
            JarEntry told = connection.getJarEntry();
            if (told == null || told.getSize() != Files.size(file)) {
                return false;
            }
            CRC32 crc = new CRC32();
            crc.update(Files.readAllBytes(file));
            return crc.getValue() == told.getCrc();
        } catch (IOException e) {
            return false;
        }
    }

    private static Path cached(String resource) {
        String version = String.valueOf(Assets.class.getPackage().getImplementationVersion());
        Path file = Compute.cacheFolder().resolve(version).resolve(resource);
        OutputFolders.create(file.resolveSibling(".").normalize());
        return file;
    }

    private static Path folder(String resource) {
        URL config = resource(resource + "/config.json");
        if (config.getProtocol().equals("file")) {
            return Path.of(uri(config)).resolveSibling(".").normalize();
        }
        String version = String.valueOf(Assets.class.getPackage().getImplementationVersion());
        Path unpacked = Compute.cacheFolder().resolve(version).resolve(resource);
        for (String file : CLIP_FILES) {
            if (!Files.exists(unpacked.resolve(file))) {
                unpack(resource + "/" + file, OutputFolders.create(unpacked).resolve(file));
            }
        }
        return unpacked;
    }

    private static void unpack(String resource, Path file) {
        try (InputStream in = resource(resource).openStream()) {
            AtomicFiles.write(file, in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException("the program lacks its own " + resource, e);
        }
    }

    private static URL resource(String name) {
        URL url = Assets.class.getClassLoader().getResource(name);
        if (url == null) {
            throw new IllegalStateException("the program lacks its own " + name);
        }
        return url;
    }

    private static URI uri(URL url) {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
