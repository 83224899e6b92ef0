import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Step 1: the program with a Java of its own, in one folder that runs wherever it is put. Its Java has only the modules that
 * are used, JavaFX among them; the engine's natives lie beside the jars, unpacked, so that nothing is unpacked for a user.
 */
final class Image {
    private static final List<String> JAVAFX = List.of("javafx.controls", "javafx.swing");
    private static final List<String> SLIMMED = List.of("pytorch-native-", "pytorch-jni-", "tokenizers-");
    private static final List<String> NATIVES = List.of(".so", ".dll", ".dylib");

    private final Path jar = Path.of(Steps.setting("jar"));
    private final List<Path> libraries = paths(Steps.setting("classpath"));
    private final List<Path> javafx = paths(Steps.setting("modulepath"));

    public static void main(String[] words) throws Exception {
        Steps.delete(Steps.OUT);
        Image image = new Image();
        Path mods = image.javafxModules();
        Path runtime = image.runtime(mods);
        image.program(runtime);
        image.natives();
        image.licences();
        Steps.tell("Java", Steps.RUNTIME);
        Steps.tell("engine", Steps.APP.resolve("natives"));
    }

    private static List<Path> paths(String list) {
        return Stream.of(list.split(java.io.File.pathSeparator)).map(Path::of).toList();
    }

    /** JavaFX as JMODs: from Maven's jars its natives would be unpacked into the home of every user. */
    private Path javafxModules() throws IOException {
        Path mods = Files.createDirectories(Steps.WORK.resolve("jmods"));
        for (Path library : javafx) {
            Path classes = Steps.WORK.resolve("javafx").resolve(library.getFileName().toString());
            Path natives = Files.createDirectories(classes.resolveSibling(classes.getFileName() + "-natives"));
            try (FileSystem zip = FileSystems.newFileSystem(library)) {
                Steps.copy(zip.getPath("/"), classes);
            }
            if (!Files.exists(classes.resolve("module-info.class"))) {
                // Each module also has a jar without anything, for Maven.
                continue;
            }
            for (Path file : files(classes, Image::isNative)) {
                Files.move(file, natives.resolve(file.getFileName().toString()));
            }
            String module = library.getFileName().toString().replaceFirst("-[0-9].*", "");
            Steps.jdk("jmod", List.of("create", "--class-path", classes.toString(), "--libs", natives.toString(),
                    mods.resolve(module + ".jmod").toString()));
        }
        return mods;
    }

    private static boolean isNative(Path file) {
        return NATIVES.stream().anyMatch(end -> file.toString().endsWith(end));
    }

