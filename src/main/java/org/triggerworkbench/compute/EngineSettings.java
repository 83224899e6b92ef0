package org.triggerworkbench.compute;

import java.nio.file.Path;
import net.harawata.appdirs.AppDirsFactory;

/**
 * System properties the engine reads while it starts. Set once, before the first tensor: offline, the bundled processor
 * natives, no silent download of CUDA builds, natives unpacked into the user's cache folder.
 *
 * <p>Opting in to a card: {@code -Dworkbench.flavor=cu128} (natives of that flavour already on the class path or in the
 * cache; with {@code -Dworkbench.offline=false} the engine may download them) or {@code -Dworkbench.libtorch=FOLDER} (an
 * existing libtorch 2.7.1, or another one with a JNI library of its own).
 */
final class EngineSettings {
    private EngineSettings() {}

    static void apply(int threads) {
        setDefault("ai.djl.offline", System.getProperty("workbench.offline", "true"));
        setDefault("RUST_FLAVOR", "cpu");
        String flavor = System.getProperty("workbench.flavor", "cpu");
        String libtorch = named("workbench.libtorch");
        if (!libtorch.isEmpty()) {
            LibtorchFolder folder = LibtorchFolder.require(Path.of(libtorch));
            setDefault("PYTORCH_LIBRARY_PATH", folder.libraries().toString());
            setDefault("PYTORCH_VERSION", folder.number());
            // The build hands on the processor's flavour unasked, which would load no library for the card.
            flavor = flavor.equals("cpu") ? folder.flavor() : flavor;
        }
        setDefault("PYTORCH_FLAVOR", flavor);
        setDefault("DJL_CACHE_DIR", cacheFolder().toString());
        setDefault("ENGINE_CACHE_DIR", natives().toString());
        setDefault("ai.djl.pytorch.num_threads", Integer.toString(threads));
        setDefault("ai.djl.pytorch.num_interop_threads", "1");
        // Batches of changing size would otherwise be compiled again, seconds each.
        setDefault("ai.djl.pytorch.graph_optimizer", "false");
        setDefault("OPT_OUT_TRACKING", "true");
    }

    /** Where the engine's natives are unpacked: {@code workbench.cache} or the user's cache folder. */
    static Path cacheFolder() {
        String named = named("workbench.cache");
        return named.isEmpty() ? usualCacheFolder() : Path.of(named).toAbsolutePath();
    }

    /** The user's, where none is named. */
    static Path usualCacheFolder() {
        return Path.of(AppDirsFactory.getInstance().getUserCacheDir("trigger-workbench", null, null));
    }

    /**
     * Where the engine looks for its natives and unpacks those that it misses. An installed program has its own, unpacked and
     * complete, in the folder that {@code workbench.natives} names, and this may be read-only; natives for a card are not
     * among them.
     */
    private static Path natives() {
        String installed = named("workbench.natives");
        boolean bundled = named("workbench.libtorch").isEmpty()
                && System.getProperty("workbench.flavor", "cpu").equals("cpu");
        return installed.isEmpty() || !bundled
                ? cacheFolder()
                : Path.of(installed).toAbsolutePath();
    }

    /** An empty setting is as good as none: the build hands on those nobody gave. */
    private static String named(String key) {
        return System.getProperty(key, "");
    }

    private static void setDefault(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
