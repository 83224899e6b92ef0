package org.triggerworkbench.compute.probe;

import java.io.File;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words that start a process of trials: this Java with this program's class path, bounded in memory. */
public final class ProbeCommand {
    /** Asks the program itself, where it is installed without a Java of its own to call: followed by the class to run. */
    public static final String WORD = "probe-native";

    private static final int HEAP_MIB = 512;
    private static final Set<String> HANDED_ON = Set.of(
            "DJL_CACHE_DIR",
            "ENGINE_CACHE_DIR",
            "PYTORCH_FLAVOR",
            "PYTORCH_LIBRARY_PATH",
            "PYTORCH_VERSION",
            "RUST_FLAVOR",
            "OPT_OUT_TRACKING",
            "user.home",
            "java.io.tmpdir",
            "java.library.path");
    private static final List<String> HANDED_ON_PREFIXES = List.of("workbench.", "ai.djl.");

    private ProbeCommand() {}

    /**
     * A process not started yet.
     *
     * @param main name of a class whose main method calls {@link ProbeServer#serve}
     * @param memory most bytes it may use; observed on Linux
     */
    static ProcessBuilder of(String main, long memory) {
        Path java = Path.of(System.getProperty("java.home", ""), "bin", isWindows() ? "java.exe" : "java");
        List<String> words = new ArrayList<>();
        if (Files.isExecutable(Path.of("/bin/sh"))) {
            // Memory it writes to, not addresses, of which Java reserves many. Where the system knows no such limit,
            // none.
            words.addAll(List.of(
                    "/bin/sh", "-c", "ulimit -c 0 2>&-; ulimit -d " + (memory >> 10) + " 2>&-; exec \"$@\"", "sh"));
        }
        boolean ownJava = Files.isExecutable(java);
        if (ownJava) {
            words.add(java.toString());
            words.addAll(options());
            words.add(main);
        } else {
            words.add(ProcessHandle.current().info().command().orElse("java"));
            words.add(WORD);
            words.add(main);
        }
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        // Not on the command line, whose length Windows bounds.
        environment.put("CLASSPATH", classPath());
        environment.put("OMP_WAIT_POLICY", "PASSIVE");
        environment.put("KMP_BLOCKTIME", "0");
        environment.put("MALLOC_ARENA_MAX", "2");
        if (!ownJava) {
            // By this the launcher knows itself on its second start, which is not ours.
            environment.keySet().removeIf(name -> name.startsWith("_JPACKAGE"));
            environment.put("JAVA_TOOL_OPTIONS", "-Xmx" + HEAP_MIB + "m");
        }
        return builder;
    }

    /** Where this program's classes are, which a class loader of its own may know better than Java's command line. */
    private static String classPath() {
        if (ProbeCommand.class.getClassLoader() instanceof URLClassLoader loader) {
            return Stream.of(loader.getURLs())
                    .filter(url -> url.getProtocol().equals("file"))
                    .map(url -> Path.of(URI.create(url.toString())).toString())
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path", "");
    }

    private static List<String> options() {
        List<String> options = new ArrayList<>(List.of(
                "-Xmx" + HEAP_MIB + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                // Neither a report nor a core file in the folder it runs in.
                "-XX:+SuppressFatalErrorMessage",
                "-Djava.awt.headless=true",
                "--enable-native-access=ALL-UNNAMED"));
        System.getProperties().stringPropertyNames().stream()
                .filter(name ->
                        HANDED_ON.contains(name) || HANDED_ON_PREFIXES.stream().anyMatch(name::startsWith))
                .sorted()
                .forEach(name -> options.add("-D" + name + "=" + System.getProperty(name)));
        return options;
    }

    private static boolean isWindows() {
        return System.getProperty("os.name", "").startsWith("Windows");
    }
}
