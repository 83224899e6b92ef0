import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** What the three steps share: the build's settings, where things lie, and calls of tools. */
final class Steps {
    static final String NAME = "trigger-workbench";
    static final String VERSION = setting("version");
    static final Path OUT = Path.of(setting("out"));
    static final Path WORK = OUT.resolve("work");
    static final Path HERE = Path.of(setting("here"));
    static final boolean WINDOWS = os("windows");
    static final boolean MAC = os("mac");

    /** The installed program before it is packed. */
    static final Path IMAGE = OUT.resolve(MAC ? NAME + ".app" : NAME);

    /** Jars, the engine's natives, the start cache and the launcher's settings: {@code $APPDIR} of jpackage. */
    static final Path APP = IMAGE.resolve(MAC ? "Contents/app" : WINDOWS ? "app" : "lib/app");

    static final Path RUNTIME = IMAGE.resolve(MAC ? "Contents/runtime/Contents/Home" : WINDOWS ? "runtime" : "lib/runtime");
    static final Path LAUNCHER =
            IMAGE.resolve(MAC ? "Contents/MacOS/" + NAME : WINDOWS ? NAME + ".exe" : "bin/" + NAME);

    private Steps() {}

    /** One of the properties that the POM gives. */
    static String setting(String name) {
        String value = System.getProperty("installer." + name);
        if (value == null) {
            throw new IllegalStateException("-Dinstaller." + name + " is missing: run mvn -Pinstaller package");
        }
        return value;
    }

    private static boolean os(String part) {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains(part);
    }

    /** Calls one of the JDK's own tools. */
    static void jdk(String tool, List<String> words) {
        int code = ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, words.toArray(String[]::new));
        if (code != 0) {
            throw new IllegalStateException(tool + " ended with " + code + ": " + words);
        }
    }

    /** Runs another program and waits for it; its output is shown where it fails. */
    static void run(Map<String, String> environment, String... words) throws IOException, InterruptedException {
        Files.createDirectories(WORK);
        Path log = WORK.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        int code = builder.start().waitFor();
        if (code != 0) {
            throw new IllegalStateException(String.join(" ", words) + " ended with " + code + ":\n" + Files.readString(log));
        }
    }

    /** A line of the Linux launcher: one option, in which the launcher's own variables count. */
    static String option(String word) {
        return "  \"" + word + "\" \\";
    }

    /** Whether a program is on the PATH. */
    static boolean has(String program) {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes facts) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException fault) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Copies a folder with all in it; links stay links. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                Path place = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(place);
                } else {
                    Files.copy(
                            file, place, StandardCopyOption.COPY_ATTRIBUTES, java.nio.file.LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }

    /** Megabytes of a file, or of all files of a folder. */
    static String size(Path tree) {
        try (Stream<Path> all = Files.walk(tree)) {
            long bytes = all.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
            return "%.0f MB".formatted(bytes / 1e6);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void tell(String what, Path tree) {
        System.out.printf("installer: %-24s %s%n", what, size(tree));
    }
}
