package org.triggerworkbench.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.compute.file.Npy;
import org.triggerworkbench.compute.file.Npz;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.Predictor;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.experiment.open.Subject;
import org.triggerworkbench.text.CsvCell;
import org.triggerworkbench.trigger.Stamper;
import org.triggerworkbench.trigger.Trigger;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes what a model makes of images, clean and triggered, as {@code evaluate} sees them: .csv, .npy or .npz. */
abstract class ExportSeen implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final SubjectOptions asked = new SubjectOptions();

    @Mixin
    private final SampleOptions drawn = new SampleOptions();

    @Mixin
    private final TriggerOptions stamp = new TriggerOptions();

    @Option(names = "--out", required = true, paramLabel = "FILE", descriptionKey = "seenOut")
    private Path out = Path.of("");

    @Mixin
    private final DeviceOptions device = new DeviceOptions();

    /** A row an image, all equally long. */
    abstract float[][] rows(Subject subject, Predictor predictor, ImageEdit edit);

    /** Names of the columns of a row; null for numbers. */
    @Nullable
    String columns(Subject subject) {
        return null;
    }

    /** Whether only what has a trigger on it is wanted. */
    boolean needsTrigger() {
        return false;
    }

    /** Shape of an image's row in an array; the row's length alone where it says no more. */
    long[] shape(Subject subject, int length) {
        return new long[] {length};
    }

    /** The wrong use of the command line that a sentence tells. */
    ParameterException misuse(String sentence) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), sentence);
    }

    @Override
    public Integer call() {
        String name = String.valueOf(out.getFileName()).toLowerCase(Locale.ROOT);
        if (!name.matches(".*\\.(csv|npy|npz)")) {
            throw misuse(CliText.get("use.exportEnding", out));
        }
        CommandSpec own = Objects.requireNonNull(spec);
        stamp.require(own.commandLine(), needsTrigger());
        try (Compute compute = device.open();
                Subject subject = Subject.open(
                        compute,
                        new Sources(compute, own.commandLine().getErr()::println, asked.trustScript),
                        stamp.request(asked, drawn.sample(), "0"))) {
            write(name, subject, compute);
        }
        own.commandLine().getOut().println(out);
        return 0;
    }

    private void write(String name, Subject subject, Compute compute) {
        Predictor predictor = new Predictor(compute, stamp.batch);
        SequencedMap<String, float[][]> states = new LinkedHashMap<>();
        if (!needsTrigger()) {
            states.put("clean", rows(subject, predictor, ImageEdit.NONE));
        }
        Trigger stamped = subject.trigger();
        if (stamped != null) {
            PreparedImages images = subject.images();
            try (Stamper stamper = new Stamper(compute, stamped, images.height(), images.width())) {
                ImageEdit stamp = (pixels, ids) -> stamper.stamp(pixels, ids, Subject.PLACEMENT_SEED);
                states.put("triggered", rows(subject, predictor, stamp));
            }
        }
        if (name.endsWith(".csv")) {
            AtomicFiles.write(out, csv(subject, states).getBytes(StandardCharsets.UTF_8));
        } else if (name.endsWith(".npy")) {
            // One array: of what the trigger does where there is one.
            Npy.write(out, tensor(subject, states.lastEntry().getValue()));
        } else {
            Map<String, HostTensor> arrays = new LinkedHashMap<>();
            states.forEach((state, rows) -> arrays.put(state, tensor(subject, rows)));
            long[] labels = new long[subject.images().size()];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = subject.images().label(i);
            }
            arrays.put("labels", HostTensor.of(labels, labels.length));
            Npz.write(out, arrays);
        }
    }

    private HostTensor tensor(Subject subject, float[][] rows) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        float[] flat = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * width, width);
        }
        long[] inner = shape(subject, width);
        long[] shape = new long[1 + inner.length];
        shape[0] = rows.length;
        System.arraycopy(inner, 0, shape, 1, inner.length);
        return HostTensor.of(flat, shape);
    }

    private String csv(Subject subject, Map<String, float[][]> states) {
        StringBuilder csv = new StringBuilder("image,state,label");
        String named = columns(subject);
        int width = states.values().stream()
                .filter(rows -> rows.length > 0)
                .mapToInt(rows -> rows[0].length)
                .findFirst()
                .orElse(0);
        if (named == null) {
            for (int k = 0; k < width; k++) {
                csv.append(',').append(k);
            }
        } else {
            csv.append(',').append(named);
        }
        csv.append('\n');
        PreparedImages images = subject.images();
        for (int i = 0; i < images.size(); i++) {
            for (Map.Entry<String, float[][]> state : states.entrySet()) {
                csv.append(CsvCell.of(images.images().id(i))).append(',').append(state.getKey());
                csv.append(',').append(images.label(i));
                for (float value : state.getValue()[i]) {
                    csv.append(',').append(value == (long) value ? Long.toString((long) value) : Float.toString(value));
                }
                csv.append('\n');
            }
        }
        return csv.toString();
    }
}
