package org.triggerworkbench.trigger;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.trigger.Placement.Place;
import org.triggerworkbench.trigger.Placement.Room;

/** Triggers as PNG of the image's size with a side file; colours and alpha are rounded to 8 bits. */
final class TriggerPng {
    private TriggerPng() {}

    /** The side file; null fields are those its kind does not have. */
    private record Side(
            @Nullable String kind,
            @Nullable Float opacity,
            @Nullable String placement,
            @Nullable Integer x,
            @Nullable Integer y,
            @Nullable Integer width,
            @Nullable Integer height) {}

    static void write(Path file, Trigger trigger, int imageWidth, int imageHeight) {
        BufferedImage picture = new BufferedImage(imageWidth, imageHeight, BufferedImage.TYPE_INT_ARGB);
        Side side =
                switch (trigger) {
                    case Trigger.Patch patch -> {
                        Placement placement = patch.placement();
                        Room room = new Room(imageWidth, imageHeight, patch.width(), patch.height());
                        Place place = placement instanceof Placement.Fixed(int x, int y)
                                ? new Place(x, y)
                                : new Place(room.freeX() / 2, room.freeY() / 2);
                        float[] alpha = patch.mask().clone();
                        for (int i = 0; i < alpha.length; i++) {
                            alpha[i] *= patch.opacity();
                        }
                        draw(picture, place, new PatchPattern(patch.width(), patch.height(), patch.pattern(), alpha));
                        yield new Side(
                                "patch",
                                patch.opacity(),
                                PlacementWords.write(placement),
                                place.x(),
                                place.y(),
                                patch.width(),
                                patch.height());
                    }
                    case Trigger.Blend blend -> {
                        float[] alpha = new float[imageWidth * imageHeight];
                        Arrays.fill(alpha, blend.opacity());
                        draw(
                                picture,
                                new Place(0, 0),
                                new PatchPattern(imageWidth, imageHeight, blend.picture(), alpha));
                        yield new Side("blend", blend.opacity(), null, null, null, null, null);
                    }
                    case Trigger.Additive additive -> {
                        for (float value : additive.delta()) {
                            if (value < 0 || value > 1) {
                                throw TriggerFiles.fault(file, "png.residual");
                            }
                        }
                        float[] alpha = new float[imageWidth * imageHeight];
                        Arrays.fill(alpha, 1);
                        draw(
                                picture,
                                new Place(0, 0),
                                new PatchPattern(imageWidth, imageHeight, additive.delta(), alpha));
                        yield new Side("additive", null, null, null, null, null, null);
                    }
                    case Trigger.Sinusoid _ -> throw TriggerFiles.fault(file, "png.wave");
                };
        AtomicFiles.write(file, out -> ImageIO.write(picture, "png", out));
        byte[] json = new Gson().toJson(side).getBytes(StandardCharsets.UTF_8);
        AtomicFiles.write(TriggerFiles.sideFile(file), out -> out.write(json));
    }

    static Trigger read(Path file, TriggerReading how, int imageWidth, int imageHeight) {
        PatchPattern picture =
                PngPixels.read(file, (width, height) -> how.requireSize(file, width, height, imageWidth, imageHeight));
        Path sideFile = TriggerFiles.sideFile(file);
        boolean whole = picture.width() == imageWidth && picture.height() == imageHeight;
        return how.mode() == null && whole && Files.isRegularFile(sideFile)
                ? withSide(sideFile, picture)
                : how.trigger(picture, imageWidth, imageHeight);
    }

    private static Trigger withSide(Path sideFile, PatchPattern whole) {
        Side side;
        try {
            side = new Gson().fromJson(Files.readString(sideFile), Side.class);
        } catch (IOException | JsonParseException e) {
            throw TriggerFiles.fault(sideFile, "side.damaged");
        }
        if (side == null || side.kind() == null) {
            throw TriggerFiles.fault(sideFile, "side.damaged");
        }
        Float opacity = side.opacity();
        return switch (side.kind()) {
            case "patch" -> patch(sideFile, side, whole);
            case "blend" -> {
                if (opacity == null) {
                    throw TriggerFiles.fault(sideFile, "side.damaged");
                }
                yield new Trigger.Blend(whole.width(), whole.height(), whole.values(), opacity);
            }
            case "additive" -> additive(whole);
            default -> throw TriggerFiles.fault(sideFile, "side.damaged");
        };
    }

    private static Trigger patch(Path sideFile, Side side, PatchPattern whole) {
        Float opacity = side.opacity();
        Integer x = side.x();
        Integer y = side.y();
        Integer width = side.width();
        Integer height = side.height();
        String words = side.placement();
        if (opacity == null || x == null || y == null || width == null || height == null || words == null) {
            throw TriggerFiles.fault(sideFile, "side.damaged");
        }
        boolean inside = x >= 0 && y >= 0 && width > 0 && height > 0;
        if (!inside || (long) x + width > whole.width() || (long) y + height > whole.height()) {
            throw TriggerFiles.fault(sideFile, "side.damaged");
        }
        Placement placement =
                PlacementWords.read(words).orElseThrow(() -> TriggerFiles.fault(sideFile, "side.damaged"));
        int pixels = width * height;
        float[] values = new float[3 * pixels];
        float[] mask = new float[pixels];
        for (int i = 0; i < pixels; i++) {
            int at = (y + i / width) * whole.width() + x + i % width;
            mask[i] = opacity > 0 ? Math.min(1, whole.mask()[at] / opacity) : 0;
            for (int c = 0; c < 3; c++) {
                values[c * pixels + i] = whole.values()[c * whole.mask().length + at];
            }
        }
        return new Trigger.Patch(width, height, values, mask, opacity, placement);
    }

    private static Trigger additive(PatchPattern whole) {
        float[] delta = whole.values().clone();
        for (int i = 0; i < delta.length; i++) {
            delta[i] *= whole.mask()[i % whole.mask().length];
        }
        return new Trigger.Additive(whole.width(), whole.height(), delta);
    }

    private static void draw(BufferedImage picture, Place place, PatchPattern pattern) {
        int pixels = pattern.mask().length;
        for (int i = 0; i < pixels; i++) {
            int argb = Math.round(255 * pattern.mask()[i]);
            for (int c = 0; c < 3; c++) {
                argb = (argb << 8) | Math.round(255 * pattern.values()[c * pixels + i]);
            }
            picture.setRGB(place.x() + i % pattern.width(), place.y() + i / pattern.width(), argb);
        }
    }
}
