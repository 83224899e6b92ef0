package org.triggerworkbench.model.load;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.Normalisation;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * What forward passes of one and of three grey pictures tell of a TorchScript file. A file traced with one picture may
 * keep that number in its code, which one pass alone does not show.
 *
 * @param logits name of the output with the logits
 * @param classes its columns
 * @param others names of the other outputs
 */
record TorchScriptProbe(String logits, int classes, List<String> others) {
    private static final Messages TEXT = Messages.of(TorchScriptProbe.class);

    static TorchScriptProbe run(
            Compute compute,
            Path file,
            TorchScriptModule module,
            Normalisation normalisation,
            InputSpec input,
            OutputWish wish) {
        try (TensorScope _ = new TensorScope()) {
            Map<String, NDArray> one;
            try {
                one = pass(compute, module, normalisation, input, 1);
            } catch (RuntimeException e) {
                String reason = TorchScriptModule.reason(e);
                DataType type = module.weightType();
                throw new InputException(
                        type == DataType.FLOAT32
                                ? TEXT.get("torchscript.forward", file, input.width(), input.height(), reason)
                                : TEXT.get("torchscript.precision", file, TEXT.get("torchscript.type." + type), reason),
                        e);
            }
            Map<String, NDArray> several;
            try {
                several = pass(compute, module, normalisation, input, TorchScriptOutputs.SEVERAL);
            } catch (RuntimeException e) {
                throw new InputException(TEXT.get("torchscript.batch", file, TorchScriptModule.reason(e)), e);
            }
            TorchScriptOutputs outputs = new TorchScriptOutputs(file, one, several);
            String logits = outputs.logits(wish.output(), wish.classes());
            TorchScriptClassifier.requireFinite(
                    file, outputs.severalRows(logits).toType(DataType.FLOAT32, false), "torchscript.finite");
            return new TorchScriptProbe(
                    logits,
                    outputs.columns(logits),
                    one.keySet().stream().filter(name -> !name.equals(logits)).toList());
        }
    }

    private static Map<String, NDArray> pass(
            Compute compute, TorchScriptModule module, Normalisation normalisation, InputSpec input, int pictures) {
        int width = input.width();
        int height = input.height();
        NDArray black = compute.tensor(new float[pictures * 3 * height * width], pictures, 3, height, width);
        return TorchScriptOutputs.named(module.forward(normalisation.apply(black.add(0.5f))));
    }
}
