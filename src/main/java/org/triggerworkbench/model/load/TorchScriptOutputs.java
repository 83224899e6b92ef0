package org.triggerworkbench.model.load;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * What a TorchScript file puts out for one picture and for several, and which of it can be logits: images x classes.
 *
 * @param one outputs for one picture
 * @param several outputs for {@link #SEVERAL} pictures
 */
record TorchScriptOutputs(Path file, Map<String, NDArray> one, Map<String, NDArray> several) {
    /** Pictures of the second probe. */
    static final int SEVERAL = 3;

    private static final Messages TEXT = Messages.of(TorchScriptOutputs.class);
    private static final String LOGITS = "logits";

    /** Outputs by name: of a tuple or list their numbers from 0, of a dictionary its keys, sorted as it has no order here. */
    static Map<String, NDArray> named(NDList outputs) {
        List<NDArray> inOrder = new ArrayList<>(outputs);
        if (inOrder.stream().anyMatch(output -> output.getName() != null)) {
            inOrder.sort((a, b) -> String.valueOf(a.getName()).compareTo(String.valueOf(b.getName())));
        }
        Map<String, NDArray> named = new LinkedHashMap<>();
        for (int i = 0; i < inOrder.size(); i++) {
            String name = inOrder.get(i).getName();
            named.put(name == null ? Integer.toString(i) : name, inOrder.get(i));
        }
        return named;
    }

    /**
     * The output that holds the logits.
     *
     * @param wished by the user or the card; null for none
     * @param classes that the model or else the data has; 0 if unknown
     * @throws InputException if there is none or if the wished one is none
     * @throws SeveralOutputsException if there are several to choose from
     */
    String logits(@Nullable String wished, int classes) {
        List<String> tables = one.keySet().stream().filter(this::isTable).toList();
        if (wished != null) {
            if (!tables.contains(wished)) {
                throw new InputException(TEXT.get("torchscript.output", file, FileWord.shown(wished), shapes()));
            }
            return wished;
        }
        if (tables.isEmpty()) {
            boolean fixed = one.values().stream().anyMatch(output -> isTable(output, 1));
            throw new InputException(
                    fixed
                            ? TEXT.get(
                                    "torchscript.batch", file, TEXT.get("torchscript.still", shapes(several), SEVERAL))
                            : TEXT.get("torchscript.logits", file, shapes()));
        }
        List<String> fitting =
                tables.stream().filter(name -> columns(name) == classes).toList();
        List<String> left = fitting.isEmpty() ? tables : fitting;
        if (left.size() > 1 && !left.contains(LOGITS)) {
            throw new SeveralOutputsException(
                    TEXT.get("torchscript.choose", file, shapes()),
                    tables.stream()
                            .map(name -> new SeveralOutputsException.Output(name, columns(name)))
                            .toList());
        }
        return left.size() == 1 ? left.getFirst() : LOGITS;
    }

    /** Number of columns of an output. */
    int columns(String name) {
        return Math.toIntExact(output(one, name).getShape().get(1));
    }

    /** An output for several pictures. */
    NDArray severalRows(String name) {
        return output(several, name);
    }

    private static NDArray output(Map<String, NDArray> outputs, String name) {
        NDArray output = outputs.get(name);
        if (output == null) {
            throw new IllegalArgumentException("no output " + name);
        }
        return output;
    }

    private boolean isTable(String name) {
        return isTable(one.get(name), 1)
                && isTable(several.get(name), SEVERAL)
                && severalRows(name).getShape().get(1) == columns(name);
    }

    private static boolean isTable(@Nullable NDArray output, int rows) {
        return output != null
                && output.getDataType().isFloating()
                && output.getShape().dimension() == 2
                && output.getShape().get(0) == rows
                && output.getShape().get(1) > 0;
    }

    private String shapes() {
        return shapes(one);
    }

    /** Names and shapes of all outputs, such as {@code 0: (1, 10), 1: (1, 64)}. */
    private static String shapes(Map<String, NDArray> outputs) {
        return FileWord.shown(outputs.entrySet().stream()
                .map(output -> output.getKey() + ": " + output.getValue().getShape())
                .collect(Collectors.joining(", ")));
    }
}
