package org.triggerworkbench.app.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.triggerworkbench.app.session.SessionFile;
import org.triggerworkbench.compute.file.TensorFiles;
import org.triggerworkbench.data.BrokenPictures;
import org.triggerworkbench.data.DataSources;
import org.triggerworkbench.data.Sample;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.data.picture.PictureFormat;
import org.triggerworkbench.experiment.file.ExperimentFile;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.matrix.MatrixFile;
import org.triggerworkbench.experiment.matrix.MatrixFolder;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.model.ImageSize;
import org.triggerworkbench.model.card.ModelCardFile;
import org.triggerworkbench.model.clip.ClipModel;
import org.triggerworkbench.model.weights.WeightFiles;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.TriggerFiles;

/** Tells what a path is by what is in it, never by how it is called. Reads files: not for the window thread. */
public final class FileKinds {
    private static final Messages TEXT = Messages.of(FileKinds.class);
    private static final Set<String> TRIGGER_KINDS = Set.of("patch", "blend", "sinusoid", "additive");
    private static final String CLIP_CONFIG = "config.json";
    private static final int MAX_TEXT = 1 << 20;

    private FileKinds() {}

    /**
     * What a path is.
     *
     * @param input size of the open model's input, which tells a PNG trigger from a photo; null where nothing is open
     * @throws InputException if nothing here can use it, or it is damaged
     */
    public static OpenedPath of(Path path, @Nullable ImageSize input) {
        if (!Files.exists(path)) {
            throw new InputException(TEXT.get("kind.absent", path));
        }
        Path whole = path.toAbsolutePath().normalize();
        return Files.isDirectory(whole) ? folder(whole) : file(whole, input);
    }

    private static OpenedPath folder(Path path) {
        if (RunFolder.isRun(path)) {
            return new OpenedPath.Run(path, RunFolder.open(path).experiment());
        }
        if (MatrixFolder.isMatrix(path)) {
            return new OpenedPath.Matrix(path);
        }
        if (ClipModel.isIn(path)) {
            return new OpenedPath.Model(path, false, true);
        }
        Path weights = WeightFiles.in(path);
        if (weights != null) {
            return model(weights, false);
        }
        return data(path);
    }

    /** Opened whole, so that what is broken in it is told here. */
    private static OpenedPath.Data data(Path path) {
        return images(path, path.toString());
    }

    /**
     * Images that are told by a word: a path, or the name of a bundled set.
     *
     * @param path they are shown by
     * @throws InputException if they cannot be used even without what is broken
     */
    static OpenedPath.Data images(Path path, String spec) {
        try {
            return new OpenedPath.Data(path, Sample.Split.in(Sources.data(spec)), null);
        } catch (InputException e) {
            return new OpenedPath.Data(path, withoutBroken(spec, e), e.sentence());
        }
    }

    /** The splits that have images once broken pictures are left out; if that does not help, the fault is told. */
    private static List<Sample.Split> withoutBroken(String spec, InputException fault) {
        try {
            return Sample.Split.in(Sources.data(spec, BrokenPictures.LEAVE_OUT));
        } catch (InputException e) {
            fault.addSuppressed(e);
            throw fault;
        }
    }

    private static OpenedPath file(Path path, @Nullable ImageSize input) {
        Path folder = path.resolveSibling(".").normalize();
        byte[] start = start(path);
        if (PictureFormat.of(start) != null) {
            return isTrigger(path, start, input)
                    ? new OpenedPath.TriggerFile(path)
                    : new OpenedPath.Photo(path, PictureFiles.read(path));
        }
        if (isIdx(start)) {
            return data(DataSources.isOneOfSeveral(path) ? path : folder);
        }
        if (String.valueOf(path.getFileName()).equals(CLIP_CONFIG) && WeightFiles.in(folder) != null) {
            return new OpenedPath.Model(folder, false, true);
        }
        if (WeightFiles.isIndex(path)) {
            return weights(path, folder);
        }
        return switch (TensorFiles.kind(path)) {
            case SAFETENSORS -> safetensors(path, folder);
            case NPY -> new OpenedPath.Prompt(path);
            case NPZ -> npz(path);
            case TORCHSCRIPT -> model(path, true);
            case PICKLE -> pickle(path, folder);
            case UNKNOWN -> other(path);
        };
    }

