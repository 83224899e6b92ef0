package org.triggerworkbench.app.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.file.FileNames;
import org.triggerworkbench.model.ImageSize;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.network.Architecture;
import org.triggerworkbench.model.network.ArchitectureGuess;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * What must be asked once of a model file without a card.
 *
 * @param model the file
 * @param script whether it brings its own code and so its architecture
 * @param dataLabels classes of the images that are open; empty for none
 * @param guess what it is by the names and shapes of its weights; null where no known network has them
 */
public record ModelQuestion(
        Path model,
        boolean script,
        List<String> dataLabels,
        @Nullable ArchitectureGuess guess) {
    static final String SCRIPT = "torchscript";
    private static final Messages TEXT = Messages.of(ModelQuestion.class);

    public ModelQuestion {
        dataLabels = List.copyOf(dataLabels);
    }

    /** The architectures to choose from. */
    List<String> architectures() {
        return script ? List.of(SCRIPT) : Architecture.names();
    }

    /** Size, mean and standard deviation an architecture was published with; null for one with its own code. */
    @Nullable
    InputSpec published(String architecture) {
        return architecture.equals(SCRIPT)
                ? null
                : Architecture.named(architecture).input();
    }

    /** Labels an architecture was published with; empty where there are none. */
    List<String> publishedLabels(String architecture) {
        return architecture.equals(SCRIPT)
                ? List.of()
                : Architecture.named(architecture).labels();
    }

    /**
     * The card as the user filled it in.
     *
     * @param labels one per line, in the order of the logits; may be empty
     * @param size such as {@code 32} or {@code 32 x 48}, width before height
     * @param mean three numbers, or one for all channels
     * @param std three numbers above 0, or one for all channels
     * @throws InputException that says which of them cannot be used
     */
    ModelCard card(String architecture, String labels, String size, String mean, String std) {
        int[] edges = edges(size);
        InputSpec published = published(architecture);
        return new ModelCard(
                FileNames.stem(model),
                architecture,
                labels.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList(),
                new InputSpec(
                        edges[0],
                        edges[1],
                        channels("import.mean", mean, -1000),
                        channels("import.std", std, Float.MIN_VALUE),
                        published == null
                                ? InputSpec.Resize.SHORTEST_EDGE_BILINEAR
                                : published
                                        .withSize(new ImageSize(edges[0], edges[1]))
                                        .resize()),
                "");
    }

    private static int[] edges(String size) {
        String[] words = size.strip().toLowerCase(Locale.ROOT).split("\\s*[x×*,;]\\s*|\\s+");
        try {
            int width = Integer.parseInt(words[0]);
            int height = words.length > 1 ? Integer.parseInt(words[1]) : width;
            if (words.length <= 2 && Math.min(width, height) >= 1 && Math.max(width, height) <= 4096) {
                return new int[] {width, height};
            }
        } catch (NumberFormatException e) {
            throw new InputException(TEXT.get("import.badSize", size), e);
        }
        throw new InputException(TEXT.get("import.badSize", size));
    }

    private static float[] channels(String what, String words, float least) {
        List<Float> values = new ArrayList<>();
        try {
            for (String word : words.strip().split("[\\s,;]+")) {
                values.add(Float.parseFloat(word));
            }
        } catch (NumberFormatException e) {
            throw new InputException(TEXT.get("import.badChannels", TEXT.get(what), words), e);
        }
        boolean usable = values.stream().allMatch(value -> value >= least && value <= 1000);
        if (!usable || (values.size() != 1 && values.size() != 3)) {
            throw new InputException(TEXT.get("import.badChannels", TEXT.get(what), words));
        }
        float[] channels = new float[3];
        for (int c = 0; c < 3; c++) {
            channels[c] = values.get(values.size() == 1 ? 0 : c);
        }
        return channels;
    }

    /** Channels as they are written in a field. */
    static String words(float[] channels) {
        return String.join(
                ", ",
                Arrays.asList(Float.toString(channels[0]), Float.toString(channels[1]), Float.toString(channels[2])));
    }
}
