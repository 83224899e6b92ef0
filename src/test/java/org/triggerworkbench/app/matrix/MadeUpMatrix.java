package org.triggerworkbench.app.matrix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.experiment.folder.RunLock;

/** Matrices with made-up figures. */
final class MadeUpMatrix implements MatrixSource {
    private static final List<String> ATTACKS = List.of("clean model", "BadNets", "Blended", "BadCLIP, no triplet");
    private static final List<String> DEFENCES =
            List.of("none", "Fine-tuning", "CleanCLIP", "Linear probe", "Adversarial Neuron Pruning", "STRIP");

    private final List<Item> items;
    private List<String> command = List.of();
    private RunLock.@Nullable Worker other;

    MadeUpMatrix(List<Item> items) {
        this.items = items;
    }

    /** Four attacks, six defences, three seeds; one failed, one runs, one waits. */
    static MadeUpMatrix small() {
        List<Item> items = items(ATTACKS, DEFENCES, 3, 7);
        items.replaceAll(item -> {
            boolean last = item.row().equals(ATTACKS.getLast());
            if (last && item.column().equals("CleanCLIP")) {
                return with(
                        item, Item.State.FAILED, "The defence needs an image-text model; this one has classes only.");
            }
            if (last && item.column().equals("Linear probe")) {
                return with(item, item.seed() == 1 ? Item.State.RUNNING : Item.State.WAITING, "");
            }
            return last && item.column().startsWith("Adv") ? with(item, Item.State.WAITING, "") : item;
        });
        return new MadeUpMatrix(items);
    }

    /** So many attacks and defences, all done. */
    static MadeUpMatrix large(int rows, int columns, int seeds) {
        List<String> attacks = new ArrayList<>();
        List<String> defences = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            attacks.add("attack " + i + ", poisoning rate " + i + "%");
        }
        for (int i = 0; i < columns; i++) {
            defences.add(i == 0 ? "none" : "defence number " + i);
        }
        return new MadeUpMatrix(items(attacks, defences, seeds, 3));
    }

    private static List<Item> items(List<String> rows, List<String> columns, int seeds, long seed) {
        Random random = new Random(seed);
        List<Item> items = new ArrayList<>();
        for (String row : rows) {
            for (String column : columns) {
                double success = row.startsWith("clean")
                        ? 0.01
                        : column.equals("none") ? 0.95 : Math.pow(random.nextDouble(), 2);
                for (int s = 1; s <= seeds; s++) {
                    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
                    if (column.equals("STRIP")) {
                        figures.put(Figure.DETECTION, Math.clamp(0.6 + 0.4 * random.nextDouble(), 0, 1));
                    } else {
                        figures.put(Figure.SUCCESS, Math.clamp(success + 0.01 * random.nextGaussian(), 0, 1));
                        figures.put(Figure.ACCURACY, Math.clamp(0.82 + 0.01 * random.nextGaussian(), 0, 1));
                        figures.put(Figure.ROBUST, Math.clamp(0.82 * (1 - success), 0, 1));
                    }
                    items.add(new Item(
                            row,
                            column,
                            s,
                            axes(row),
                            row.startsWith("clean"),
                            column.equals("none"),
                            Item.State.DONE,
                            Double.NaN,
                            "",
                            "",
                            figures,
                            "",
                            column.equals("STRIP") ? 0 : 1875,
                            Path.of(row + column + s)));
                }
            }
        }
        return items;
    }

    static Item with(Item item, Item.State state, String fault) {
        return new Item(
                item.row(),
                item.column(),
                item.seed(),
                item.axes(),
                item.control(),
                item.bare(),
                state,
                0.62,
                state == Item.State.RUNNING ? "epoch 3, step 62 of 100 of the phase under way" : "",
                fault,
                Map.of(),
                "",
                0,
                item.folder());
    }

    /** Image-text attacks have names of their own; those of a large matrix are told apart by their number. */
    private static Map<String, String> axes(String row) {
        return Map.of(
                "Model",
                row.contains("CLIP") || row.contains("5") || row.contains("7") ? "image-text model" : "classifier");
    }

    /** Somebody else runs it. */
    MadeUpMatrix runBy(RunLock.Worker worker) {
        other = worker;
        return this;
    }

    @Override
    public Optional<RunLock.Worker> worker(Opened matrix) {
        return Optional.ofNullable(other);
    }

    List<Item> items() {
        return items;
    }

    /** What the next start runs in the place of a matrix. */
    MadeUpMatrix running(String... words) {
        command = List.of(words);
        return this;
    }

    @Override
    public Opened open(Path fileOrFolder) {
        return new Opened("prompts and patches", fileOrFolder, fileOrFolder);
    }

    @Override
    public List<Item> read(Opened matrix) {
        return List.copyOf(items);
    }

    @Override
    public Process start(Opened matrix, Where where, int workers) {
        try {
            return new ProcessBuilder(command).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void cancel(Opened matrix) {
        items.replaceAll(item -> item.state() == Item.State.RUNNING ? with(item, Item.State.WAITING, "") : item);
    }
}
