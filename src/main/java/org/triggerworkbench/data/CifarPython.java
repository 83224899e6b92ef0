package org.triggerworkbench.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.HostTensor.ElementType;
import org.triggerworkbench.compute.pickle.Item;
import org.triggerworkbench.compute.pickle.PickleFile;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** CIFAR-10 and CIFAR-100 in their Python version, the only one that torchvision downloads. */
final class CifarPython {
    private static final int EDGE = 32;
    private static final Messages MESSAGES = Messages.of(CifarPython.class);

    /**
     * How one of the two is laid out.
     *
     * @param folder it is unpacked to
     * @param train pattern of the names of the train files
     * @param test name of the test file
     * @param labels key of the labels
     * @param meta name of the file of class names
     * @param names key of the class names there
     */
    private record Form(
            String folder, String train, String test, String labels, String meta, String names, int classes) {}

    private static final List<Form> FORMS = List.of(
            new Form(
                    "cifar-10-batches-py",
                    "data_batch_[0-9]+",
                    "test_batch",
                    "labels",
                    "batches.meta",
                    "label_names",
                    10),
            new Form("cifar-100-python", "train", "test", "fine_labels", "meta", "fine_label_names", 100));

    private CifarPython() {}

    /** The folder with the files, which is the given one or in it; null if there is none. */
    static @Nullable Path find(Path path) {
        if (!Files.isDirectory(path)) {
            return null;
        }
        for (Form form : FORMS) {
            for (Path folder : List.of(path, path.resolve(form.folder()))) {
                if (Files.isDirectory(folder) && isIn(folder, form)) {
                    return folder;
                }
            }
        }
        return null;
    }

    /** Whether a file in such a folder is one of its batches or names its classes. */
    static boolean isPart(Path file) {
        String name = DataFiles.name(file);
        return FORMS.stream()
                .anyMatch(form -> name.matches(form.train()) || name.equals(form.test()) || name.equals(form.meta()));
    }

    private static boolean isIn(Path folder, Form form) {
        // The names of CIFAR-100 are too common to go by: a folder per split has them, too.
        return Files.isRegularFile(folder.resolve(form.test()))
                && (form.classes() == 10 || Files.isRegularFile(folder.resolve(form.meta())));
    }

    /**
     * Opens a folder that {@link #find} found.
     *
     * @throws InputException naming the file that is damaged, of another form, or holds a label that there is not
     */
    static Dataset open(Path folder) {
        Form form =
                FORMS.stream().filter(known -> isIn(folder, known)).findFirst().orElseThrow();
        List<ImageSet> train = DataFiles.list(folder).stream()
                .filter(file ->
                        Files.isRegularFile(file) && DataFiles.name(file).matches(form.train()))
                .<ImageSet>map(file -> batch(file, form))
                .toList();
        return new Dataset(
                DataFiles.name(folder),
                names(folder.resolve(form.meta()), form),
                ImageSets.join(train),
                ImageSets.empty(),
                batch(folder.resolve(form.test()), form));
    }

    private static ImageSet batch(Path file, Form form) {
        PickleFile content = PickleFile.open(file);
        Item.Mapping root = mapping(file, content);
        Item data = root.get("data");
        Item.Tensor view = data == null ? null : data.asTensor();
        if (view == null || !(root.get(form.labels()) instanceof Item.Sequence(List<Item> labels))) {
            throw new InputException(MESSAGES.get("cifarPython.form", file, form.labels()));
        }
        HostTensor pixels = content.read(view);
        int count = labels.size();
        if (pixels.type() != ElementType.U8
                || pixels.bytes().length != 3L * EDGE * EDGE * count
                || pixels.shape()[0] != count) {
            throw new InputException(MESSAGES.get("cifarPython.counts", file, count));
        }
        int[] classes = IntStream.range(0, count)
                .map(i -> label(file, labels.get(i), i, form.classes()))
                .toArray();
        return new ArrayImages(DataFiles.name(file), EDGE, EDGE, 3, true, pixels.bytes(), classes);
    }

    private static int label(Path file, Item item, int index, int classes) {
        if (item instanceof Item.Whole(long label) && label >= 0 && label < classes) {
            return (int) label;
        }
        throw new InputException(MESSAGES.get("cifarPython.label", file, index, classes - 1));
    }

    private static List<String> names(Path file, Form form) {
        if (!Files.exists(file)) {
            return Cifar10.NAMES;
        }
        Map<Item, Item> root = mapping(file, PickleFile.open(file)).entries();
        List<String> names = root.get(new Item.Text(form.names())) instanceof Item.Sequence(List<Item> items)
                ? items.stream()
                        .map(Item::asText)
                        .map(name -> name == null ? "" : name)
                        .filter(name -> !name.isBlank())
                        .toList()
                : List.of();
        if (names.size() != form.classes()) {
            throw new InputException(MESSAGES.get("cifarPython.names", file, form.classes()));
        }
        return names;
    }

    private static Item.Mapping mapping(Path file, PickleFile content) {
        if (content.root() instanceof Item.Mapping mapping) {
            return mapping;
        }
        throw new InputException(MESSAGES.get("cifarPython.form", file, "data"));
    }
}
