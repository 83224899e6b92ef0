package org.triggerworkbench.app.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.triggerworkbench.app.session.UserFolder;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.compute.file.FileNames;
import org.triggerworkbench.compute.file.TensorFile;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.card.ModelCardFile;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * Where the card of a model file goes: beside it, or, where its folder cannot be written to, beside a link to the model in the
 * user's own folder; that link is then what is opened. Not for the window thread.
 *
 * @param user folder for cards of models elsewhere
 */
record CardPlace(Path user) {
    /**
     * The path to open a model by: itself if it has a card beside it, else its link with a card, else itself again.
     */
    Path known(Path model) {
        Path link = link(model);
        return ModelCardFile.find(model) == null && Files.exists(link) && Files.exists(beside(link)) ? link : model;
    }

    /**
     * Writes a card.
     *
     * @return the path to open the model by
     * @throws InputException if it can be written neither beside the model nor in the user's folder
     */
    Path write(Path model, ModelCard card) {
        if (Files.isWritable(model.resolveSibling(".").normalize())) {
            ModelCardFile.write(beside(model), card);
            return model;
        }
        Path link = link(model);
        UserFolder.create(link.resolveSibling(".").normalize());
        if (!Files.exists(link)) {
            bring(model, link);
        }
        ModelCardFile.write(beside(link), card);
        return link;
    }

    /** Takes back a card that turned out to be wrong. */
    void delete(Path opened) {
        try {
            Files.deleteIfExists(beside(opened));
        } catch (IOException e) {
            throw new InputException(Messages.of(CardPlace.class).get("card.undeleted", beside(opened)), e);
        }
    }

    static Path beside(Path model) {
        return model.resolveSibling(FileNames.stem(model) + ".model.json");
    }

    /** The same model is always linked at the same place, models of one name elsewhere at others. */
    private Path link(Path model) {
        byte[] path = model.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
        HostTensor bytes = new HostTensor(HostTensor.ElementType.U8, new long[] {path.length}, path);
        String hash = new TensorFile(java.util.Map.of("path", bytes), java.util.Map.of()).contentHash();
        return user.resolve(hash.substring(0, 16)).resolve(String.valueOf(model.getFileName()));
    }

    private static void bring(Path model, Path link) {
        try {
            Files.createSymbolicLink(link, model.toAbsolutePath());
        } catch (IOException | UnsupportedOperationException e) {
            // Windows lets few people make links.
            copy(model, link);
        }
    }

    private static void copy(Path model, Path target) {
        AtomicFiles.write(target, out -> Files.copy(model, out));
    }
}
