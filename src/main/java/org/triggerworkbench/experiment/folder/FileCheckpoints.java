package org.triggerworkbench.experiment.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.compute.file.TensorFile;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.Checkpoint;
import org.triggerworkbench.training.CheckpointStore;

/** The last checkpoint of each phase of a run as one safetensors file, replaced whole. */
public final class FileCheckpoints implements CheckpointStore {
    private static final String PARAMETER = "parameter/";
    private static final String OPTIMIZER = "optimizer/";
    private static final String SUFFIX = ".safetensors";
    private static final String STEP = "step";

    private final Path folder;

    /** Keeps checkpoints in a folder that exists. */
    public FileCheckpoints(Path folder) {
        this.folder = folder;
    }

    @Override
    public void save(Checkpoint checkpoint) {
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        checkpoint.parameters().forEach((name, tensor) -> tensors.put(PARAMETER + name, tensor));
        checkpoint.optimizer().forEach((name, tensor) -> tensors.put(OPTIMIZER + name, tensor));
        Safetensors.write(file(checkpoint.phase()), tensors, Map.of(STEP, Long.toString(checkpoint.step())));
    }

    @Override
    public Optional<Checkpoint> load(String phase) {
        Path file = file(phase);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        TensorFile saved = Safetensors.read(file);
        long step = step(file, saved.metadata().getOrDefault(STEP, "0"));
        return Optional.of(new Checkpoint(phase, step, under(saved, PARAMETER), under(saved, OPTIMIZER)));
    }

    /** Steps done at the checkpoint of each phase that has one. */
    public Map<String, Long> steps() {
        Map<String, Long> steps = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(SUFFIX)) {
                    String phase = name.substring(0, name.length() - SUFFIX.length());
                    load(phase).ifPresent(checkpoint -> steps.put(phase, checkpoint.step()));
                }
            }
        } catch (IOException e) {
            throw new InputException(Messages.of(FileCheckpoints.class).get("run.unreadable", folder), e);
        }
        return steps;
    }

    private static long step(Path file, String told) {
        try {
            long step = Long.parseLong(told);
            if (step >= 0) {
                return step;
            }
        } catch (NumberFormatException e) {
            // As a negative one: said below.
        }
        throw new InputException(Messages.of(FileCheckpoints.class).get("checkpoint.step", file, FileWord.shown(told)));
    }

    private Path file(String phase) {
        return folder.resolve(phase + SUFFIX);
    }

    private static Map<String, HostTensor> under(TensorFile saved, String prefix) {
        Map<String, HostTensor> chosen = new LinkedHashMap<>();
        saved.tensors().forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                chosen.put(name.substring(prefix.length()), tensor);
            }
        });
        return chosen;
    }
}
