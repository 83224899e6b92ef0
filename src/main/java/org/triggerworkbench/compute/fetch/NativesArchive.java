package org.triggerworkbench.compute.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.LibtorchFolder;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** The engine's libraries packed: a jar of the Deep Java Library or a zip of libtorch. Only their libraries are taken, all into one folder. */
final class NativesArchive implements AutoCloseable {
    /** Unpacked, the libraries for CUDA take a few GiB. */
    static final long MOST_BYTES = 24L << 30;

    private static final Messages TEXT = Messages.of(NativesArchive.class);
    private static final int MOST_ENTRIES = 100_000;
    private static final Pattern LIBRARY = Pattern.compile("(?:pytorch/([^/]+)/[^/]+|libtorch/lib)/([A-Za-z0-9._+-]+)");
    private static final String FACTS = "native/lib/pytorch.properties";
    private static final String VERSION = "libtorch/build-version";
    private static final int SHORT = 4096;

    private final Path file;
    private final ZipFile zip;
    private final List<ZipEntry> libraries = new ArrayList<>();
    private String flavor = "";

    /**
     * Opens an archive and looks through its list.
     *
     * @throws InputException if it is damaged, is not of the version wanted, or has an entry that leads out of its folder
     */
    NativesArchive(Path file) {
        this.file = file;
        try {
            this.zip = new ZipFile(file.toFile());
        } catch (IOException e) {
            throw new InputException(
                    TEXT.get("archive.damaged", file, FileWord.shown(String.valueOf(e.getMessage()))), e);
        }
        boolean fits = false;
        try {
            lookThrough();
            fits = true;
        } finally {
            if (!fits) {
                close();
            }
        }
    }

    private void lookThrough() {
        if (zip.size() > MOST_ENTRIES) {
            throw new InputException(TEXT.get("archive.many", file, Sizes.shown(MOST_BYTES)));
        }
        boolean torch = false;
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            if (name.startsWith("/") || name.contains("\\") || name.matches("(?s)(.*/)?\\.\\.(/.*)?|[A-Za-z]:.*")) {
                throw new InputException(TEXT.get("archive.name", file, FileWord.shown(name)));
            }
            Matcher library = LIBRARY.matcher(name);
            if (library.matches() && !entry.isDirectory()) {
                libraries.add(entry);
                flavor = library.group(1) == null ? flavor : library.group(1);
                torch |= library.group(2).equals(System.mapLibraryName("torch"));
            }
        }
        if (!torch) {
            throw new InputException(TEXT.get("archive.none", file, System.mapLibraryName("torch")));
        }
        String version = version();
        if (!version.split("[-+]", 2)[0].equals(LibtorchFolder.WANTED)) {
            throw new InputException(TEXT.get("archive.version", file, FileWord.shown(version), LibtorchFolder.WANTED));
        }
        if (bytes() > MOST_BYTES) {
            throw new InputException(TEXT.get("archive.many", file, Sizes.shown(MOST_BYTES)));
        }
    }

    /** Bytes that its libraries say they take unpacked. */
    long bytes() {
        return libraries.stream()
                .mapToLong(entry -> Math.max(0, entry.getSize()))
                .sum();
    }

    /**
     * Unpacks the libraries into a new folder as a libtorch of its version: {@code lib} and {@code build-version}.
     *
     * @throws InputException if a library is damaged or larger than it says
     */
    void unpack(Path folder, FetchWatch watch) throws IOException {
        Path lib = Files.createDirectories(folder.resolve("lib"));
        long total = bytes();
        long done = 0;
        byte[] buffer = new byte[1 << 20];
        for (ZipEntry entry : libraries) {
            String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
            try (InputStream in = open(entry);
                    OutputStream out = Files.newOutputStream(lib.resolve(name))) {
                for (int read = read(in, buffer); read >= 0; read = read(in, buffer)) {
                    if (watch.isCancelled()) {
                        throw new CancellationException();
                    }
                    done += read;
                    if (done > total) {
                        throw new InputException(TEXT.get("archive.many", file, Sizes.shown(total)));
                    }
                    out.write(buffer, 0, read);
                    watch.tell(done, total);
                }
            }
        }
        String version = version();
        Files.writeString(
                folder.resolve("build-version"),
                version.contains("+") || flavor.isEmpty() ? version : LibtorchFolder.WANTED + "+" + flavor);
    }

    /** What it says its version is; empty where it does not. */
    private String version() {
        @Nullable ZipEntry facts = zip.getEntry(FACTS);
        if (facts != null) {
            Properties known = new Properties();
            try (InputStream in = open(facts)) {
                known.load(new StringReader(text(in)));
            } catch (IOException | IllegalArgumentException e) {
                throw damaged(e);
            }
            return known.getProperty("version", "");
        }
        @Nullable ZipEntry version = zip.getEntry(VERSION);
        if (version == null) {
            return "";
        }
        try (InputStream in = open(version)) {
            return text(in).strip();
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readNBytes(SHORT), StandardCharsets.UTF_8);
    }

    private InputStream open(ZipEntry entry) {
        try {
            return zip.getInputStream(entry);
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    private int read(InputStream in, byte[] buffer) {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    private InputException damaged(Exception e) {
        return new InputException(TEXT.get("archive.damaged", file, FileWord.shown(String.valueOf(e.getMessage()))), e);
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
