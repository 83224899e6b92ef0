package org.triggerworkbench.app.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.triggerworkbench.app.session.SessionFile;
import org.triggerworkbench.app.state.Settings;

/** Where file dialogs begin: in the folder used last for files of the kind. Also the endings of names that were typed without. */
final class FilePlaces {
    private static final String FOLDERS = "folder ";
    /** Endings this program writes; what follows another dot belongs to the name. */
    private static final List<String> ENDINGS = List.of(
            SessionFile.SUFFIX,
            ".safetensors",
            ".npy",
            ".npz",
            ".png",
            ".svg",
            ".pdf",
            ".json",
            ".toml",
            ".csv",
            ".txt");

    private final Settings settings;

    FilePlaces(Settings settings) {
        this.settings = settings;
    }

    /** The kind of files that are opened. */
    static String kind(List<String> extensions) {
        return extensions.isEmpty() ? "any" : String.join(" ", extensions).replace("*", "");
    }

    /** The kind of a file that is saved. */
    static String kind(String name) {
        String ending = ending(name);
        return ending.isEmpty() ? FOLDERS + name : ending;
    }

    /** The kind of folders that a dialog of this title asks for. */
    static String folderKind(String title) {
        return FOLDERS + title;
    }

    /** The folder used last for this kind, else the one used last for any; empty where it is gone. */
    Optional<Path> start(String kind) {
        return settings.folder(kind).filter(Files::isDirectory);
    }

    /** Remembers where something was chosen. */
    void used(String kind, Path chosen) {
        Path parent = chosen.toAbsolutePath().getParent();
        if (parent != null) {
            settings.setFolder(kind, parent);
        }
    }

    /** The file that was named, with the ending of the proposed name where none was typed. */
    static Path completed(Path chosen, String proposed) {
        Path name = chosen.getFileName();
        if (name == null || !ending(name.toString()).isEmpty()) {
            return chosen;
        }
        return chosen.resolveSibling(name + ending(proposed));
    }

    private static String ending(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ENDINGS.stream().filter(lower::endsWith).findFirst().orElse("");
    }
}
