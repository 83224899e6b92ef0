package org.triggerworkbench.data;

import java.nio.file.Path;
import java.util.List;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.text.FileWord;

/**
 * Picture files, decoded whenever they are asked for.
 *
 * @param root the folder that the ids are relative to
 * @param ids paths below the root, parted by '/'
 * @param labels one per file
 */
record FolderImages(Path root, List<String> ids, int[] labels) implements PictureCheck.Encoded {
    FolderImages {
        ids = List.copyOf(ids);
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public int label(int index) {
        return labels[index];
    }

    /**
     * {@inheritDoc}
     *
     * @throws org.triggerworkbench.text.InputException naming the file, if it cannot be decoded
     */
    @Override
    public Picture picture(int index) {
        return PictureFiles.read(file(index));
    }

    @Override
    public byte[] bytes(int index) {
        return DataFiles.bytes(file(index));
    }

    @Override
    public String shown(int index) {
        return FileWord.line(file(index).toString());
    }

    private Path file(int index) {
        return root.resolve(ids.get(index));
    }

    @Override
    public String id(int index) {
        return ids.get(index);
    }
}
