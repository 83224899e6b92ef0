package org.triggerworkbench.experiment.matrix;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How this very program is started: by the launcher of its installation, or by Java as this process was. */
public final class OwnProgram {
    private static final String MAIN = "org.triggerworkbench.Launcher";

    private OwnProgram() {}

    /** The words before those of a command. */
    public static List<String> words() {
        String launcher = System.getProperty("jpackage.app-path");
        // One that was moved away while it runs has its Java still.
        if (launcher != null && Files.isExecutable(Path.of(launcher))) {
            return List.of(launcher);
        }
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(word -> !word.startsWith("-agent") && !word.startsWith("-javaagent"))
                .forEach(words::add);
        words.addAll(List.of("-cp", absolute(System.getProperty("java.class.path")), MAIN));
        return words;
    }

    /** Others may start it in another folder. */
    private static String absolute(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator, -1))
                .map(place -> Path.of(place).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** A process of this program, with words for a command; what it is told by its launcher alone is not handed on. */
    static ProcessBuilder process(List<String> command) {
        List<String> words = new ArrayList<>(words());
        words.addAll(command);
        ProcessBuilder process = new ProcessBuilder(words);
        // The launcher of an installation takes it that it has prepared itself where it finds this.
        process.environment().remove("_JPACKAGE_LAUNCHER");
        return process;
    }
}
