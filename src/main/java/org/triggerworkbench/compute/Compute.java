package org.triggerworkbench.compute;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * The engine on one device with a fixed number of threads, and the owner of every long-lived tensor. Results are
 * bit-equal between runs of the same seed, thread count and machine.
 *
 * <p>Tensors that live for one step belong in a {@link TensorScope}; gradient work goes to {@link #gradientThread()}.
 */
public final class Compute implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Compute.class);
    private static final Messages TEXT = Messages.of(Compute.class);

    private final ComputeDevice device;
    private final Engine engine;
    private final int threads;
    private final NDManager root;
    private final GradientThread gradientThread;
    private final InferenceThread inferenceThread;
    /** One a thread, used again for each batch: Java gives back the memory of such buffers late. */
    private final ThreadLocal<ByteBuffer> uploads = ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(0));

    private Compute(ComputeDevice device, Engine engine, int threads) {
        this.device = device;
        this.engine = engine;
        this.threads = threads;
        this.root = engine.newBaseManager(toEngine(device));
        this.gradientThread = new GradientThread(threads);
        // One core is the window's: two threads that wait for each other stand still when a third wants a core.
        this.inferenceThread = new InferenceThread(Math.max(1, threads - 1));
    }

    /**
     * Starts the engine, on first use unpacking its natives into the user's cache.
     *
     * @param threads processor threads an operation may use, at least 1: on the calling thread, on the
     *     gradient thread, and on threads that compute for the first time after this
     * @throws InputException if the device is absent or the engine does not take so many threads
     */
    public static Compute open(ComputeDevice device, int threads) {
        NativeSettings.apply();
        Engine engine;
        try {
            EngineSettings.apply(threads);
            engine = EngineLoading.load();
        } catch (InputException e) {
            EngineFault.keep(e.sentence());
            throw e;
        } catch (RuntimeException | UnsatisfiedLinkError e) {
            throw fault(TEXT.get("engine.failed", rootCause(e), EngineSettings.cacheFolder()), e);
        }
        if (device.isCuda() && device.cuda() >= engine.getGpuCount()) {
            throw fault(TEXT.get("device.absent", device, engine.getGpuCount()), null);
        }
        JniUtils.setGradMode(false);
        useThreads(threads);
        Compute opened = new Compute(device, engine, threads);
        if (device.isCuda()) {
            opened.prove();
        } else {
            opened.proveOneDnn();
        }
        LOG.info("{} on {}, {} threads", EngineFacts.current(), device, threads);
        return opened;
    }

    /** A card that is there may still refuse to compute, which otherwise would be found out in the middle of something. */
    private void prove() {
        try (NDArray one = tensor(new float[] {1}, 1);
                NDArray two = one.add(one)) {
            LOG.info("{} computes: 1 + 1 = {}", device, two.toFloatArray()[0]);
        } catch (RuntimeException e) {
            close();
            throw fault(TEXT.get("device.refuses", device, rootCause(e)), e);
        }
    }

    private void proveOneDnn() {
        try {
            OneDnn.prove(this);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static InputException fault(String sentence, @Nullable Throwable cause) {
        EngineFault.keep(sentence);
        return cause == null ? new InputException(sentence) : new InputException(sentence, cause);
    }

    /** The processor, with all cores. */
    public static Compute openCpu() {
        return open(ComputeDevice.CPU, defaultThreads());
    }

    /** Where the engine's natives and unpacked models lie. */
    public static Path cacheFolder() {
        return EngineSettings.cacheFolder();
    }

    /** The cache folder where none is named. */
    public static Path usualCacheFolder() {
        return EngineSettings.usualCacheFolder();
    }

    /** One thread a core. */
    public static int defaultThreads() {
        return Integer.getInteger("workbench.threads", Runtime.getRuntime().availableProcessors());
    }

    public ComputeDevice device() {
        return device;
    }

    /** Processor threads an operation uses: part of what makes results repeatable, so runs record it. */
    public int threads() {
        return threads;
    }

    /** Fixes the number of threads of operations that the current thread calls; the engine keeps one for each thread. */
    static void useThreads(int threads) {
        JniUtils.setNumThreads(threads);
        int used = JniUtils.getNumThreads();
        if (used != threads) {
            throw new InputException(TEXT.get("engine.threads", threads, used));
        }
    }

    /** Version of the engine, for reports. */
    public String engineVersion() {
        return engine.getVersion();
    }

    /** Owner of long-lived tensors: parameters, prompts, optimiser state. */
    public NDManager manager() {
        return root;
    }

    /** The one thread of gradient work. */
    public GradientThread gradientThread() {
        return gradientThread;
    }

    /** The one thread of the window's forward passes. */
    public InferenceThread inferenceThread() {
        return inferenceThread;
    }

    /** Tensors alive on this device that this object or a manager under it owns; for tests of leaks. */
    public int liveTensors() {
        return root.getManagedArrays().size();
    }

    /** Seeds the engine's own generator; only derived seeds ({@link Seeds}) are given. */
    public void seedEngine(long seed) {
        engine.setRandomSeed((int) (seed ^ (seed >>> 32)));
    }

    /** A copy of floats on the device, shaped. */
    public NDArray tensor(float[] values, long... shape) {
        return owned(root.create(FloatBuffer.wrap(values), new Shape(shape), DataType.FLOAT32));
    }

    /** A copy of whole numbers on the device, shaped. */
    public NDArray tensor(long[] values, long... shape) {
        return owned(root.create(LongBuffer.wrap(values), new Shape(shape), DataType.INT64));
    }

    /** A copy of a host tensor on the device: floating types as float32, whole numbers as int64. */
    public NDArray tensor(HostTensor tensor) {
        return switch (tensor.type()) {
            case F64, F32, F16, BF16 -> tensor(tensor.floats(), tensor.shape());
            case I64, I32, I16, I8, U8, BOOL -> tensor(tensor.longs(), tensor.shape());
        };
    }

    /**
     * Images on the device as floats in [0, 1].
     *
     * @param planes N x 3 x H x W unsigned bytes
     */
    public NDArray images(byte[] planes, int n, int height, int width) {
        ByteBuffer buffer = uploads.get();
        if (buffer.capacity() < planes.length) {
            buffer = ByteBuffer.allocateDirect(planes.length).order(ByteOrder.nativeOrder());
            uploads.set(buffer);
        }
        buffer.clear().put(planes).flip();
        try (NDArray bytes = root.create(buffer, new Shape(n, 3, height, width), DataType.UINT8)) {
            return bytes.toType(DataType.FLOAT32, true).div(255f);
        }
    }

    /** A copy of a floating tensor in plain memory. */
    public static HostTensor toHost(NDArray tensor) {
        return HostTensor.of(tensor.toFloatArray(), tensor.getShape().getShape());
    }

    @Override
    public void close() {
        inferenceThread.close();
        gradientThread.close();
        // Native code must not find its tensors gone; the end of the process frees them too.
        if (gradientThread.hasEnded()) {
            root.close();
        }
    }

    /**
     * The tensor in memory of the engine's own. What the engine makes of a Java buffer only points into it, and the buffer
     * is let go when the tensor is closed, though a gradient still to be computed may need it.
     */
    private static NDArray owned(NDArray pointing) {
        try (pointing) {
            return pointing.duplicate();
        }
    }

    private static Device toEngine(ComputeDevice device) {
        return device.isCuda() ? Device.gpu(device.cuda()) : Device.cpu();
    }

    private static String rootCause(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
