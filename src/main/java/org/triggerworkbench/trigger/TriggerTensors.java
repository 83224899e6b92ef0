package org.triggerworkbench.trigger;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.compute.file.TensorFile;

/** Triggers as safetensors: pattern, mask and opacity apart, so that nothing is rounded. */
final class TriggerTensors {
    private static final String KIND = "kind";
    private static final String PLACEMENT = "placement";
    private static final String WIDTH = "image_width";
    private static final String HEIGHT = "image_height";

    private TriggerTensors() {}

    static void write(Path file, Trigger trigger, int imageWidth, int imageHeight) {
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(WIDTH, Integer.toString(imageWidth));
        metadata.put(HEIGHT, Integer.toString(imageHeight));
        switch (trigger) {
            case Trigger.Patch patch -> {
                metadata.put(KIND, "patch");
                metadata.put(PLACEMENT, PlacementWords.write(patch.placement()));
                tensors.put("pattern", HostTensor.of(patch.pattern(), 3, patch.height(), patch.width()));
                tensors.put("mask", HostTensor.of(patch.mask(), patch.height(), patch.width()));
                tensors.put("opacity", HostTensor.of(new float[] {patch.opacity()}, 1));
            }
            case Trigger.Blend blend -> {
                metadata.put(KIND, "blend");
                tensors.put("picture", HostTensor.of(blend.picture(), 3, blend.height(), blend.width()));
                tensors.put("opacity", HostTensor.of(new float[] {blend.opacity()}, 1));
            }
            case Trigger.Sinusoid(float amplitude, float frequency) -> {
                metadata.put(KIND, "sinusoid");
                tensors.put("wave", HostTensor.of(new float[] {amplitude, frequency}, 2));
            }
            case Trigger.Additive additive -> {
                metadata.put(KIND, "additive");
                tensors.put("delta", HostTensor.of(additive.delta(), 3, additive.height(), additive.width()));
            }
        }
        Safetensors.write(file, tensors, metadata);
    }

    static Trigger read(Path file, int imageWidth, int imageHeight) {
        TensorFile content = Safetensors.read(file);
        String width = content.metadata().getOrDefault(WIDTH, "");
        String height = content.metadata().getOrDefault(HEIGHT, "");
        String kind = content.metadata().getOrDefault(KIND, "");
        if (width.isEmpty() || height.isEmpty()) {
            throw TriggerFiles.fault(file, "file.noTrigger");
        }
        if (!width.equals(Integer.toString(imageWidth)) || !height.equals(Integer.toString(imageHeight))) {
            throw TriggerFiles.fault(file, "file.size", width, height, imageWidth, imageHeight);
        }
        return switch (kind) {
            case "patch" -> {
                HostTensor pattern = picture(file, content, "pattern");
                int high = (int) pattern.shape()[1];
                int wide = (int) pattern.shape()[2];
                Placement placement = PlacementWords.read(content.metadata().getOrDefault(PLACEMENT, ""))
                        .orElseThrow(() -> TriggerFiles.fault(file, "file.noTrigger"));
                float[] mask = values(file, content, "mask", (long) high * wide);
                float opacity = values(file, content, "opacity", 1)[0];
                yield new Trigger.Patch(wide, high, pattern.floats(), mask, opacity, placement);
            }
            case "blend" -> {
                HostTensor picture = picture(file, content, "picture");
                float opacity = values(file, content, "opacity", 1)[0];
                yield new Trigger.Blend((int) picture.shape()[2], (int) picture.shape()[1], picture.floats(), opacity);
            }
            case "sinusoid" -> {
                float[] wave = values(file, content, "wave", 2);
                yield new Trigger.Sinusoid(wave[0], wave[1]);
            }
            case "additive" -> {
                HostTensor delta = picture(file, content, "delta");
                yield new Trigger.Additive((int) delta.shape()[2], (int) delta.shape()[1], delta.floats());
            }
            default -> throw TriggerFiles.fault(file, "file.noTrigger");
        };
    }

    private static HostTensor picture(Path file, TensorFile content, String name) {
        HostTensor tensor = content.tensors().get(name);
        if (tensor == null
                || tensor.shape().length != 3
                || tensor.shape()[0] != 3
                || HostTensor.elements(tensor.shape()) == 0) {
            throw TriggerFiles.fault(file, "file.noTrigger");
        }
        return tensor;
    }

    private static float[] values(Path file, TensorFile content, String name, long count) {
        HostTensor tensor = content.tensors().get(name);
        if (tensor == null || HostTensor.elements(tensor.shape()) != count) {
            throw TriggerFiles.fault(file, "file.noTrigger");
        }
        return tensor.floats();
    }
}
