package org.triggerworkbench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.app.session.ProgramLog;
import org.triggerworkbench.app.session.UserFolder;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.EngineFacts;
import org.triggerworkbench.compute.MemoryReading;
import org.triggerworkbench.compute.OneDnn;
import org.triggerworkbench.compute.SystemMemory;
import org.triggerworkbench.experiment.ProgramVersion;

/** What one needs to know of a machine to understand a bug on it. Each fact is found on its own: a broken one is told. */
final class SystemReport {
    private static final Logger LOG = LoggerFactory.getLogger(SystemReport.class);
    private static final String SETTINGS = "workbench.";

    private SystemReport() {}

    /** Facts by name, in the order to print them; sizes in MiB. */
    static Map<String, Object> collect() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("version", ProgramVersion.number());
        facts.put("os", property("os.name") + " " + property("os.version") + " " + property("os.arch"));
        facts.put("java", property("java.vm.vendor") + " " + Runtime.version());
        facts.put("javafx", javafx());
        facts.put("display", hasDisplay());
        facts.put("cores", Runtime.getRuntime().availableProcessors());
        facts.put("threads", Compute.defaultThreads());
        engine(facts);
        memory(facts);
        cache(facts);
        facts.put("log", log());
        settings(facts);
        return facts;
    }

    private static void engine(Map<String, Object> facts) {
        try (Compute compute = Compute.open(ComputeDevice.CPU, Compute.defaultThreads())) {
            EngineFacts engine = EngineFacts.current();
            facts.put("engine", engine.engine());
            facts.put("engineThreads", compute.threads());
            facts.put("flavor", engine.flavor());
            facts.put("libtorch", engine.natives());
            facts.put("cudaDevices", engine.cudaDevices());
            facts.put("convolutions", convolutions());
        } catch (RuntimeException | LinkageError e) {
            LOG.error("the engine did not start", e);
            facts.put("engine", CliText.get("doctor.noEngine", String.valueOf(e.getMessage())));
        }
    }

    private static String convolutions() {
        if (!OneDnn.isUsed()) {
            return CliText.get("doctor.convolutions.off");
        }
        return OneDnn.limit()
                .map(limit -> CliText.get("doctor.convolutions.limited", limit))
                .orElseGet(() -> CliText.get("doctor.convolutions"));
    }

    private static void memory(Map<String, Object> facts) {
        MemoryReading now = SystemMemory.read();
        facts.put("memoryMiB", mebibytes(now.machine()));
        facts.put("memoryFreeMiB", mebibytes(now.available()));
        facts.put("heapMaxMiB", mebibytes(now.heapMost()));
        facts.put("residentMiB", mebibytes(now.process()));
    }

    private static void cache(Map<String, Object> facts) {
        Path folder = Compute.cacheFolder();
        facts.put("cache", folder.toString());
        facts.put("cacheWritable", isWritable(folder));
        try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
            facts.put(
                    "cacheMiB",
                    mebibytes(files.mapToLong(file -> file.toFile().length()).sum()));
        } catch (IOException | RuntimeException e) {
            facts.put("cacheMiB", String.valueOf(e.getMessage()));
        }
        try {
            facts.put(
                    "diskFreeMiB",
                    mebibytes(Files.getFileStore(existing(folder)).getUsableSpace()));
        } catch (IOException | RuntimeException e) {
            facts.put("diskFreeMiB", String.valueOf(e.getMessage()));
        }
    }

    /** The newest log file; this process may be one that cannot write to it. */
    private static String log() {
        return ProgramLog.opened()
                .map(Path::toString)
                .orElseGet(() -> CliText.get("doctor.noLog", ProgramLog.file(UserFolder.path())));
    }

    private static void settings(Map<String, Object> facts) {
        new TreeMap<>(System.getProperties()).forEach((key, value) -> {
            if (String.valueOf(key).startsWith(SETTINGS)) {
                facts.put("-D" + key, String.valueOf(value));
            }
        });
    }

    private static String javafx() {
        return ModuleLayer.boot()
                .findModule("javafx.graphics")
                .map(module -> module.getDescriptor().toNameAndVersion())
                .orElse(CliText.get("doctor.noJavafx"));
    }

    /** Whether a window could open. On Linux JavaFX draws through X11 alone, which Wayland desktops offer as Xwayland. */
    static boolean hasDisplay() {
        String system = property("os.name").toLowerCase(Locale.ROOT);
        return system.contains("windows")
                || system.contains("mac")
                || property("glass.platform").equalsIgnoreCase("headless")
                || isSet("DISPLAY");
    }

    /** Whether the desktop is one of Wayland without Xwayland. */
    static boolean hasWaylandAlone() {
        return !hasDisplay() && isSet("WAYLAND_DISPLAY");
    }

    private static boolean isSet(String variable) {
        String value = System.getenv(variable);
        return value != null && !value.isEmpty();
    }

    private static boolean isWritable(Path folder) {
        return Files.isWritable(existing(folder));
    }

    /** The folder, or the nearest above it that exists. */
    private static Path existing(Path folder) {
        Path nearest = folder.toAbsolutePath();
        while (!Files.exists(nearest) && nearest.getParent() != null) {
            nearest = nearest.getParent();
        }
        return nearest;
    }

    private static long mebibytes(long bytes) {
        return bytes >> 20;
    }

    private static String property(String key) {
        return System.getProperty(key, "");
    }
}
