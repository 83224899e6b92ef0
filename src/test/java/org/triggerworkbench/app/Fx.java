package org.triggerworkbench.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Tokens;

/** JavaFX in tests: starts the toolkit once, runs work on the window thread, waits for conditions, takes pictures. */
public final class Fx {
    private static boolean started;

    private Fx() {}

    /** Starts the toolkit, if no test has. */
    public static synchronized void start() {
        if (started) {
            return;
        }
        CompletableFuture<Void> up = new CompletableFuture<>();
        try {
            Platform.startup(() -> up.complete(null));
        } catch (IllegalStateException e) {
            up.complete(null);
        }
        Platform.setImplicitExit(false);
        await(up);
        started = true;
    }

    /** Runs something on the window thread and gives its result; what it throws is thrown here. */
    public static <T> T call(Callable<T> work) {
        start();
        if (Platform.isFxApplicationThread()) {
            try {
                return work.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                result.complete(work.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return await(result);
    }

    /** Runs something on the window thread and waits for it. */
    public static void run(Runnable work) {
        call(() -> {
            work.run();
            return true;
        });
    }

    /** Waits until something holds on the window thread; fails after 30 seconds. */
    public static void until(String what, BooleanSupplier holds) {
        start();
        if (Platform.isFxApplicationThread()) {
            throw new IllegalStateException("the window thread must not wait for: " + what);
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!call(holds::getAsBoolean)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for: " + what);
            }
            call(() -> true);
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** A scene of a node, dressed in a theme, laid out at a size. */
    public static Scene scene(Parent root, double width, double height, Theme theme, boolean dark) {
        return call(() -> {
            theme.tokens().set(dark ? Tokens.DARK : Tokens.LIGHT);
            Scene scene = new Scene(root, width, height);
            theme.dress(scene);
            root.applyCss();
            root.layout();
            return scene;
        });
    }

    /** Writes a picture of a scene as PNG. */
    public static WritableImage picture(Scene scene, Path png) {
        return call(() -> {
            // The root as it is laid out: it may be larger or smaller than the scene.
            WritableImage image = scene.getRoot().snapshot(null, null);
            try {
                Files.createDirectories(png.toAbsolutePath().getParent());
                ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", png.toFile());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return image;
        });
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException ours) {
                throw ours;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
