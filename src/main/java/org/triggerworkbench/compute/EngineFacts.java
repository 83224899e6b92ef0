package org.triggerworkbench.compute;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.LibUtils;

/**
 * What the started engine is, for bug reports.
 *
 * @param engine name and version
 * @param flavor of its native libraries, such as cpu or cu128
 * @param natives folder of its native libraries
 * @param cudaDevices number of CUDA cards it sees
 */
public record EngineFacts(String engine, String flavor, String natives, int cudaDevices) {
    /** Version of the Deep Java Library, through which the engine is called; known before it is started. */
    public static String libraryVersion() {
        return Engine.getDjlVersion();
    }

    /** The facts of the engine that {@link Compute#open} has started. */
    public static EngineFacts current() {
        Engine engine = Engine.getEngine("PyTorch");
        return new EngineFacts(
                engine.getEngineName() + " " + engine.getVersion(),
                System.getProperty("PYTORCH_FLAVOR", "cpu"),
                LibUtils.getLibtorchPath(),
                engine.getGpuCount());
    }
}
