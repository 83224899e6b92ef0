package org.triggerworkbench.cli;

import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.text.InputException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where to compute. */
final class DeviceOptions {
    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = "cpu",
            converter = DeviceConverter.class,
            descriptionKey = "device")
    private ComputeDevice device = ComputeDevice.CPU;

    @Option(names = "--threads", paramLabel = "N", converter = Counts.class, descriptionKey = "threads")
    private int threads = Compute.defaultThreads();

    String name() {
        return device.toString();
    }

    int threads() {
        return threads;
    }

    Compute open() {
        return Compute.open(device, threads);
    }

    /** Reads the name of a device. */
    static final class DeviceConverter implements ITypeConverter<ComputeDevice> {
        @Override
        public ComputeDevice convert(String word) {
            try {
                return ComputeDevice.parse(word);
            } catch (InputException e) {
                throw new TypeConversionException(e.sentence());
            }
        }
    }
}
