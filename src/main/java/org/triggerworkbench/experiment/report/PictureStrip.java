package org.triggerworkbench.experiment.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.triggerworkbench.data.Picture;
import org.triggerworkbench.text.Messages;

/** A clean image, the same triggered, and ten times their difference; pixels stay pixels. */
public final class PictureStrip {
    private static final Messages TEXT = Messages.of(PictureStrip.class);
    private static final int RESIDUAL_GAIN = 10;

    private PictureStrip() {}

    /**
     * @param cleanAnswer what the model says of the clean image, for the caption; empty for none
     * @param triggeredAnswer the same of the triggered image
     */
    public static String html(Picture clean, Picture triggered, String cleanAnswer, String triggeredAnswer) {
        return "<div class=\"strip\">" + one(clean, caption("strip.clean", cleanAnswer))
                + one(triggered, caption("strip.triggered", triggeredAnswer))
                + one(residual(clean, triggered), TEXT.get("strip.residual")) + "</div>";
    }

    /** Ten times the absolute difference, clipped at 255. */
    static Picture residual(Picture clean, Picture triggered) {
        byte[] difference = new byte[clean.rgb().length];
        for (int i = 0; i < difference.length; i++) {
            int change = Math.abs((clean.rgb()[i] & 0xff) - (triggered.rgb()[i] & 0xff));
            difference[i] = (byte) Math.min(255, RESIDUAL_GAIN * change);
        }
        return new Picture(clean.width(), clean.height(), difference);
    }

    private static String caption(String key, String answer) {
        return answer.isEmpty() ? TEXT.get(key) : TEXT.get(key) + ": " + answer;
    }

    private static String one(Picture picture, String caption) {
        String text = Html.escape(caption);
        return "<div><img alt=\"" + text + "\" src=\"data:image/png;base64,"
                + Base64.getEncoder().encodeToString(png(picture)) + "\"><span>" + text + "</span></div>";
    }

    private static byte[] png(Picture picture) {
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                image.setRGB(x, y, picture.at(x, y, 0) << 16 | picture.at(x, y, 1) << 8 | picture.at(x, y, 2));
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