    private static OpenedPath npz(Path path) {
        if (TriggerFiles.isMasked(path)) {
            return new OpenedPath.TriggerFile(path);
        }
        return DataSources.isImages(path) ? data(path) : new OpenedPath.Prompt(path);
    }

    private static OpenedPath safetensors(Path path, Path folder) {
        SafetensorsPeek header = SafetensorsPeek.of(path);
        if (TRIGGER_KINDS.contains(header.kind())) {
            return new OpenedPath.TriggerFile(path);
        }
        if (header.kind().equals("deep-prompt")) {
            throw new InputException(TEXT.get("kind.deep", path));
        }
        if (header.kind().equals("learned-context")) {
            throw new InputException(TEXT.get("kind.context", path));
        }
        if (header.kind().equals("visual-prompt") || header.isOnePicture()) {
            return new OpenedPath.Prompt(path);
        }
        return weights(path, folder);
    }

    private static OpenedPath pickle(Path path, Path folder) {
        if (DataSources.isPart(path)) {
            return data(folder);
        }
        return isOnePicture(WeightFiles.shapes(path)) ? new OpenedPath.Prompt(path) : weights(path, folder);
    }

    private static OpenedPath weights(Path path, Path folder) {
        boolean clip = WeightFiles.hasUsualName(path) && Files.isRegularFile(folder.resolve(CLIP_CONFIG));
        return clip ? new OpenedPath.Model(folder, false, true) : model(path, false);
    }

    /** A card that says nothing of the architecture is none for weights, which need one. */
    private static OpenedPath model(Path path, boolean script) {
        Path card = ModelCardFile.find(path);
        return new OpenedPath.Model(
                path,
                script,
                card != null && (script || ModelCardFile.read(card).architecture() != null));
    }

    private static OpenedPath other(Path path) {
        TensorFiles.requireContent(path);
        if (SessionFile.recognises(path)) {
            return new OpenedPath.Session(path);
        }
        String name = String.valueOf(path.getFileName());
        if (name.endsWith(".bin") || DataSources.isParquet(path)) {
            return data(path);
        }
        if (name.endsWith(".toml") || isToml(path)) {
            if (MatrixFile.isMatrix(path)) {
                return new OpenedPath.Matrix(path);
            }
            return new OpenedPath.ExperimentToml(path, ExperimentFile.read(path));
        }
        throw new InputException(TEXT.get(PromptFiles.isText(path) ? "kind.words" : "kind.unknown", path));
    }

    /** Whether it is one picture of three channels and nothing else, as others save visual prompts. */
    private static boolean isOnePicture(Map<String, long[]> shapes) {
        Map<String, List<Long>> boxed = new LinkedHashMap<>();
        shapes.forEach(
                (name, shape) -> boxed.put(name, Arrays.stream(shape).boxed().toList()));
        return new SafetensorsPeek(Map.of(), boxed).isOnePicture();
    }

    private static byte[] start(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(26);
        } catch (IOException e) {
            throw new InputException(TEXT.get("kind.unreadable", path), e);
        }
    }

    private static boolean isPng(byte[] start) {
        return start.length == 26 && start[0] == (byte) 0x89 && start[1] == 'P' && start[2] == 'N' && start[3] == 'G';
    }

    /** A PNG with a side file of ours, or one with transparency in just the size of the model's input. */
    private static boolean isTrigger(Path path, byte[] start, @Nullable ImageSize input) {
        if (!isPng(start)) {
            return false;
        }
        if (Files.isRegularFile(TriggerFiles.sideFile(path))) {
            return true;
        }
        ByteBuffer header = ByteBuffer.wrap(start);
        int colours = start[25];
        return input != null
                && (colours == 4 || colours == 6)
                && header.getInt(16) == input.width()
                && header.getInt(20) == input.height();
    }

    private static boolean isIdx(byte[] start) {
        return start.length > 4 && start[0] == 0 && start[1] == 0 && start[2] == 8 && start[3] >= 1 && start[3] <= 4;
    }

    private static boolean isToml(Path path) {
        try {
            if (Files.size(path) > MAX_TEXT) {
                return false;
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
                    .toString();
            var toml = Toml.parse(text);
            return !toml.hasErrors() && !toml.isEmpty();
        } catch (CharacterCodingException e) {
            return false;
        } catch (IOException e) {
            throw new InputException(TEXT.get("kind.unreadable", path), e);
        }
    }
}
