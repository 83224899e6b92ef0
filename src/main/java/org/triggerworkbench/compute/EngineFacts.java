package org.triggerworkbench.compute;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.LibUtils;
import ai.djl.util.Utils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.triggerworkbench.text.Messages;

/**
 * What the started engine is, for bug reports.
 *
 * @param engine name and version, and whether it computes without oneDNN, which changes last digits
 * @param flavor of its native libraries, such as cpu or cu128
 * @param natives folder of its native libraries
 * @param jni the library between Java and them; empty where it is not found
 * @param cudaDevices number of CUDA cards it sees
 */
public record EngineFacts(String engine, String flavor, String natives, String jni, int cudaDevices) {
    private static final Messages TEXT = Messages.of(EngineFacts.class);
    private static final int DEPTH = 2;

    /** Version of the Deep Java Library, through which the engine is called; known before it is started. */
    public static String libraryVersion() {
        return Engine.getDjlVersion();
    }

    /** The facts of the engine that {@link Compute#open} has started. */
    public static EngineFacts current() {
        Engine engine = Engine.getEngine("PyTorch");
        String flavor = System.getProperty("PYTORCH_FLAVOR", "cpu");
        String natives = LibUtils.getLibtorchPath();
        return new EngineFacts(name(engine), flavor, natives, jni(Path.of(natives), flavor), engine.getGpuCount());
    }

    private static String name(Engine engine) {
        String name = engine.getEngineName() + " " + engine.getVersion();
        if (!OneDnn.isUsed()) {
            return TEXT.get("engine.withoutOneDnn", name);
        }
        return OneDnn.limit()
                .map(limit -> TEXT.get("engine.limitedOneDnn", name, limit))
                .orElse(name);
    }

    /** Cards that its natives can compute on; those for the processor count cards that they cannot use. */
    public int usableCards() {
        return flavor.startsWith("cu") ? cudaDevices : 0;
    }

    /** It lies beside the natives, or, where those are the user's own, in the cache by its flavour. */
    private static String jni(Path natives, String flavor) {
        String beside = jniIn(natives, "");
        return beside.isEmpty() ? jniIn(Utils.getEngineCacheDir("pytorch"), "-" + flavor) : beside;
    }

    private static String jniIn(Path folder, String flavor) {
        if (!Files.isDirectory(folder)) {
            return "";
        }
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            String name = System.mapLibraryName("djl_torch");
            return files.filter(file -> file.toString().endsWith(Engine.getDjlVersion() + "-" + name)
                            && file.toString().contains(flavor))
                    .findFirst()
                    .map(Path::toString)
                    .orElse("");
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }
}
