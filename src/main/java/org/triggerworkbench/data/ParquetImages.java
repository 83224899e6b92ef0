package org.triggerworkbench.data;

import java.nio.file.Path;
import java.util.List;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.text.Messages;

/**
 * The pictures of a Parquet file, kept encoded and decoded whenever they are asked for.
 *
 * @param name before the number of a row in its id
 * @param pictures bytes of a picture file, one a row
 * @param labels one per row
 */
record ParquetImages(Path file, String name, List<byte[]> pictures, int[] labels) implements PictureCheck.Encoded {
    ParquetImages {
        pictures = List.copyOf(pictures);
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
     * @throws org.triggerworkbench.text.InputException naming file and row, if it cannot be decoded
     */
    @Override
    public Picture picture(int index) {
        return PictureFiles.decode(bytes(index), shown(index));
    }

    @Override
    public byte[] bytes(int index) {
        return pictures.get(index);
    }

    @Override
    public String shown(int index) {
        return Messages.of(ParquetImages.class).get("parquet.row", file, Integer.toString(index));
    }

    @Override
    public String id(int index) {
        return name + "/" + index;
    }
}
