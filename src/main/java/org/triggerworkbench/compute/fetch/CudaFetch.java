package org.triggerworkbench.compute.fetch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.LibtorchFolder;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** "Use CUDA": brings the engine's libraries for CUDA into one folder of the user's cache, of which the engine is told at the next start. Never on the window thread. */
public final class CudaFetch {
    /** No archive of a libtorch is larger. */
    private static final long MOST_BYTES = 8L << 30;
    /** Unpacked, libraries take up to about this many times the archive; known exactly only once it is here. */
    private static final long UNPACKED_TIMES = 3;

    private static final Messages TEXT = Messages.of(CudaFetch.class);

    private final NativesSource source;
    private final Path folder;
    private final Room room;
    private final FetchLimits limits;

    /** Tells how much is free where a folder lies, in bytes; tests give one of their own. */
    @FunctionalInterface
    public interface Room {
        long free(Path folder) throws IOException;
    }

    /**
     * What there is to agree to.
     *
     * @param bytes still to be fetched; 0 where the server does not tell
     * @param here bytes that an earlier try has left
     * @param free bytes on the disk
     */
    public record Offer(NativesSource source, Path folder, long bytes, long here, long free) {}

    /** From the usual place, or one that the user gave, into the user's cache. */
    public CudaFetch(NativesSource source) {
        this(
                source,
                Compute.cacheFolder().resolve("libtorch-" + LibtorchFolder.WANTED + "-cuda"),
                path -> Files.getFileStore(path).getUsableSpace(),
                FetchLimits.USUAL);
    }

    /** @param folder of the libraries; the archive lies beside it until they are unpacked */
    public CudaFetch(NativesSource source, Path folder, Room room, FetchLimits limits) {
        this.source = source;
        this.folder = folder;
        this.room = room;
        this.limits = limits;
    }

    /** Where the libraries will lie. */
    public Path folder() {
        return folder;
    }

    /** Whether they are there already, whole. */
    public boolean isHere() {
        return Files.isRegularFile(folder.resolve("build-version"));
    }

    /**
     * Asks the server for the size; fetches nothing.
     *
     * @throws InputException if it has no such file or does not answer
     */
    public Offer offer() {
        try (Download download = new Download(limits)) {
            long size = source.bytes() > 0
                    ? source.bytes()
                    : download.size(source.address()).orElse(0);
            Files.createDirectories(parent());
            long here = Download.here(part());
            return new Offer(source, folder, Math.max(0, size - here), here, room.free(parent()));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /**
     * Fetches what is missing, verifies and unpacks it. What has arrived stays when that is cut or cancelled; what is not
     * what it should be is deleted.
     *
     * @return the folder of the libraries, for {@code -Dworkbench.libtorch}
     * @throws InputException if it cannot be had, in one sentence
     * @throws CancellationException if it was cancelled
     */
    public Path fetch(FetchWatch watch) {
        if (isHere()) {
            return folder;
        }
        try {
            Files.createDirectories(parent());
            try (FileChannel channel =
                            FileChannel.open(beside(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = lock(channel);
                    Download download = new Download(limits)) {
                if (lock == null) {
                    throw new InputException(TEXT.get("busy"));
                }
                bring(download, watch);
                unpack(watch);
            }
            return folder;
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private void bring(Download download, FetchWatch watch) throws IOException {
        long size = source.bytes() > 0
                ? source.bytes()
                : download.size(source.address()).orElse(0);
        requireRoom(Math.max(0, size - Download.here(part())) + UNPACKED_TIMES * size);
        FileHash wanted = FileHash.of(source, download);
        download.fetch(source.address(), part(), size > 0 ? size : MOST_BYTES, watch);
        String found = wanted.of(part(), watch);
        if (!found.equals(wanted.hex())) {
            Download.forget(part());
            throw new InputException(TEXT.get("hash", source.address(), wanted.algorithm(), wanted.hex(), found));
        }
    }

    private void unpack(FetchWatch watch) throws IOException {
        Path unpacking = beside(".unpacking");
        delete(unpacking);
        boolean useless = true;
        try (NativesArchive archive = new NativesArchive(part())) {
            useless = false;
            requireRoom(archive.bytes());
            useless = true;
            archive.unpack(unpacking, watch);
            useless = false;
            delete(folder);
            Files.move(unpacking, folder);
        } catch (CancellationException | IOException e) {
            useless = false;
            throw e;
        } finally {
            delete(unpacking);
            if (useless) {
                Download.forget(part());
            }
        }
        Download.forget(part());
    }

    private void requireRoom(long bytes) throws IOException {
        long free = room.free(parent());
        if (free < bytes) {
            throw new InputException(TEXT.get("space", parent(), Sizes.shown(free), Sizes.shown(bytes)));
        }
    }

    private InputException unwritable(IOException e) {
        return new InputException(TEXT.get("write", parent(), String.valueOf(e.getMessage())), e);
    }

    /** Each address has its own: what is left of another one is no part of it. */
    private Path part() {
        return beside("." + source.fileName() + ".part");
    }

    private Path beside(String ending) {
        return parent().resolve(folder.getFileName() + ending);
    }

    private Path parent() {
        return Objects.requireNonNull(folder.toAbsolutePath().getParent());
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
