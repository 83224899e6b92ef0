package org.triggerworkbench.prompt;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.compute.file.TensorFile;
import org.triggerworkbench.compute.file.TensorFiles;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.prompt.PromptLayout.Mode;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * Prompts in files: visual ones, deep ones and learned contexts as safetensors that say what they are, text prompts as JSON; .npy and .npz
 * of others are read as visual prompts too.
 */
public final class PromptFiles {
    private static final String KIND = "kind";
    private static final String VISUAL = "visual-prompt";
    private static final String CONTEXT = "learned-context";
    private static final String DEEP = "deep-prompt";
    private static final String TEXT = "text-prompt";
    private static final String SHAPE = "shape";
    private static final String MODE = "mode";
    private static final String MAPPING = "mapping";
    private static final String ORIGIN = "origin";
    private static final Pattern FRAME = Pattern.compile("frame (\\d{1,6})");
    private static final Pattern PATCH = Pattern.compile("patch (\\d{1,6}) (\\d{1,6}) (\\d{1,6}) (\\d{1,6})");

    private PromptFiles() {}

    /** What a prompt file holds. */
    public sealed interface Content permits Saved, Context, Deep, TextPrompt {}

    /**
     * A learned context out of the engine.
     *
     * @param vectors see {@link LearnedContext#from}
     */
    public record Context(HostTensor vectors) implements Content {}

    /**
     * Deep visual prompts out of the engine.
     *
     * @param tokens see {@link DeepPromptedClassifier#from}
     */
    public record Deep(HostTensor tokens) implements Content {}

    /** A text prompt as JSON has it; what is left out is null. */
    private record TextJson(
            @Nullable String kind,
            @Nullable List<String> templates,
            @Nullable Map<String, List<String>> words) {}

    /**
     * A visual prompt out of the engine.
     *
     * @param values 3 x H x W
     * @param mapping of the model's classes it was trained with; null where the file does not say
     * @param origin of a copy: the file that the prompt was first in; null where the file does not say
     */
    public record Saved(
            PromptLayout layout,
            HostTensor values,
            @Nullable OutputMapping mapping,
            @Nullable Path origin) implements Content {
        public Saved(PromptLayout layout, HostTensor values, @Nullable OutputMapping mapping) {
            this(layout, values, mapping, null);
        }

        public Saved(PromptLayout layout, HostTensor values) {
            this(layout, values, null);
        }

        /** The prompt on a device. */
        public VisualPrompt load(Compute compute) {
            return VisualPrompt.from(compute, layout, values);
        }
    }

    /** Writes a visual prompt, bit by bit. */
    public static void write(Path file, VisualPrompt prompt) {
        write(file, new Saved(prompt.layout(), prompt.toHost()));
    }

    /** Writes a visual prompt, bit by bit, with the output mapping it was trained with. */
    public static void write(Path file, VisualPrompt prompt, OutputMapping mapping) {
        write(file, new Saved(prompt.layout(), prompt.toHost(), mapping));
    }

    /** Writes a visual prompt, bit by bit. */
    public static void write(Path file, Saved prompt) {
        PromptLayout layout = prompt.layout();
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        tensors.put("values", prompt.values());
        tensors.put("mean", HostTensor.of(layout.mean(), 3));
        tensors.put("std", HostTensor.of(layout.std(), 3));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(KIND, VISUAL);
        metadata.put(
                SHAPE,
                switch (layout.shape()) {
                    case PromptShape.Frame(int width) -> "frame " + width;
                    case PromptShape.Patch(int x, int y, int width, int height) ->
                        "patch " + x + " " + y + " " + width + " " + height;
                });
        metadata.put(MODE, layout.mode().name().toLowerCase(Locale.ROOT));
        if (prompt.mapping() != null) {
            metadata.put(MAPPING, MappingWords.of(prompt.mapping()));
        }
        if (prompt.origin() != null) {
            metadata.put(ORIGIN, prompt.origin().toString());
        }
        Safetensors.write(file, tensors, metadata);
    }

