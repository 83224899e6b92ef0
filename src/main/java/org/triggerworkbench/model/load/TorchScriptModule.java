package org.triggerworkbench.model.load;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.model.Parameters;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** A loaded TorchScript file: frozen weights, evaluation mode, and forward passes that record gradients. */
final class TorchScriptModule implements AutoCloseable {
    private final PtSymbolBlock block;
    private final Parameters parameters;
    private final DataType weightType;

    private TorchScriptModule(PtSymbolBlock block, Parameters parameters) {
        this.block = block;
        this.parameters = parameters;
        this.weightType = weightType(parameters);
    }

    /**
     * The type that all floating weights share; single precision where there are none or they are of several types. The
     * engine's Java side calls bfloat16 unknown.
     */
    private static DataType weightType(Parameters parameters) {
        Set<DataType> types = parameters.all().values().stream()
                .map(NDArray::getDataType)
                .filter(type -> type.isFloating() || type == DataType.UNKNOWN)
                .collect(Collectors.toSet());
        return types.size() == 1 ? types.iterator().next() : DataType.FLOAT32;
    }

    /** The type in which it is run: that of its weights. */
    DataType weightType() {
        return weightType;
    }

    /** @throws InputException if the engine cannot read the file */
    static TorchScriptModule load(Compute compute, Path file) {
        try {
            return loadRaw(compute, file);
        } catch (EngineException e) {
            throw new InputException(
                    Messages.of(TorchScriptModule.class).get("torchscript.damaged", file, reason(e)), e);
        }
    }

    /** @throws EngineException if the engine cannot read the file */
    static TorchScriptModule loadRaw(Compute compute, Path file) {
        PtNDManager manager = (PtNDManager) compute.manager();
        // "Train parameters": without, the engine loads under inference mode and no gradient passes through.
        PtSymbolBlock block = JniUtils.loadModule(manager, file, true, new String[0], new String[0], true);
        // The engine's own Block.forward would put scripted batch norm and dropout into training mode.
        JniUtils.enableInferenceMode(block);
        Map<String, NDArray> weights = new LinkedHashMap<>();
        try (TensorScope scope = new TensorScope()) {
            for (NDArray weight : JniUtils.moduleGetParams(block, manager)) {
                weights.put(weight.getName(), scope.keep(weight));
            }
        }
        Parameters parameters = new Parameters(weights);
        parameters.freeze();
        return new TorchScriptModule(block, parameters);
    }

    Parameters parameters() {
        return parameters;
    }

    /**
     * All outputs, those of a tuple or list in order, those of a dictionary named, in the caller's tensor scope; in the
     * type of the weights.
     *
     * @throws EngineException if the program fails
     */
    NDList forward(NDArray images) {
        // A setting of each thread.
        JniUtils.setGraphExecutorOptimize(Boolean.getBoolean("ai.djl.pytorch.graph_optimizer"));
        // The engine would read a name with a dot as a dictionary argument; a view has no name.
        NDArray plain = images.getName() == null ? images : images.reshape(images.getShape());
        NDArray unnamed = weightType == DataType.UNKNOWN ? plain : plain.toType(weightType, false);
        return IValueUtils.forward(block, new NDList(unnamed), true);
    }

    /** The telling line of the engine's many. */
    static String reason(RuntimeException error) {
        String[] lines = String.valueOf(error.getMessage()).strip().split("\\R");
        String told = lines[0];
        for (String line : lines) {
            if (line.contains("Error: ")) {
                told = line;
            }
        }
        return FileWord.shown(told.strip());
    }

    @Override
    public void close() {
        parameters.close();
        block.close();
    }
}
