package org.triggerworkbench.model.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.pickle.Item;
import org.triggerworkbench.compute.pickle.PickleFile;
import org.triggerworkbench.model.ImageSize;
import org.triggerworkbench.model.card.ModelCardFile;
import org.triggerworkbench.text.Messages;

/**
 * What an {@code attack_result.pt} of BackdoorBench tells beside the weights.
 *
 * @param model the name of its network there
 * @param classes number of classes
 * @param data the name of its data there, such as {@code cifar10}; empty if it does not tell
 * @param size of its pictures; null if it does not tell
 * @param images whether it holds the triggered test images, as BackdoorBench's first version does
 */
record AttackResult(
        String model, long classes, String data, @Nullable ImageSize size, boolean images) {
    private static final Messages TEXT = Messages.of(AttackResult.class);
    private static final int LARGEST = 4096;
    /** Where BackdoorBench saves the triggered test images, beside the result. */
    private static final String IMAGES = "bd_test_dataset";

    /** What a file tells; null if it is no attack result. */
    static @Nullable AttackResult in(Path file) {
        if (!(PickleFile.open(file).root() instanceof Item.Mapping root)
                || !(root.get("model_name") instanceof Item.Text name)
                || !(root.get("num_classes") instanceof Item.Whole(long classes))
                || !(root.get("model") instanceof Item.Mapping)) {
            return null;
        }
        String data = root.get("clean_data") instanceof Item.Text told ? told.shown() : "";
        Item pictures = root.get("bd_test") instanceof Item.Mapping test ? test.get("x") : null;
        boolean images = pictures != null && pictures.asTensor() != null;
        return new AttackResult(name.shown(), classes, data, size(root.get("img_size")), images);
    }

    /** Height and width, and the channels after them. */
    private static @Nullable ImageSize size(@Nullable Item sizes) {
        return sizes instanceof Item.Sequence(List<Item> items)
                        && items.size() >= 2
                        && items.get(0) instanceof Item.Whole(long height)
                        && items.get(1) instanceof Item.Whole(long width)
                        && Math.min(height, width) >= 1
                        && Math.max(height, width) <= LARGEST
                ? new ImageSize((int) width, (int) height)
                : null;
    }

    /** The size, and the normalisation that BackdoorBench uses for the data. */
    ModelCardFile card() {
        return switch (data) {
            case "cifar10" -> card(new float[] {0.4914f, 0.4822f, 0.4465f}, new float[] {0.247f, 0.243f, 0.261f});
            case "cifar100" -> card(new float[] {0.5071f, 0.4865f, 0.4409f}, new float[] {0.2673f, 0.2564f, 0.2762f});
            case "tiny" -> card(new float[] {0.4802f, 0.4481f, 0.3975f}, new float[] {0.2302f, 0.2265f, 0.2262f});
            case "imagenet" -> card(new float[] {0.485f, 0.456f, 0.406f}, new float[] {0.229f, 0.224f, 0.225f});
            case "gtsrb", "celeba" -> card(new float[3], new float[] {1, 1, 1});
            default -> card(null, null);
        };
    }

    private ModelCardFile card(float @Nullable [] mean, float @Nullable [] std) {
        return new ModelCardFile(null, null, size, null, null, null, mean, std, null, null, null);
    }

    /** What to say of it. */
    List<String> remarks(Path file) {
        List<String> remarks = new ArrayList<>();
        remarks.add(TEXT.get("model.attackResult", file, model, data, classes));
        Path folder = file.resolveSibling(IMAGES);
        if (images) {
            remarks.add(TEXT.get("model.attackHeld"));
        } else if (Files.isDirectory(folder)) {
            remarks.add(TEXT.get("model.attackImages", folder));
        }
        return remarks;
    }
}
