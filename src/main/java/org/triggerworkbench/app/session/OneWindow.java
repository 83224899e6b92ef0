package org.triggerworkbench.app.session;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * That one window at a time has a user's folder. The first start locks {@code window.lock} and listens on {@code window.socket};
 * a later one hands its files to it. The system lets go of the lock however the first ends. Not for the window thread.
 */
public final class OneWindow implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OneWindow.class);
    private static final Messages TEXT = Messages.of(OneWindow.class);
    private static final int TAKEN = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Bytes that the path of a socket may have on every system. */
    private static final int LONGEST = 100;

    private final @Nullable FileChannel lock;
    private final @Nullable ServerSocketChannel socket;
    private final Path address;

    private OneWindow(@Nullable FileChannel lock, @Nullable ServerSocketChannel socket, Path address) {
        this.lock = lock;
        this.socket = socket;
        this.address = address;
    }

    /**
     * Takes the folder, if no other process has it. Where nothing can be written, locked or listened on, the window opens all
     * the same: it is then on its own.
     *
     * @return empty if another window has it
     */
    public static Optional<OneWindow> claim(Path userFolder) {
        Path address = address(userFolder);
        FileChannel lock = null;
        try {
            Files.createDirectories(userFolder);
            lock = FileChannel.open(
                    userFolder.resolve("window.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock.tryLock() == null) {
                lock.close();
                return Optional.empty();
            }
            Files.deleteIfExists(address);
            ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            socket.bind(UnixDomainSocketAddress.of(address));
            return Optional.of(new OneWindow(lock, socket, address));
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn("other starts cannot find this window", e);
            return Optional.of(new OneWindow(lock, null, address));
        }
    }

    /**
     * Hands files to the window that has the folder; without any it comes to the front.
     *
     * @throws InputException if it does not take them
     */
    public static void hand(Path userFolder, List<Path> files) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(address(userFolder)))) {
            // A window that stands still would keep this start waiting for ever.
            Thread.ofVirtual().start(() -> giveUp(channel));
            DataOutputStream out = new DataOutputStream(Channels.newOutputStream(channel));
            out.writeInt(files.size());
            for (Path file : files) {
                out.writeUTF(file.toAbsolutePath().toString());
            }
            out.flush();
            if (Channels.newInputStream(channel).read() == TAKEN) {
                return;
            }
        } catch (IOException e) {
            throw new InputException(TEXT.get("window.silent", userFolder), e);
        }
        throw new InputException(TEXT.get("window.silent", userFolder));
    }

    private static void giveUp(SocketChannel channel) {
        try {
            Thread.sleep(PATIENCE);
            channel.close();
        } catch (IOException | InterruptedException e) {
            LOG.debug("the other window answered meanwhile", e);
        }
    }

    /**
     * From now on takes what other starts hand over, also what they did before.
     *
     * @param open is given the files, on a thread of this object's own
     */
    public void receive(Consumer<List<Path>> open) {
        ServerSocketChannel listening = socket;
        if (listening != null) {
            Thread.ofPlatform().name("other starts").daemon().start(() -> receive(listening, open));
        }
    }

    private static void receive(ServerSocketChannel listening, Consumer<List<Path>> open) {
        while (listening.isOpen()) {
            try (SocketChannel channel = listening.accept()) {
                DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
                int count = in.readInt();
                List<Path> files = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    files.add(Path.of(in.readUTF()));
                }
                open.accept(files);
                Channels.newOutputStream(channel).write(TAKEN);
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException | RuntimeException e) {
                LOG.warn("another start could not be understood", e);
            }
        }
    }

    /** In the user's folder, or, where its path is too long for a socket, among the temporary files. */
    private static Path address(Path userFolder) {
        Path near = userFolder.resolve("window.socket");
        byte[] name = near.toString().getBytes(StandardCharsets.UTF_8);
        return name.length <= LONGEST
                ? near
                : Path.of(System.getProperty("java.io.tmpdir"), UUID.nameUUIDFromBytes(name) + ".socket");
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
                Files.deleteIfExists(address);
            }
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            LOG.warn("the window's lock could not be let go", e);
        }
    }
}
