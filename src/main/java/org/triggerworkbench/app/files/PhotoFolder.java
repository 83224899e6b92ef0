package org.triggerworkbench.app.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.triggerworkbench.app.session.UserFolder;
import org.triggerworkbench.compute.file.FileNames;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * A photo as a set of one image: a folder with a class folder each, all empty but that of the photo. A copy lies there, so that
 * a session finds it again. Not for the window thread.
 *
 * @param path the folder, to be opened as data
 * @param classes as the folder names them, in the order of the scene's
 */
record PhotoFolder(Path path, List<String> classes) {
    private static final Messages TEXT = Messages.of(PhotoFolder.class);

    /**
     * Makes one.
     *
     * @param user folder for photos
     * @param classes of the scene
     * @param label one of them, or, where the model reads words, another
     * @param words whether the model reads words: its classes may then stand in any order, but must not be numbered
     * @throws InputException if it cannot be written
     */
    static PhotoFolder write(Path user, Path photo, List<String> classes, String label, boolean words) {
        String file = String.valueOf(photo.getFileName());
        Path folder = user.resolve(UUID.randomUUID().toString().substring(0, 8)).resolve(FileNames.stem(photo));
        List<String> names = words ? classes : numbered(classes);
        int known = classes.indexOf(label);
        String own = known < 0 ? safe(label) : names.get(known);
        names.forEach(name -> UserFolder.create(folder.resolve(safe(name))));
        Path place = UserFolder.create(folder.resolve(safe(own)));
        try {
            // Its content was found to be a picture, whatever it is called.
            Files.copy(
                    photo,
                    place.resolve(file.toLowerCase(Locale.ROOT).matches(".*\\.(png|jpe?g)") ? file : file + ".png"));
        } catch (IOException e) {
            throw new InputException(TEXT.get("photo.uncopied", photo, folder), e);
        }
        return new PhotoFolder(folder, names);
    }

    /** Class folders are numbered in natural order of their names: a model without words needs its own order. */
    static List<String> numbered(List<String> classes) {
        String form = "%0" + Integer.toString(classes.size()).length() + "d %s";
        return IntStream.range(0, classes.size())
                .mapToObj(k -> String.format(Locale.ROOT, form, k, classes.get(k)))
                .toList();
    }

    /** A class as the name of a folder. */
    private static String safe(String name) {
        String plain = name.strip().replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "-");
        return plain.isEmpty() || plain.startsWith(".") ? "-" + plain : plain;
    }
}
