package org.triggerworkbench.compute;

import ai.djl.engine.Engine;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.LoggerFactory;

/**
 * Loads the engine, and keeps the end of the process waiting meanwhile: libtorch tears down at the end what it is still setting
 * up here, so that a process told to end in these seconds would crash or stand still for ever, with the user's folder.
 */
final class EngineLoading {
    private static final ReentrantLock LOADING = new ReentrantLock();
    private static final long PATIENCE_SECONDS = 30;

    static {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("engine loading").unstarted(EngineLoading::await));
    }

    private static volatile boolean loaded;

    private EngineLoading() {}

    /** Whether it was loaded, so that it can be asked at once. */
    static boolean isLoaded() {
        return loaded;
    }

    static Engine load() {
        LOADING.lock();
        try {
            Engine engine = Engine.getEngine("PyTorch");
            loaded = true;
            return engine;
        } finally {
            LOADING.unlock();
        }
    }

    /** Never unlocked: nothing is to be loaded after this. */
    private static void await() {
        try {
            if (!LOADING.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LoggerFactory.getLogger(EngineLoading.class).warn("the program ends while the engine is loaded");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