    private static List<Path> files(Path folder, java.util.function.Predicate<Path> which) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).filter(which).toList();
        }
    }

    private Path runtime(Path mods) {
        Path runtime = Steps.WORK.resolve("runtime");
        // Neither --strip-native-commands nor --bind-services: the start cache is made by bin/java, and nothing else is used.
        Steps.jdk("jlink", List.of("--module-path", mods.toString(), "--add-modules", String.join(",", modules()),
                "--strip-java-debug-attributes", "--no-header-files", "--no-man-pages", "--compress", "zip-6",
                "--output", runtime.toString()));
        return runtime;
    }

    /** Modules of the JDK that the program or a library needs, and JavaFX's. */
    private TreeSet<String> modules() {
        ByteArrayOutputStream found = new ByteArrayOutputStream();
        List<String> all = Stream.concat(libraries.stream(), javafx.stream()).map(Path::toString).toList();
        int code = ToolProvider.findFirst("jdeps").orElseThrow().run(new PrintStream(found), System.err,
                "--multi-release", "base", "--ignore-missing-deps", "--print-module-deps",
                "--class-path", String.join(java.io.File.pathSeparator, all), jar.toString());
        if (code != 0) {
            throw new IllegalStateException("jdeps ended with " + code + ": " + found);
        }
        TreeSet<String> modules = new TreeSet<>(List.of(found.toString().strip().split(",")));
        modules.addAll(JAVAFX);
        return modules;
    }

    private void program(Path runtime) throws IOException {
        Path input = Files.createDirectories(Steps.WORK.resolve("jars"));
        for (Path library : libraries) {
            Path place = input.resolve(library.getFileName().toString());
            if (SLIMMED.stream().anyMatch(library.getFileName().toString()::startsWith)) {
                slim(library, place);
            } else {
                Files.copy(library, place);
            }
        }
        Files.copy(jar, input.resolve(jar.getFileName()));
        List<String> words = new ArrayList<>(List.of("--type", "app-image", "--dest", Steps.OUT.toString(),
                "--name", Steps.NAME, "--app-version", Pack.number(), "--input", input.toString(),
                "--main-jar", jar.getFileName().toString(), "--main-class", "org.triggerworkbench.Launcher",
                "--runtime-image", runtime.toString(), "--icon", icon(),
                "--description", "A workbench for the study of neural-network backdoors"));
        for (String option : Steps.setting("jvm").split(" ")) {
            words.addAll(List.of("--java-options", option));
        }
        // A cache that does not fit is a slower start, no message among what a script reads.
        words.addAll(List.of("--java-options", "-Xlog:disable", "--java-options", "-Xlog:all=error:stderr",
                "--java-options", "-Dworkbench.natives=$APPDIR/natives"));
        if (Steps.WINDOWS) {
            // The first opens no console, and so cannot print.
            Path console = Files.writeString(Steps.WORK.resolve("console.properties"), "win-console=true\n");
            words.addAll(List.of("--add-launcher", Steps.NAME + "-console=" + console));
        }
        Steps.jdk("jpackage", words);
        if (!Steps.WINDOWS && !Steps.MAC) {
            launcher();
        }
    }

    /** On Linux a script in the place of jpackage's launcher, with the settings that were meant for that. */
    private static void launcher() throws IOException {
        Path settings = Steps.APP.resolve(Steps.NAME + ".cfg");
        List<String> lines = Files.readAllLines(settings);
        String text = Files.readString(Steps.HERE.resolve("linux/launcher"))
                .replace("@OPTIONS@", values(lines, "java-options").map(Steps::option).collect(Collectors.joining("\n")))
                .replace("@CLASSPATH@", values(lines, "app.classpath").collect(Collectors.joining(":")))
                .replace("@MAIN@", values(lines, "app.mainclass").findFirst().orElseThrow())
                .replace("$APPDIR", "$app");
        Files.writeString(Steps.LAUNCHER, text);
        Files.delete(settings);
        Files.delete(Steps.APP.resolveSibling("libapplauncher.so"));
    }

    private static Stream<String> values(List<String> lines, String key) {
        return lines.stream().filter(line -> line.startsWith(key + "=")).map(line -> line.substring(key.length() + 1));
    }

    private static String icon() {
        return Steps.WINDOWS ? Steps.HERE.resolve("icon/trigger-workbench.ico").toString()
                : Steps.MAC ? Steps.HERE.resolve("icon/trigger-workbench.icns").toString()
                : Steps.HERE.resolve("../src/main/resources/org/triggerworkbench/app/icon/256.png").normalize().toString();
    }

    /**
     * Leaves out what lies unpacked beside the jars, and what is for other systems. The engine still reads from these jars which
     * natives it is to look for; its small ones stay, for a libtorch that the user names.
     */
    private static void slim(Path library, Path place) throws IOException {
        Path content = Steps.WORK.resolve("slim").resolve(library.getFileName().toString());
        try (FileSystem zip = FileSystems.newFileSystem(library)) {
            Steps.copy(zip.getPath("/"), content);
        }
        Steps.delete(content.resolve("pytorch"));
        for (String folder : List.of("native/lib", "jnilib")) {
            for (String platform : List.of("linux-x86_64", "linux-aarch64", "win-x86_64", "osx-aarch64")) {
                if (!platform.equals(Steps.setting("platform"))) {
                    Steps.delete(content.resolve(folder).resolve(platform));
                }
            }
        }
        Steps.jdk("jar", List.of("--create", "--file", place.toString(), "-C", content.toString(), "."));
    }

    /** Has the engine unpack its natives into the image, by one evaluation that needs them all. */
    private void natives() throws IOException, InterruptedException {
        Path natives = Steps.APP.resolve("natives");
        String classes = String.join(java.io.File.pathSeparator,
                Stream.concat(Stream.of(jar), libraries.stream()).map(Path::toString).toList());
        Steps.run(Map.of(), Steps.RUNTIME.resolve("bin/java").toString(), "--enable-native-access=ALL-UNNAMED",
                "-Dworkbench.natives=" + natives, "-Dworkbench.cache=" + Steps.WORK.resolve("cache"),
                "-Dworkbench.data=" + Steps.WORK.resolve("data"), "-cp", classes, "org.triggerworkbench.Launcher",
                "evaluate", "--model", "road-signs-clip", "--data", "road-signs", "--target", "stop", "--limit", "10");
        for (Path file : files(natives, Image::isNative)) {
            if (!Steps.WINDOWS && !Steps.MAC && Steps.has("strip")) {
                Steps.run(Map.of(), "strip", "--strip-unneeded", file.toString());
            }
        }
    }

    private void licences() throws IOException {
        for (String name : List.of("LICENSE", "THIRD-PARTY.txt")) {
            Files.copy(Steps.HERE.resolve("..").resolve(name), Steps.APP.resolve(name));
        }
    }
}
