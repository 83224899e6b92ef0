package org.triggerworkbench.model.load;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.compute.probe.NativeProbe;
import org.triggerworkbench.compute.probe.ProbeMemory;
import org.triggerworkbench.compute.probe.ProbeServer;
import org.triggerworkbench.model.ImageSize;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Opens a TorchScript file in a process of its own and runs pictures through it. */
public final class TorchScriptTrial {
    private static final Messages TEXT = Messages.of(TorchScriptTrial.class);

    private TorchScriptTrial() {}

    /**
     * Makes sure that a file neither ends the process nor runs without end.
     *
     * @throws InputException if it does, or is refused by the engine
     */
    static void require(Compute compute, Path file, ImageSize size) {
        // What a program does may depend on the size of the pictures.
        String fact = "torchscript-1-%s-%dx%d".formatted(compute.engineVersion(), size.width(), size.height());
        String fault;
        try {
            fault = new NativeProbe(TorchScriptTrial.class.getName(), "PyTorch", fact)
                    .require(file, ProbeMemory.hash(file), Files.size(file), question(file, size));
        } catch (IOException e) {
            throw new InputException(TEXT.get("file.unreadable", file), e);
        }
        if (fault != null) {
            throw new InputException(TEXT.get("torchscript.damaged", file, fault));
        }
    }

    /** What {@link #main} is asked. */
    static byte[] question(Path file, ImageSize size) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF(file.toAbsolutePath().toString());
        out.writeInt(size.width());
        out.writeInt(size.height());
        return bytes.toByteArray();
    }

    /** Answers its parent's questions. */
    public static void main(String[] words) {
        ProbeServer.serve(TorchScriptTrial::run);
    }

    private static void run(byte[] question) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(question));
        Path file = Path.of(in.readUTF());
        int width = in.readInt();
        int height = in.readInt();
        try (Compute compute = Compute.openCpu();
                TorchScriptModule module = load(compute, file)) {
            for (int pictures : new int[] {1, TorchScriptOutputs.SEVERAL}) {
                forward(compute, module, pictures, width, height);
            }
        }
    }

    /** @throws IOException if the engine cannot read the file: why, without naming it */
    private static TorchScriptModule load(Compute compute, Path file) throws IOException {
        try {
            return TorchScriptModule.loadRaw(compute, file);
        } catch (EngineException e) {
            throw new IOException(TorchScriptModule.reason(e), e);
        }
    }

    /** That the program refuses pictures is told where it is opened for good. */
    private static void forward(Compute compute, TorchScriptModule module, int pictures, int width, int height) {
        try (TensorScope _ = new TensorScope()) {
            NDArray black = compute.tensor(new float[pictures * 3 * height * width], pictures, 3, height, width);
            var _ = module.forward(black.add(0.5f));
        } catch (RuntimeException e) {
            return;
        }
    }
}
