import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes down how the build starts this very JVM, for the script {@code workbench}: target/workbench.args, the options of
 * {@code java}, and target/workbench.java, the program that the build chose.
 */
public final class StartFile {
    private StartFile() {}

    public static void main(String[] words) throws IOException {
        List<String> options =
                new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
        // Java's own, since this is run from its source.
        options.remove("--add-modules=ALL-DEFAULT");
        options.add("-cp");
        // From another folder, too.
        options.add(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator)));
        Path target = Path.of("target");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Files.writeString(target.resolve("workbench.java"), java + "\n");
        Files.writeString(
                target.resolve("workbench.args"),
                options.stream().map(StartFile::quoted).collect(Collectors.joining("\n", "", "\n")));
    }

    private static String quoted(String option) {
        return '"' + option.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
