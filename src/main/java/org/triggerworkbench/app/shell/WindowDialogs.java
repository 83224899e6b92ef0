package org.triggerworkbench.app.shell;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.TextInputDialog;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.controlsfx.dialog.CommandLinksDialog;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.CommandLinks;
import org.triggerworkbench.app.shared.DialogPlace;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.state.Settings;
import org.triggerworkbench.text.Messages;

/** Dialogs of the desktop, over a window. */
public final class WindowDialogs implements Dialogs {
    private static final Messages TEXT = Messages.of(WindowDialogs.class);

    private final Window owner;
    private final FilePlaces places;

    /** @param settings keep the folders that were used last */
    public WindowDialogs(Window owner, Settings settings) {
        this.owner = owner;
        this.places = new FilePlaces(settings);
    }

    /** As the other, with the user's settings. */
    public WindowDialogs(Window owner) {
        this(owner, Settings.ofUser());
    }

    @Override
    public Optional<Path> openFile(String title, List<String> extensions) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        if (!extensions.isEmpty()) {
            chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(TEXT.get("dialog.fitting"), extensions));
        }
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(TEXT.get("dialog.all"), "*"));
        String kind = FilePlaces.kind(extensions);
        places.start(kind).map(Path::toFile).ifPresent(chooser::setInitialDirectory);
        return chosen(kind, chooser.showOpenDialog(owner));
    }

    @Override
    public Optional<Path> openFolder(String title) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(title);
        String kind = FilePlaces.folderKind(title);
        places.start(kind).map(Path::toFile).ifPresent(chooser::setInitialDirectory);
        return chosen(kind, chooser.showDialog(owner));
    }

    @Override
    public Optional<Path> saveFile(String title, String name) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.setInitialFileName(name);
        String kind = FilePlaces.kind(name);
        places.start(kind).map(Path::toFile).ifPresent(chooser::setInitialDirectory);
        return chosen(kind, chooser.showSaveDialog(owner)).flatMap(typed -> completed(typed, name));
    }

    @Override
    public boolean confirm(String title, String question, String yes) {
        ButtonType go = new ButtonType(yes, ButtonBar.ButtonData.OK_DONE);
        Alert alert = new Alert(Alert.AlertType.CONFIRMATION, question, go, ButtonType.CANCEL);
        DialogPlace.own(alert, owner);
        alert.setTitle(title);
        alert.setHeaderText(null);
        return alert.showAndWait().filter(go::equals).isPresent();
    }

    @Override
    public Optional<Integer> choose(String title, String question, List<Answer> answers) {
        CommandLinksDialog dialog = CommandLinks.of(owner, title, question, answers);
        return dialog.showAndWait()
                .map(pressed -> CommandLinks.place(dialog, pressed))
                .filter(place -> place >= 0);
    }

    @Override
    public Optional<String> ask(String title, String question, String start) {
        TextInputDialog dialog = new TextInputDialog(start);
        DialogPlace.own(dialog, owner);
        dialog.setTitle(title);
        dialog.setHeaderText(null);
        dialog.setContentText(question);
        return dialog.showAndWait();
    }

    private Optional<Path> chosen(String kind, @Nullable File file) {
        Optional<Path> path = Optional.ofNullable(file).map(File::toPath);
        path.ifPresent(each -> places.used(kind, each));
        return path;
    }

    /** The system's dialog has asked about the name that was typed, not about the one with an ending. */
    private Optional<Path> completed(Path typed, String proposed) {
        Path whole = FilePlaces.completed(typed, proposed);
        boolean replaces = !whole.equals(typed) && Files.exists(whole);
        return !replaces
                        || confirm(
                                TEXT.get("replace.title"),
                                TEXT.get("replace.question", String.valueOf(whole.getFileName())),
                                TEXT.get("replace.yes"))
                ? Optional.of(whole)
                : Optional.empty();
    }
}
