package org.triggerworkbench.app.files;

import java.nio.file.Path;
import java.util.List;
import org.triggerworkbench.data.ImageSet;
import org.triggerworkbench.data.picture.CenterCrop;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.data.picture.Resampling;
import org.triggerworkbench.data.picture.Scaling;
import org.triggerworkbench.experiment.live.Pixels;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.model.InputSpec;

/**
 * A photo and what the model will see of it.
 *
 * @param path of the photo
 * @param width of the photo in pixels
 * @param height of the photo in pixels
 * @param crop the part the model sees, in pixels of the photo
 * @param shown the photo small enough for a dialog
 * @param seen what the model sees
 * @param classes of the open scene
 * @param words whether the model reads words, so that any class can be named
 */
public record PhotoPreview(
        Path path, int width, int height, Crop crop, Small shown, Small seen, List<String> classes, boolean words) {
    private static final int SHOWN_EDGE = 480;

    /** A rectangle, in pixels. */
    public record Crop(double x, double y, double width, double height) {}

    /** A picture as ARGB, row by row. */
    public record Small(int width, int height, int[] argb) {
        static Small of(Picture picture) {
            return new Small(picture.width(), picture.height(), Pixels.argb(picture));
        }
    }

    /**
     * Prepares it as the engine will: the same resize, the same crop. Not for the window thread.
     *
     * @throws org.triggerworkbench.text.InputException if the photo is too narrow to be resized
     */
    static PhotoPreview of(Path path, Picture photo, SubjectFacts facts) {
        InputSpec input = facts.input();
        Picture seen = Sources.prepare(new One(path, photo), input).picture(0);
        return new PhotoPreview(
                path,
                photo.width(),
                photo.height(),
                crop(photo, input),
                Small.of(small(photo)),
                Small.of(seen),
                facts.classes(),
                facts.zeroShot());
    }

    /** The part of the photo that the model sees, of which the rest is cut off after scaling. */
    private static Crop crop(Picture photo, InputSpec input) {
        Scaling scaling = input.scaling();
        if (input.resize().crop() == CenterCrop.NONE) {
            return new Crop(0, 0, photo.width(), photo.height());
        }
        double shorter = Math.min(photo.width(), photo.height());
        double across =
                switch (scaling.kind()) {
                    case NONE -> 1;
                    case SHORTEST_EDGE -> shorter / scaling.width();
                    case EXACT -> (double) photo.width() / scaling.width();
                };
        double down = scaling.kind() == Scaling.Kind.EXACT ? (double) photo.height() / scaling.height() : across;
        double width = Math.min(photo.width(), input.width() * across);
        double height = Math.min(photo.height(), input.height() * down);
        return new Crop((photo.width() - width) / 2, (photo.height() - height) / 2, width, height);
    }

    private static Picture small(Picture photo) {
        int longer = Math.max(photo.width(), photo.height());
        if (longer <= SHOWN_EDGE) {
            return photo;
        }
        double factor = (double) SHOWN_EDGE / longer;
        return Resampling.resize(
                photo,
                Math.max(1, (int) Math.round(factor * photo.width())),
                Math.max(1, (int) Math.round(factor * photo.height())),
                Resampling.Filter.BILINEAR);
    }

    /** The photo as a set, so that it goes the way all images go. */
    private record One(Path path, Picture photo) implements ImageSet {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public int label(int index) {
            return 0;
        }

        @Override
        public Picture picture(int index) {
            return photo;
        }

        @Override
        public String id(int index) {
            return path.toString();
        }
    }
}
