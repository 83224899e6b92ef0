package org.triggerworkbench.model.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.model.Layers;
import org.triggerworkbench.model.Parameters;

/** Attention pooling of SigLIP: a learned probe asks all patches, h = attention(probe, x), then h + MLP(norm(h)). */
final class PoolingHead {
    static final String NAME = ClipWeights.VISION_TOWER + "head.";
    static final String PROBE = NAME + "probe";
    static final String NORM = NAME + "layernorm";
    static final List<String> PROJECTIONS = List.of("q_proj", "k_proj", "v_proj");
    private static final String JOINED = NAME + "attention.in_proj_";

    private final Parameters weights;
    private final Layers layers;
    private final Attention attention;
    private final Mlp mlp;

    PoolingHead(Parameters weights, TowerConfig config) {
        this.weights = weights;
        this.layers = new Layers(weights, config.epsilon());
        this.attention = new Attention(layers, NAME + "attention.", config.heads(), Attention.SOFTMAX);
        this.mlp = new Mlp(layers, NAME + "mlp.", config.activation());
    }

    /** N x T x W to N x W. */
    NDArray pooled(NDArray x) {
        NDArray probe = weights.get(PROBE);
        long width = probe.getShape().get(2);
        NDArray asking = probe.broadcast(x.getShape().get(0), 1, width);
        NDArray seen = attention.mix(x, attention.weights(asking, x, null));
        return seen.add(mlp.of(layers.norm(seen, NORM))).get(new NDIndex(":, 0"));
    }

    /** Weights of a file, where those of queries, keys and values lie one after the other, under the names here. */
    static Map<String, HostTensor> apart(Map<String, HostTensor> read) {
        Map<String, HostTensor> apart = new LinkedHashMap<>();
        read.forEach((name, tensor) -> {
            List<HostTensor> thirds = name.startsWith(JOINED) ? thirds(tensor) : List.of();
            for (int i = 0; i < thirds.size(); i++) {
                apart.put(
                        NAME + "attention." + PROJECTIONS.get(i) + "." + name.substring(JOINED.length()),
                        thirds.get(i));
            }
            if (thirds.isEmpty()) {
                apart.put(name, tensor);
            }
        });
        return apart;
    }

    /** Three tensors that lie one after the other in one; none where it has no three parts. */
    static List<HostTensor> thirds(HostTensor tensor) {
        long[] shape = tensor.shape().clone();
        if (shape.length == 0 || shape[0] % 3 != 0) {
            return List.of();
        }
        shape[0] /= 3;
        int bytes = tensor.bytes().length / 3;
        return List.of(0, 1, 2).stream()
                .map(i -> new HostTensor(
                        tensor.type(), shape, Arrays.copyOfRange(tensor.bytes(), i * bytes, (i + 1) * bytes)))
                .toList();
    }
}
