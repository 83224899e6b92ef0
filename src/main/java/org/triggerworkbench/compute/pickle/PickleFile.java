package org.triggerworkbench.compute.pickle;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipException;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.pickle.Item.Storage;
import org.triggerworkbench.compute.pickle.Item.Tensor;
import org.triggerworkbench.text.InputException;

/**
 * A file of Python data or PyTorch weights: a PyTorch archive (since 1.6), a PyTorch file of before, or a bare pickle. Its
 * numbers are read when they are asked for.
 */
public final class PickleFile {
    /** Views may show a number more than once; beyond this many times all numbers in the file, it is a bomb. */
    private static final long MOST_EXPANSION = 16;

    private static final long MOST_PICKLE_BYTES = 1L << 29;
    private static final BigInteger OLD_PYTORCH = new BigInteger("1950a86a20f9469cfc6c", 16);

    private final PickleFaults faults;
    private final Item root;
    private final Numbers numbers;

    /** Where the numbers of storages lie. */
    interface Numbers {
        byte[] read(Storage storage) throws IOException;
    }

    private PickleFile(PickleFaults faults, Item root, Numbers numbers) {
        this.faults = faults;
        this.root = root;
        this.numbers = numbers;
    }

    /**
     * Reads what a file describes, but not yet the numbers of its tensors.
     *
     * @throws InputException if it cannot be read, is damaged, or asks for anything that is not plain data
     */
    public static PickleFile open(Path file) {
        PickleFaults faults = new PickleFaults(file);
        try {
            long length = Files.size(file);
            if (length == 0) {
                throw faults.about("file.empty");
            }
            byte[] start;
            try (InputStream in = Files.newInputStream(file)) {
                start = in.readNBytes(2);
            }
            return start.length == 2 && start[0] == 'P' && start[1] == 'K'
                    ? archive(file, faults)
                    : pickle(file, length, faults);
        } catch (ZipException e) {
            throw faults.damaged("fault.zip", PickleFaults.shown(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            throw faults.unreadable(e);
        }
    }

    private static PickleFile archive(Path file, PickleFaults faults) throws IOException {
        PickleArchive archive = new PickleArchive(file, faults);
        return new PickleFile(faults, archive.root(MOST_PICKLE_BYTES), archive);
    }

    private static PickleFile pickle(Path file, long length, PickleFaults faults) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            PickleBytes bytes = new PickleBytes(in, length, faults);
            Item first = PickleReader.read(bytes, faults);
            if (first instanceof Item.Huge(BigInteger mark) && mark.equals(OLD_PYTORCH)) {
                OldPyTorch old = OldPyTorch.read(file, bytes, faults);
                return new PickleFile(faults, old.root(), old);
            }
            if (bytes.left() > 0) {
                throw faults.damaged("fault.tail", bytes.left());
            }
            return new PickleFile(faults, first, storage -> {
                throw faults.damaged("pickle.noStorage", PickleFaults.shown(storage.key()));
            });
        }
    }

    /** What the file describes. */
    public Item root() {
        return root;
    }

    /**
     * The weights in it: tensors by name, at the top or where training scripts put them.
     *
     * @throws InputException if there are none
     */
    public StateDicts.Found weights() {
        StateDicts.Found found = StateDicts.in(root);
        if (found == null) {
            throw faults.about("pickle.noWeights");
        }
        return found;
    }

    /**
     * Numbers of some views in it, row by row.
     *
     * @throws InputException if they are not there, cannot be read, or need more memory than there is
     */
    public Map<String, HostTensor> read(Map<String, Tensor> views) {
        requireBounds(views);
        Map<String, HostTensor> read = new LinkedHashMap<>();
        Map<Storage, List<String>> byStorage = new LinkedHashMap<>();
        views.forEach((name, view) -> {
            // Keeps the order of the file, though views of one storage are read together.
            read.put(name, HostTensor.of(new float[0], 0));
            byStorage
                    .computeIfAbsent(view.storage(), unknown -> new ArrayList<>())
                    .add(name);
        });
        try {
            for (Map.Entry<Storage, List<String>> group : byStorage.entrySet()) {
                Storage storage = group.getKey();
                byte[] bytes = storage.bytes() == null ? numbers.read(storage) : storage.bytes();
                for (String name : group.getValue()) {
                    read.put(name, Views.lay(Objects.requireNonNull(views.get(name), name), bytes));
                }
            }
        } catch (ZipException e) {
            throw faults.damaged("fault.zip", PickleFaults.shown(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            throw faults.unreadable(e);
        }
        return read;
    }

    /** As {@link #read(Map)}, of one view. */
    public HostTensor read(Tensor view) {
        return read(Map.of("", view)).values().iterator().next();
    }

    private void requireBounds(Map<String, Tensor> views) {
        long shown = views.values().stream().mapToLong(Views::bytes).sum();
        long held = views.values().stream()
                .map(Tensor::storage)
                .distinct()
                .mapToLong(Storage::size)
                .sum();
        if (shown > MOST_EXPANSION * held) {
            throw faults.beyond("pickle.expansion", shown, held);
        }
        faults.requireMemory(shown);
    }
}
