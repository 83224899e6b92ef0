package org.triggerworkbench.compute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * A libtorch on this machine: its own folder, or that of a Python's torch. It has the version that the engine's JNI library
 * is built against, or a JNI library of its own beside it, which the engine then takes.
 *
 * @param libraries the folder that holds the libraries
 * @param version as it says of itself, such as {@code 2.7.1+cu128}
 */
public record LibtorchFolder(Path libraries, String version) {
    /** The version that the engine's JNI library is built against; another one ends the process while it is loaded. */
    public static final String WANTED = "2.7.1";

    private static final Messages TEXT = Messages.of(LibtorchFolder.class);
    private static final Pattern VERSION = Pattern.compile("^__version__\\s*=\\s*'([^']+)'", Pattern.MULTILINE);
    private static final Pattern TORCH = Pattern.compile("lib(torch|c10).*\\.so");
    private static final String JNI = System.mapLibraryName("djl_torch");

    /**
     * Checks a folder that the user named.
     *
     * @param folder a libtorch folder, the torch folder of a Python, or the lib folder in either
     * @throws InputException if it has no libtorch, or one of a version that the engine does not take, naming both; or a JNI
     *     library that was built for another one
     */
    public static LibtorchFolder require(Path folder) {
        Path libraries = Files.isDirectory(folder.resolve("lib")) ? folder.resolve("lib") : folder;
        if (!Files.exists(libraries.resolve(System.mapLibraryName("torch")))) {
            throw new InputException(TEXT.get("libtorch.none", folder, System.mapLibraryName("torch")));
        }
        Path parent = libraries.toAbsolutePath().getParent();
        String version = version(parent == null ? folder : parent).orElse("");
        if (version.isEmpty()) {
            throw new InputException(TEXT.get("libtorch.unknown", folder, WANTED));
        }
        Optional<Path> own = own(libraries);
        if (own.isPresent()) {
            requireBuiltFor(libraries, own.get(), version);
        } else if (!number(version).equals(WANTED)) {
            throw new InputException(TEXT.get("libtorch.version", folder, FileWord.shown(version), WANTED, JNI));
        }
        return new LibtorchFolder(libraries, version);
    }

    /** The version without what it was built for, such as {@code 2.7.1}. */
    String number() {
        return number(version);
    }

    private static String number(String version) {
        return version.split("\\+", 2)[0];
    }

    /** What the library between Java and it has to be built for: there is one for the processor and one for cards. */
    String flavor() {
        return Files.exists(libraries.resolve(System.mapLibraryName("torch_cuda"))) ? "cu128" : "cpu";
    }

    /** The JNI library that the engine takes from the folder, in the order in which it looks. */
    private static Optional<Path> own(Path libraries) {
        return Stream.of(EngineFacts.libraryVersion() + "-" + JNI, JNI)
                .map(libraries::resolve)
                .filter(Files::exists)
                .findFirst();
    }

    /** A call of a name that libtorch does not have ends the process; each version has other names. */
    private static void requireBuiltFor(Path libraries, Path own, String version) {
        Set<String> missing;
        try (Stream<Path> files = Files.list(libraries)) {
            missing = new TreeSet<>(ElfSymbols.of(own).wanted());
            List<Path> torch = files.filter(
                            file -> TORCH.matcher(file.getFileName().toString()).matches())
                    .toList();
            for (Path library : torch) {
                if (!missing.isEmpty()) {
                    missing.removeAll(ElfSymbols.of(library).defined());
                }
            }
        } catch (IOException e) {
            throw new InputException(TEXT.get("libtorch.own.unreadable", own, FileWord.shown(version)), e);
        }
        if (!missing.isEmpty()) {
            String first = FileWord.shown(missing.iterator().next());
            throw new InputException(TEXT.get("libtorch.own.other", own, FileWord.shown(version), first));
        }
    }

    /** The version a libtorch says it is, such as {@code 2.7.1+cu128}: in build-version, or in version.py of a Python's torch. */
    private static Optional<String> version(Path folder) {
        Path plain = folder.resolve("build-version");
        Path python = folder.resolve("version.py");
        try {
            if (Files.isRegularFile(plain)) {
                return Optional.of(Files.readString(plain).strip());
            }
            if (Files.isRegularFile(python)) {
                Matcher matcher = VERSION.matcher(Files.readString(python));
                return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
            }
        } catch (IOException e) {
            throw new InputException(TEXT.get("libtorch.unknown", folder, WANTED), e);
        }
        return Optional.empty();
    }
}