    /** Writes a text prompt, to be edited by hand if you like. */
    public static void write(Path file, TextPrompt prompt) {
        TextJson json = new TextJson(
                TEXT, prompt.templates().stream().map(TextTemplate::words).toList(), new TreeMap<>(prompt.words()));
        String text = new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(json);
        AtomicFiles.write(file, (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads whatever prompt a file holds.
     *
     * @param input of the model it is for; arrays of others say nothing of their place: they are added to the whole picture
     * @throws InputException if the file is damaged, holds no prompt, or a visual one of another size
     */
    public static Content read(Path file, InputSpec input) {
        if (isJson(file)) {
            return text(file);
        }
        TensorFile content = TensorFiles.read(file);
        return switch (content.metadata().getOrDefault(KIND, "")) {
            case CONTEXT -> new Context(vectors(file, content));
            case DEEP -> new Deep(tokens(file, content));
            default -> sized(file, visual(file, content, whole(input)), input);
        };
    }

    /**
     * Reads a visual prompt for a model.
     *
     * @throws InputException as {@link #read}, and for a prompt of another kind
     */
    public static Saved readVisualFor(Path file, InputSpec input) {
        return sized(file, readVisual(file, whole(input)), input);
    }

    private static PromptLayout whole(InputSpec input) {
        return PromptLayout.of(new PromptShape.Patch(0, 0, input.width(), input.height()), Mode.ADD, input);
    }

    private static Saved sized(Path file, Saved prompt, InputSpec input) {
        PromptLayout layout = prompt.layout();
        if (layout.width() != input.width() || layout.height() != input.height()) {
            throw fault(file, "file.size", layout.width(), layout.height(), input.width(), input.height());
        }
        return prompt;
    }

    /**
     * Reads a text prompt.
     *
     * @throws InputException if the file is damaged or holds none
     */
    public static TextPrompt readText(Path file) {
        if (!isJson(file)) {
            throw fault(file, "file.noText");
        }
        return text(file);
    }

    /** Where the prompt in a file was first: the file itself, or what a copy of ours names. Absolute. */
    public static Path origin(Path file) {
        Path own = file.toAbsolutePath().normalize();
        if (!Files.isRegularFile(file) || isJson(file)) {
            return own;
        }
        Path named = origin(TensorFiles.read(file));
        return named == null ? own : named;
    }

    private static @Nullable Path origin(TensorFile content) {
        try {
            String named = content.metadata().get(ORIGIN);
            return named == null ? null : Path.of(named);
        } catch (InvalidPathException e) {
            // Of another system, where nobody can look it up here.
            return null;
        }
    }

    /** Whether a file looks like a text prompt. */
    public static boolean isText(Path file) {
        try {
            return isJson(file) && Files.readString(file).contains('"' + TEXT + '"');
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isJson(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(1), StandardCharsets.UTF_8).equals("{");
        } catch (IOException e) {
            // Its reader says what is wrong with it.
            return false;
        }
    }

    private static TextPrompt text(Path file) {
        try {
            TextJson json = new Gson().fromJson(Files.readString(file), TextJson.class);
            if (!TEXT.equals(json.kind()) || json.templates() == null) {
                throw fault(file, "file.noText");
            }
            Map<String, List<String>> words = json.words();
            return new TextPrompt(
                    json.templates().stream().map(TextTemplate::new).toList(), words == null ? Map.of() : words);
        } catch (IOException | JsonParseException | IllegalArgumentException | NullPointerException e) {
            throw new InputException(Messages.of(PromptFiles.class).get("file.noText", file), e);
        }
    }

    /**
     * Reads a visual prompt. A file of ours brings its layout; in any other tensor file there must be exactly one array of
     * 3 x H x W or 1 x 3 x H x W.
     *
     * @param foreign the layout of files that bring none; null refuses them
     * @throws InputException if the file is damaged, holds no prompt, or one of another size than the foreign layout
     */
    public static Saved readVisual(Path file, @Nullable PromptLayout foreign) {
        return visual(file, TensorFiles.read(file), foreign);
    }

    private static Saved visual(Path file, TensorFile content, @Nullable PromptLayout foreign) {
        if (VISUAL.equals(content.metadata().get(KIND))) {
            return ours(file, content);
        }
        List<HostTensor> pictures = content.tensors().values().stream()
                .filter(PromptFiles::isPicture)
                .toList();
        if (pictures.size() != 1 || content.metadata().containsKey(KIND)) {
            throw fault(file, "file.noPrompt");
        }
        HostTensor picture = pictures.getFirst();
        long[] shape = picture.shape();
        int height = (int) shape[shape.length - 2];
        int width = (int) shape[shape.length - 1];
        if (foreign == null) {
            throw fault(file, "file.noLayout");
        }
        if (foreign.height() != height || foreign.width() != width) {
            throw fault(file, "file.size", width, height, foreign.width(), foreign.height());
        }
        return new Saved(foreign, HostTensor.of(picture.floats(), 3, height, width));
    }

    /** Writes a learned context, bit by bit. */
    public static void write(Path file, LearnedContext context) {
        Safetensors.write(file, Map.of("vectors", context.toHost()), Map.of(KIND, CONTEXT));
    }

    /**
     * Reads a learned context.
     *
     * @throws InputException if the file is damaged or holds none
     */
    public static LearnedContext readContext(Path file, Compute compute) {
        return LearnedContext.from(compute, vectors(file, TensorFiles.read(file)));
    }

    private static HostTensor vectors(Path file, TensorFile content) {
        HostTensor vectors = content.tensors().get("vectors");
        if (vectors == null || !CONTEXT.equals(content.metadata().get(KIND))) {
            throw fault(file, "file.noContext");
        }
        return vectors;
    }

    /** Writes deep visual prompts, bit by bit. */
    public static void write(Path file, Deep prompts) {
        Safetensors.write(file, Map.of("tokens", prompts.tokens()), Map.of(KIND, DEEP));
    }

    private static HostTensor tokens(Path file, TensorFile content) {
        HostTensor tokens = content.tensors().get("tokens");
        if (tokens == null) {
            throw fault(file, "file.noDeep");
        }
        return tokens;
    }

    private static Saved ours(Path file, TensorFile content) {
        HostTensor values = content.tensors().get("values");
        HostTensor mean = content.tensors().get("mean");
        HostTensor std = content.tensors().get("std");
        Mode mode =
                switch (content.metadata().getOrDefault(MODE, "")) {
                    case "add" -> Mode.ADD;
                    case "paste" -> Mode.PASTE;
                    default -> throw fault(file, "file.noPrompt");
                };
        if (values == null
                || mean == null
                || std == null
                || !isPicture(values)
                || values.shape().length != 3
                || HostTensor.elements(mean.shape()) != 3
                || HostTensor.elements(std.shape()) != 3) {
            throw fault(file, "file.noPrompt");
        }
        PromptShape shape = shape(file, content.metadata().getOrDefault(SHAPE, ""));
        int height = (int) values.shape()[1];
        int width = (int) values.shape()[2];
        PromptLayout layout = new PromptLayout(shape, mode, height, width, mean.floats(), std.floats());
        String words = content.metadata().get(MAPPING);
        OutputMapping mapping = words == null
                ? null
                : MappingWords.parse(words).orElseThrow(() -> fault(file, "file.mapping", FileWord.shown(words)));
        return new Saved(layout, values, mapping, origin(content));
    }

    private static PromptShape shape(Path file, String words) {
        Matcher frame = FRAME.matcher(words);
        if (frame.matches()) {
            return new PromptShape.Frame(Integer.parseInt(frame.group(1)));
        }
        Matcher patch = PATCH.matcher(words);
        if (patch.matches()) {
            return new PromptShape.Patch(
                    Integer.parseInt(patch.group(1)),
                    Integer.parseInt(patch.group(2)),
                    Integer.parseInt(patch.group(3)),
                    Integer.parseInt(patch.group(4)));
        }
        throw fault(file, "file.noPrompt");
    }

    private static boolean isPicture(HostTensor tensor) {
        long[] shape = tensor.shape();
        return (shape.length == 3 && shape[0] == 3) || (shape.length == 4 && shape[0] == 1 && shape[1] == 3);
    }

    private static InputException fault(Path file, String key, Object... details) {
        Object[] arguments = new Object[details.length + 1];
        arguments[0] = file;
        System.arraycopy(details, 0, arguments, 1, details.length);
        return new InputException(Messages.of(PromptFiles.class).get(key, arguments));
    }
}
